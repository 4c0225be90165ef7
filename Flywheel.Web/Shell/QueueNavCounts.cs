using System.Collections.Concurrent;
using Flywheel.Core;
using Flywheel.Core.Curate.Review;

namespace Flywheel.Web.Shell;

/// <summary>
/// What waits for this person's review, beside the menu's place. Those who see the same applications share one count, made at most every few seconds and only
/// while somebody looks: a thousand open pages ask the database as often as one.
/// </summary>
public sealed class QueueNavCounts : INavCounts, IDisposable
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly ReviewQueue _queue;
    private readonly TimeProvider _clock;
    private readonly ThrottledSubscription _changed;
    private readonly ConcurrentDictionary<ApplicationAccess, Counted> _last = new();

    /// <summary>Made by the container.</summary>
    public QueueNavCounts(ReviewQueue queue, ChangeBus changes, TimeProvider clock)
    {
        (_queue, _clock) = (queue, clock);
        _changed = new(changes, Change.Queue, Fresh, clock, Forget);
    }

    /// <inheritdoc/>
    public event Action? Changed;

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<string, int>> CountAsync(Actor actor, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (!_last.TryGetValue(actor.Applications, out var last) || _clock.Now() - last.At >= Fresh)
                _last[actor.Applications] = last = new(_clock.Now(), await _queue.CountForAllAsync(actor, cancellationToken));
            return new Dictionary<string, int> { [Links.Links.Review] = last.Left.LeftFor(actor.MemberId) };
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _changed.Dispose();
        _turn.Dispose();
    }

    private void Forget()
    {
        _last.Clear();
        Changed?.Invoke();
    }

    private sealed record Counted(DateTime At, SharedQueueCounts Left);
}
