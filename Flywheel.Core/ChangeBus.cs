using System.Collections.Concurrent;

namespace Flywheel.Core;

/// <summary>What somebody may want to hear of.</summary>
public enum Change
{
    /// <summary>The review queue: something came, was claimed, was decided.</summary>
    Queue,

    /// <summary>Datasets and their versions.</summary>
    Datasets,

    /// <summary>Success rates and what they rest on.</summary>
    Measures,

    /// <summary>Experiments: one was planned, started, stopped, decided.</summary>
    Experiments,

    /// <summary>The curation policy: a draft, a backtest, a version, its application to what is there.</summary>
    Policies,

    /// <summary>Signal types that admins define.</summary>
    SignalTypes,
}

/// <summary>
/// Tells open pages of this process that something changed. It carries no data: who hears of a change reads again.
/// </summary>
public sealed class ChangeBus
{
    private readonly ConcurrentDictionary<Guid, (Change Change, Action Handler)> _handlers = new();

    /// <summary>Tells everybody who listens. A handler must be quick and must not throw.</summary>
    public void Publish(Change change)
    {
        foreach (var (_, entry) in _handlers)
        {
            if (entry.Change == change) entry.Handler();
        }
    }

    /// <summary>Listens until the result is disposed.</summary>
    public IDisposable Subscribe(Change change, Action handler)
    {
        var id = Guid.NewGuid();
        _handlers[id] = (change, handler);
        return new Subscription(() => _handlers.TryRemove(id, out _));
    }

    private sealed class Subscription(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
