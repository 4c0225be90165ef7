using Flywheel.Core.Curate.Review;

namespace Flywheel.Web.Components.Curate.Review.Session;

/// <summary>What stands in the way of a decision, and the ways on from there.</summary>
public sealed partial class ReviewSession
{
    /// <summary>Leaves an item that cannot be decided and goes on.</summary>
    public void Leave()
    {
        if (Obstacle is null) return;
        Line = null;
        Move();
    }

    /// <summary>Tries to claim the item on screen again.</summary>
    public async Task RetakeAsync()
    {
        if (_busy || Obstacle is not { MayRetake: true } || Current?.Item.Id is not { } id) return;
        if (await Hand.BringAsync(id))
        {
            Obstacle = null;
            Say("The item is yours again.");
        }
        else
        {
            Say("Another person still has it, or it is decided.", trouble: true);
        }
    }

    private async Task TellUndoneAsync(DoneDecision last, UndoOutcome outcome)
    {
        switch (outcome)
        {
            case UndoOutcome.Undone:
                Obstacle = null;
                var back = await Hand.BringAsync(last.ItemId);
                if (back) Phase = ReviewPhase.Judging;
                Say(back ? $"Taken back: {Lower(last.Words)}. Here it is again." : $"Taken back: {Lower(last.Words)}. Another person has the item now.");
                break;
            case UndoOutcome.TooLate late:
                Say($"Not taken back ({Lower(last.Words)}). {late.Reason}", trouble: true);
                break;
            default:
                Say("There is nothing to take back: the decision is not yours or no longer there.", trouble: true);
                break;
        }
    }

    private async Task HinderAsync(DecisionOutcome outcome, long id)
    {
        if (outcome is DecisionOutcome.Invalid wrong)
            Say(ReviewObstacle.Words(wrong), trouble: true);
        else if (outcome is DecisionOutcome.Changed && await Hand.BringAsync(id))
            Say("The item changed while you looked at it. This is how it is now; nothing was decided.", trouble: true);
        else if (outcome is DecisionOutcome.LeaseLost or DecisionOutcome.Changed)
            await LoseAsync(id);
        else
            Obstacle = ReviewObstacle.Of(outcome, actor, Flywheel.Core.Clock.Now(services.Clock));
        changed();
    }

    private async Task LoseAsync(long id)
    {
        var attention = await Task.Run(() => services.AttentionAsync(actor, id, CancellationToken.None));
        Obstacle = ReviewObstacle.Lost(attention.HeldBy);
        changed();
    }
}
