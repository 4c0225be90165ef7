using Flywheel.Core;
using Flywheel.Core.Curate.Review;
using Flywheel.Web.Shell;

namespace Flywheel.Web.Components.Curate.Review.Session;

/// <summary>Why the item on screen cannot be decided any more.</summary>
/// <param name="MayRetake">Trying to claim it again is sensible.</param>
public sealed record ReviewObstacle(string Title, string Text, bool MayRetake)
{
    /// <summary>Somebody else decided, or the item is gone.</summary>
    public static ReviewObstacle Of(DecisionOutcome outcome, Actor actor, DateTime now)
    {
        if (outcome is not DecisionOutcome.AlreadyDecided told)
            return new("This item is gone", "It was erased. Your decision was not stored.", false);
        var by = told.By is null ? "Somebody" : told.By == actor.Name ? "You, in another window," : told.By;
        var ago = told.At is { } at ? $", {Viewer.Relative(at, now)}" : "";
        return new($"{by} decided first", $"The item is {ReviewLabels.Of(told.State)}{ago}. Your decision was not stored; what you typed is kept.", false);
    }

    /// <summary>The lease is another person's, or nobody's.</summary>
    public static ReviewObstacle Lost(string? holder) => holder is not null
        ? new($"{holder} has this item now", "Your lease ran out and it was taken over. Nothing was decided by you; what you typed is kept as your draft.", true)
        : new("This item is not yours any more", "Your lease was given back. What you typed is kept as your draft; take the item again, or go on.", true);

    /// <summary>A decision that breaks a rule, in words.</summary>
    public static string Words(DecisionOutcome.Invalid wrong) =>
        $"Not stored: {(wrong.Field == "ideal_output" ? "the text" : $"the {wrong.Field}")} {wrong.Message}";
}
