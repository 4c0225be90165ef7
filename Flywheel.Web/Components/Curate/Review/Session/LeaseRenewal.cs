using Flywheel.Core;

namespace Flywheel.Web.Components.Curate.Review.Session;

/// <summary>
/// What happens on a page of reviewing by itself: leases are renewed while the person is at work, the count follows others'
/// work, and an empty page looks again when something came.
/// </summary>
public sealed class LeaseRenewal : IDisposable
{
    /// <summary>How often leases are renewed.</summary>
    public static readonly TimeSpan Renewal = TimeSpan.FromMinutes(4);

    /// <summary>Somebody who did nothing for so long is not at work.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromMinutes(10);

    // Others decide all the time; one look for many changes.
    private static readonly TimeSpan Gather = TimeSpan.FromSeconds(2);

    private readonly ReviewServices _services;
    private readonly ReviewSession _session;
    private readonly ITimer _renew;
    private readonly ITimer _look;
    private readonly IDisposable _changes;
    private long _touched;
    private int _waiting;

    /// <param name="hop">Runs work on the page's circuit.</param>
    public LeaseRenewal(ReviewServices services, ReviewSession session, Action<Func<Task>> hop)
    {
        (_services, _session) = (services, session);
        Touch();
        _renew = services.Clock.CreateTimer(_ => hop(RenewAsync), null, Renewal, Renewal);
        _look = services.Clock.CreateTimer(_ => hop(LookAsync), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _changes = services.Changes.Subscribe(Change.Queue, OnChange);
    }

    /// <summary>The person did something.</summary>
    public void Touch() => Volatile.Write(ref _touched, _services.Clock.GetTimestamp());

    public void Dispose()
    {
        _changes.Dispose();
        _renew.Dispose();
        _look.Dispose();
    }

    private void OnChange()
    {
        if (Interlocked.Exchange(ref _waiting, 1) == 0) _look.Change(Gather, Timeout.InfiniteTimeSpan);
    }

    private async Task RenewAsync()
    {
        // Nobody tells when another person's lease ran out.
        if (_session.Phase == ReviewPhase.Empty) await LookAsync();
        if (_services.Clock.GetElapsedTime(Volatile.Read(ref _touched)) < Idle) await _session.RenewAsync();
    }

    private async Task LookAsync()
    {
        Interlocked.Exchange(ref _waiting, 0);
        try
        {
            await _session.CountAsync();
            if (_session.Phase == ReviewPhase.Empty) await _session.RefillAsync();
        }
        catch (Exception exception) when (ReviewSession.IsStorage(exception))
        {
            // The next change brings another look.
        }
    }
}
