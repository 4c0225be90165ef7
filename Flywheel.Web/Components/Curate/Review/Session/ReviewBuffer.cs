using Flywheel.Core;
using Flywheel.Core.Curate.Review;

namespace Flywheel.Web.Components.Curate.Review.Session;

/// <summary>
/// The items that a person has in hand: the one on screen, and the next ones, claimed and prepared. Called from one circuit
/// at a time; the work itself runs on pool threads, so that the screen never waits for it.
/// </summary>
public sealed class ReviewBuffer(ReviewServices services, Actor actor)
{
    private const int MostAhead = 2;

    private readonly LinkedList<PreparedItem> _ahead = [];
    private readonly Queue<long> _held = new();
    private readonly Dictionary<long, DateTime?> _leases = [];
    private Task _filling = Task.CompletedTask;
    private bool _ended;

    public PreparedItem? Current { get; private set; }

    /// <summary>How many wait behind the one on screen.</summary>
    public int Ahead => _ahead.Count;

    /// <summary>Takes up what the person holds or began to fix; what is claimed anew comes after it.</summary>
    public async Task ResumeAsync()
    {
        var begun = await Task.Run(() => services.Drafts.BegunAsync(actor, CancellationToken.None));
        var held = await Task.Run(() => services.Queue.HeldByAsync(actor, CancellationToken.None));
        foreach (var id in begun.Concat(held.Select(h => h.Id)).Distinct()) _held.Enqueue(id);
    }

    /// <summary>Claims one certain item and puts it on screen; what was there waits behind it. False: it cannot be had.</summary>
    public async Task<bool> BringAsync(long id)
    {
        var item = await Task.Run(() => ClaimAsync(id));
        if (item is null) return false;
        if (_ended)
        {
            await ReleaseAsync(item.Item);
            return false;
        }

        if (_ahead.FirstOrDefault(p => p.Item.Id == id) is { } waiting) _ahead.Remove(waiting);
        if (Current is { } before && before.Item.Id != id) _ahead.AddFirst(before);
        Show(item);
        _leases[id] = item.Item.LeaseUntil;
        while (_ahead.Count > MostAhead) await DropAsync(_ahead.Last!.Value);
        return true;
    }

    /// <summary>Puts the next item on screen, without waiting for anything.</summary>
    public void Advance()
    {
        if (Current is { } done) _leases.Remove(done.Item.Id);
        Current = null;
        if (_ahead.First is not { } next) return;
        _ahead.RemoveFirst();
        Show(next.Value);
    }

    /// <summary>Claims until one is on screen and one waits behind it, or nothing is left.</summary>
    public Task RefillAsync(Action shown) => _filling = FillAsync(shown);

    /// <summary>Renews every lease; false when the one on screen is lost. One lost behind it is laid aside in silence.</summary>
    public async Task<bool> RenewAsync()
    {
        var kept = true;
        foreach (var id in _leases.Keys.ToList())
        {
            var outcome = await Task.Run(() => services.Queue.RenewAsync(actor, id, CancellationToken.None));
            if (outcome is LeaseOutcome.Held held)
            {
                if (_leases.ContainsKey(id)) _leases[id] = held.Until;
                continue;
            }

            _leases.Remove(id);
            if (Current?.Item.Id == id) kept = false;
            else if (_ahead.FirstOrDefault(p => p.Item.Id == id) is { } lost) _ahead.Remove(lost);
        }

        return kept;
    }

    /// <summary>Gives everything back that no other window of this person has renewed since.</summary>
    public async Task EndAsync()
    {
        _ended = true;
        // What is being claimed at this moment has to be given back too.
        await ((Task)_filling.ContinueWith(_ => { }, TaskScheduler.Default)).WaitAsync(TimeSpan.FromSeconds(30));
        foreach (var (id, until) in _leases.ToList())
            await Task.Run(() => services.Queue.ReleaseAsync(actor, id, CancellationToken.None, until));
        _leases.Clear();
    }

    private async Task FillAsync(Action shown)
    {
        while (!_ended && (Current is null || _ahead.Count == 0))
        {
            if (await Task.Run(TakeAsync) is not { } item) return;
            if (_ended)
            {
                await ReleaseAsync(item.Item);
                return;
            }

            if (Holds(item.Item.Id)) return;
            if (Current is null) Show(item);
            else _ahead.AddLast(item);
            _leases[item.Item.Id] = item.Item.LeaseUntil;
            shown();
        }
    }

    private bool Holds(long id) => Current?.Item.Id == id || _ahead.Any(p => p.Item.Id == id);

    private void Show(PreparedItem item)
    {
        Current = item;
        _leases.TryAdd(item.Item.Id, item.Item.LeaseUntil);
    }

    private async Task DropAsync(PreparedItem item)
    {
        _ahead.Remove(item);
        _leases.Remove(item.Item.Id);
        await ReleaseAsync(item.Item);
    }

    private Task<LeaseOutcome> ReleaseAsync(ReviewItem item) =>
        Task.Run(() => services.Queue.ReleaseAsync(actor, item.Id, CancellationToken.None, item.LeaseUntil));

    private async Task<PreparedItem?> TakeAsync()
    {
        while (_held.TryDequeue(out var id))
        {
            if (!Holds(id) && await ClaimAsync(id) is { } item) return item;
        }

        var claimed = await services.Queue.ClaimAsync(actor, 1, CancellationToken.None);
        return claimed.Count == 0 ? null : await PrepareAsync(claimed[0]);
    }

    private async Task<PreparedItem?> ClaimAsync(long id)
    {
        var item = await services.Queue.ClaimOneAsync(actor, id, CancellationToken.None);
        return item is null ? null : await PrepareAsync(item);
    }

    // An item that was claimed and could not be read any further is the next to be tried, not lost until its lease ends.
    private async Task<PreparedItem> PrepareAsync(ReviewItem item)
    {
        try
        {
            return await services.PrepareAsync(actor, item, CancellationToken.None);
        }
        catch
        {
            _held.Enqueue(item.Id);
            throw;
        }
    }
}
