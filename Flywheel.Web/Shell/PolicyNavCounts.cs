using System.Collections.Concurrent;
using Flywheel.Core;
using Flywheel.Core.Curate.Policies;

namespace Flywheel.Web.Shell;

/// <summary>The drafts of the curation policy that wait for this administrator's approval, beside the menu's place.</summary>
public sealed class PolicyNavCounts : INavCounts, IDisposable
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);

    /// <summary>Who may approve also depends on who administers, which tells nobody when it changes.</summary>
    private static readonly TimeSpan Oldest = TimeSpan.FromSeconds(30);
    private readonly PolicyDrafts _drafts;
    private readonly TimeProvider _clock;
    private readonly ThrottledSubscription _changed;
    private readonly ConcurrentDictionary<string, (DateTime At, int Count)> _last = new(StringComparer.Ordinal);

    /// <summary>Made by the container.</summary>
    public PolicyNavCounts(PolicyDrafts drafts, ChangeBus changes, TimeProvider clock)
    {
        (_drafts, _clock) = (drafts, clock);
        _changed = new(changes, Change.Policies, Fresh, clock, Forget);
    }

    /// <inheritdoc/>
    public event Action? Changed;

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<string, int>> CountAsync(Actor actor, CancellationToken cancellationToken)
    {
        if (!actor.MayAdminister) return new Dictionary<string, int>();
        if (!_last.TryGetValue(actor.MemberId, out var last) || _clock.Now() - last.At >= Oldest)
            _last[actor.MemberId] = last = (_clock.Now(), (await _drafts.AwaitingApprovalAsync(actor, cancellationToken)).Count);
        return new Dictionary<string, int> { [Links.Links.Policy] = last.Count };
    }

    /// <inheritdoc/>
    public void Dispose() => _changed.Dispose();

    private void Forget()
    {
        _last.Clear();
        Changed?.Invoke();
    }
}
