using System.Data.Common;
using Flywheel.Core;
using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Curate.Review;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Web.Components.Curate.Review.Session;

/// <summary>Where a page of reviewing stands.</summary>
public enum ReviewPhase
{
    Loading = 0,
    Judging = 1,

    /// <summary>Nothing waits.</summary>
    Empty = 2,

    /// <summary>The storage did not answer.</summary>
    Failed = 3,
}

/// <summary>A decision that can still be taken back.</summary>
public sealed record DoneDecision(long DecisionId, long ItemId, string Words);

/// <summary>
/// One person's reviewing on one page: what is on screen, what was done, and what stands in the way. The page shows it and
/// passes on what the person wants; every rule is enforced again by Core.
/// </summary>
/// <param name="changed">Draws the page again.</param>
/// <param name="hop">Runs work on the page's circuit that nobody waits for; what it throws fails the page.</param>
public sealed partial class ReviewSession(ReviewServices services, Actor actor, Action changed, Action<Func<Task>> hop)
{
    /// <summary>How many decisions can be taken back.</summary>
    public const int MostUndo = 10;

    /// <summary>What is said when a decision could not be stored.</summary>
    public const string NotStored = "The decision could not be stored. Nothing is lost: try again in a moment.";

    private readonly List<DoneDecision> _done = [];
    private bool _busy;
    private bool _refilling;
    private bool _again;

    public ReviewBuffer Hand { get; } = new(services, actor);
    public ReviewPhase Phase { get; private set; }
    public ReviewObstacle? Obstacle { get; private set; }

    /// <summary>The quiet line: what was done or went wrong last.</summary>
    public string? Line { get; private set; }
    public bool LineIsTrouble { get; private set; }

    /// <summary>The line speaks of a decision that can be taken back.</summary>
    public bool LineIsDecision { get; private set; }
    public IReadOnlyList<DoneDecision> Done => _done;
    public QueueCounts? Counts { get; private set; }
    public PreparedItem? Current => Hand.Current;

    /// <summary>Begins: what is held or begun first, then the queue. <paramref name="certain"/> comes before everything.</summary>
    public async Task OpenAsync(long? certain)
    {
        (Phase, Obstacle) = (ReviewPhase.Loading, null);
        try
        {
            await RecallAsync();
            await Hand.ResumeAsync();
            if (certain is { } id && !await Hand.BringAsync(id))
                Say(CannotHave(id), trouble: true);
            await RefillAsync();
            await CountAsync();
        }
        catch (Exception exception) when (IsStorage(exception))
        {
            Phase = Current is null ? ReviewPhase.Failed : Phase;
        }

        changed();
    }

    /// <summary>Puts one certain item on screen.</summary>
    public async Task ShowAsync(long id)
    {
        if (await Hand.BringAsync(id)) (Phase, Obstacle) = (ReviewPhase.Judging, null);
        else Say(CannotHave(id), trouble: true);
    }

    /// <summary>Decides the item on screen. True when it stands and the next item is shown.</summary>
    public async Task<bool> DecideAsync(DecisionKind kind, string? ideal = null, RejectReason? reason = null, string? comment = null)
    {
        if (_busy || Obstacle is not null || Current?.Item is not { } item) return false;
        _busy = true;
        try
        {
            var request = new DecisionRequest(item.Version, kind, ideal, reason, comment);
            var outcome = await Task.Run(() => services.Decisions.DecideAsync(actor, item.Id, request, CancellationToken.None));
            if (outcome is not DecisionOutcome.Decided decided)
            {
                await HinderAsync(outcome, item.Id);
                return false;
            }

            Remember(new(decided.DecisionId, item.Id, ReviewLabels.Done(kind, reason, decided.State)));
            if (kind != DecisionKind.Skip) CountLocally(decided.State, item.State);
            Move();
            return true;
        }
        catch (Exception exception) when (IsStorage(exception))
        {
            Say(NotStored, trouble: true);
            return false;
        }
        finally
        {
            _busy = false;
        }
    }

    /// <summary>Takes the last decision back and shows its item again.</summary>
    public async Task UndoAsync()
    {
        if (_busy || _done.Count == 0) return;
        _busy = true;
        try
        {
            var last = _done[^1];
            _done.RemoveAt(_done.Count - 1);
            var outcome = await Task.Run(() => services.Decisions.UndoAsync(actor, last.DecisionId, CancellationToken.None));
            await TellUndoneAsync(last, outcome);
            await CountAsync();
        }
        catch (Exception exception) when (IsStorage(exception))
        {
            Say("The undo could not be stored; try again in a moment.", trouble: true);
        }
        finally
        {
            _busy = false;
        }
    }

    /// <summary>Renews the leases, and says so when one is lost.</summary>
    public async Task RenewAsync()
    {
        if (Obstacle is not null || Current?.Item.Id is not { } id) return;
        try
        {
            if (!await Hand.RenewAsync() && Current?.Item.Id == id) await LoseAsync(id);
        }
        catch (Exception exception) when (IsStorage(exception))
        {
            // The lease outlasts several tries, and the next one comes.
        }
    }

    /// <summary>Fills up what waits behind the screen; on an empty page, looks whether something came.</summary>
    public async Task RefillAsync()
    {
        if (_refilling)
        {
            _again = true;
            return;
        }

        _refilling = true;
        try
        {
            do
            {
                _again = false;
                await Hand.RefillAsync(() => Arrived());
            }
            while (_again && Current is null);
            Phase = Current is null ? ReviewPhase.Empty : ReviewPhase.Judging;
        }
        catch (Exception exception) when (IsStorage(exception))
        {
            if (Current is null) Phase = ReviewPhase.Failed;
        }
        finally
        {
            _refilling = false;
        }

        changed();
    }

    /// <summary>Counts again.</summary>
    public async Task CountAsync() => Counts = await Task.Run(() => services.Queue.CountAsync(actor, CancellationToken.None));

    /// <summary>Gives back what is held.</summary>
    public async Task EndAsync()
    {
        try
        {
            await Hand.EndAsync();
        }
        catch (Exception exception) when (IsStorage(exception))
        {
            // Leases end by themselves.
        }
    }

    /// <summary>Says something in the quiet line.</summary>
    public void Say(string text, bool trouble = false) => (Line, LineIsTrouble, LineIsDecision) = (text, trouble, false);

    /// <summary>Did the storage fail, rather than we?</summary>
    public static bool IsStorage(Exception exception) => exception is DbException or DbUpdateException or TimeoutException;

    private void Arrived()
    {
        if (Phase == ReviewPhase.Judging) return;
        Phase = ReviewPhase.Judging;
        changed();
    }

    private void Move()
    {
        Obstacle = null;
        Hand.Advance();
        Phase = Current is null ? ReviewPhase.Loading : ReviewPhase.Judging;
        hop(RefillAsync);
    }

    /// <summary>What was decided before this page was opened can be taken back as well.</summary>
    private async Task RecallAsync()
    {
        var before = await Task.Run(() => services.Decisions.UndoableAsync(actor, MostUndo, CancellationToken.None));
        _done.InsertRange(0, before.Reverse().Where(b => _done.TrueForAll(d => d.DecisionId != b.DecisionId))
            .Select(b => new DoneDecision(b.DecisionId, b.CandidateId, ReviewLabels.Done(b.Kind, b.Reason, b.StateAfter))));
        if (_done.Count > MostUndo) _done.RemoveRange(0, _done.Count - MostUndo);
    }

    private void Remember(DoneDecision done)
    {
        _done.Add(done);
        if (_done.Count > MostUndo) _done.RemoveAt(0);
        Say($"{done.Words}.");
        LineIsDecision = true;
    }

    private void CountLocally(CandidateState after, CandidateState before)
    {
        if (Counts is not { } c) return;
        var waiting = before == CandidateState.Pending ? Math.Max(0, c.Waiting - 1) : c.Waiting;
        // What this person sends on to another is no longer among what is left for this one.
        var second = c.AwaitingSecond - (before == CandidateState.AwaitingSecond ? 1 : 0);
        var others = c.AwaitingOthers + (after == CandidateState.AwaitingSecond ? 1 : 0);
        Counts = c with { Waiting = waiting, AwaitingSecond = Math.Max(0, second), AwaitingOthers = others, DecidedToday = c.DecidedToday + 1 };
    }

    private static string CannotHave(long id) => $"Item {id} cannot be reviewed now: it is decided, held back, or another person has it.";

    private static string Lower(string words) => char.ToLowerInvariant(words[0]) + words[1..];
}
