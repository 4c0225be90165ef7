namespace Flywheel.Web.Shell;

/// <summary>A key of the page.</summary>
/// <param name="Key">
/// As the browser names it, letters in lower case: <c>a</c>, <c>1</c>, <c>?</c>, <c>Escape</c>; with <c>Ctrl+</c> before it
/// where Ctrl (or Command) is held. Without it the key counts only when no such key is held.
/// </param>
/// <param name="Label">What it does, for the sheet of keys.</param>
/// <param name="WhileTyping">Also while the focus is in a field. Sensible with Ctrl and Escape only.</param>
/// <param name="InDialog">Also while a dialog is open.</param>
public sealed record Shortcut(string Key, string Label, Func<Task> Handler, bool WhileTyping = false, bool InDialog = false)
{
    /// <summary>Is it a key that can be switched off: one without Ctrl, other than Escape?</summary>
    public bool IsSingle => !Key.StartsWith("Ctrl+", StringComparison.Ordinal) && Key != "Escape";
}

/// <summary>
/// The keys that work now, in one circuit. Whoever registered last wins a key; disposing the registration gives it back.
/// </summary>
public sealed class Shortcuts
{
    private readonly List<Registration> _registrations = [];
    private bool _singleKeys = true;

    /// <summary>Raised when the keys change.</summary>
    public event Action? Changed;

    /// <summary>Do keys without Ctrl count outside dialogs? Escape always does.</summary>
    public bool SingleKeys
    {
        get => _singleKeys;
        set
        {
            if (_singleKeys == value) return;
            _singleKeys = value;
            Changed?.Invoke();
        }
    }

    /// <summary>The keys that work now, the newest first, each once; without those that are switched off.</summary>
    public IReadOnlyList<Shortcut> Active =>
        [.. Enumerable.Reverse(_registrations).SelectMany(r => r.Keys).DistinctBy(s => s.Key, StringComparer.Ordinal).Where(s => SingleKeys || !s.IsSingle || s.InDialog)];

    /// <summary>Adds the keys of a page or component until the result is disposed.</summary>
    public IDisposable Register(params IEnumerable<Shortcut> shortcuts)
    {
        var registration = new Registration(this, [.. shortcuts]);
        _registrations.Add(registration);
        Changed?.Invoke();
        return registration;
    }

    /// <summary>Runs what belongs to a key, if it may run in this situation. True when something ran.</summary>
    public async Task<bool> DispatchAsync(string key, bool typing, bool dialogOpen)
    {
        var found = Active.FirstOrDefault(s => s.Key == key);
        if (found is null || (typing && !found.WhileTyping) || (dialogOpen && !found.InDialog)) return false;
        if (found.IsSingle && !SingleKeys && !dialogOpen) return false;
        await found.Handler();
        return true;
    }

    private void Remove(Registration registration)
    {
        if (_registrations.Remove(registration)) Changed?.Invoke();
    }

    private sealed class Registration(Shortcuts owner, IReadOnlyList<Shortcut> keys) : IDisposable
    {
        public IReadOnlyList<Shortcut> Keys { get; } = keys;

        public void Dispose() => owner.Remove(this);
    }
}
