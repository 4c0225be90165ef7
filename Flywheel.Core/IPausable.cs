namespace Flywheel.Core;

/// <summary>
/// Work in the background that keeps in memory what it has read. An erasure pauses all that is registered under this, in the order of
/// registration, so that nothing of what it takes is written down again.
/// </summary>
public interface IPausable
{
    /// <summary>Keeps it from working until the result is disposed; it then reads anew what it had in memory.</summary>
    Task<IDisposable> PauseAsync(CancellationToken cancellationToken);
}

/// <summary>Pauses several pieces of work together.</summary>
internal static class PausableWork
{
    /// <summary>Pauses each in order, until the result is disposed.</summary>
    public static async Task<IDisposable> PauseAllAsync(this IEnumerable<IPausable> work, CancellationToken cancellationToken)
    {
        var pauses = new Pauses();
        try
        {
            foreach (var one in work) pauses.Held.Push(await one.PauseAsync(cancellationToken));
            return pauses;
        }
        catch
        {
            pauses.Dispose();
            throw;
        }
    }

    private sealed class Pauses : IDisposable
    {
        public Stack<IDisposable> Held { get; } = new();

        public void Dispose()
        {
            while (Held.TryPop(out var pause)) pause.Dispose();
        }
    }
}
