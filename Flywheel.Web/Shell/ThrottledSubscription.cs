using Flywheel.Core;

namespace Flywheel.Web.Shell;

/// <summary>
/// Hears of changes, and passes many of them on as one: the first after a pause of the given length, and again after each
/// such pause for as long as they come. Disposing ends it.
/// </summary>
public sealed class ThrottledSubscription : IDisposable
{
    private readonly IDisposable _subscription;
    private readonly ITimer _timer;
    private readonly TimeSpan _pause;
    private readonly Action _handler;
    private int _waiting;

    /// <summary>Begins to listen.</summary>
    /// <param name="handler">Called on a thread of the pool; must not throw.</param>
    public ThrottledSubscription(ChangeBus changes, Change change, TimeSpan pause, TimeProvider clock, Action handler)
    {
        (_pause, _handler) = (pause, handler);
        _timer = clock.CreateTimer(_ => Pass(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _subscription = changes.Subscribe(change, Hear);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _subscription.Dispose();
        _timer.Dispose();
    }

    private void Hear()
    {
        if (Interlocked.Exchange(ref _waiting, 1) == 0) _timer.Change(_pause, Timeout.InfiniteTimeSpan);
    }

    private void Pass()
    {
        Volatile.Write(ref _waiting, 0);
        _handler();
    }
}
