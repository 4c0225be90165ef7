using Flywheel.Core;
using System.Globalization;
using Flywheel.Core.Collect;
using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Curate.Policies;
using Flywheel.Core.Curate.Policies.Backtests;
using Flywheel.Core.Curate.Validation;
using Flywheel.Web.Components.Curate.Review;

namespace Flywheel.Web.Components.Curate.Policies;

/// <summary>What the pages of the policy say to people.</summary>
public static class PolicyLabels
{
    /// <summary>The bands, the lowest first.</summary>
    public static IReadOnlyList<Quality> Bands { get; } = [Quality.Low, Quality.Medium, Quality.High, Quality.VeryHigh];

    public static string Of(PolicyDraftState state) => state switch
    {
        PolicyDraftState.Approved => "Approved",
        PolicyDraftState.Applied => "In the history",
        PolicyDraftState.Withdrawn => "Withdrawn",
        _ => "Draft",
    };

    /// <summary>The tone of a state's tag.</summary>
    public static string Tone(PolicyDraftState state) => state switch
    {
        PolicyDraftState.Approved => "is-approve",
        PolicyDraftState.Draft => "is-information",
        _ => "is-quiet",
    };

    public static string Of(FindingAction action) => action switch
    {
        FindingAction.Pass => "Pass",
        FindingAction.Warn => "Warn",
        FindingAction.Hold => "Hold",
        _ => "Reject",
    };

    public static string Of(RuleActionKind action) => action switch
    {
        RuleActionKind.Reject => "Reject them",
        RuleActionKind.Hold => "Hold them back",
        RuleActionKind.RequireTwoDecisions => "Require two decisions",
        RuleActionKind.SendToFront => "Send them to the front of the queue",
        RuleActionKind.Sample => "Let a random share through, hold the rest",
        _ => "Tag them",
    };

    /// <summary>A field in a list to choose from.</summary>
    public static string Of(RuleFieldInfo field) => char.ToUpperInvariant(field.Words[0]) + field.Words[1..];

    /// <summary>A value of a list, in words.</summary>
    public static string Value(string value) => value.Replace('_', ' ');

    /// <summary>The element of a member: <c>rules[2].name</c> becomes <c>rules-2-name</c>.</summary>
    public static string Id(string key) => key.Replace("]", "", StringComparison.Ordinal).Replace('[', '-').Replace('.', '-').Replace('_', '-');

    /// <summary>A signal type inside a sentence.</summary>
    public static string Signal(string type) => SignalType.InWords(type).ToLowerInvariant();

    /// <summary>Messages of a check as sentences.</summary>
    public static string Error(IEnumerable<string> messages) =>
        string.Join(' ', messages.Select(m => char.IsLower(m[0]) ? $"It {m}" : m));

    /// <summary>Which candidates a result rests on: a sample, or all of them.</summary>
    public static string Scope(BacktestResult result, bool isPreview)
    {
        if (!isPreview) return $"Whole backtest, {NumberText.Count(result.Evaluated, "candidate")}";
        return result.IsSample ? $"Preview on a sample of {Number(result.Evaluated)} of {Number(result.Population)}" : $"Preview on all {Number(result.Evaluated)}";
    }

    /// <summary>How many past items a rule matched.</summary>
    public static string Matches(RuleEffect effect, BacktestResult result) =>
        $"matched {Number(effect.Matched)} of {(result.IsSample ? "a sample of " : "")}{Number(result.Evaluated)}";

    /// <summary>Such as: 312 of 4,000 move to another quality band.</summary>
    public static string Moves(BacktestResult result) => result.BandMoves == 0
        ? "No candidate moves to another quality band"
        : $"{Number(result.BandMoves)} of {Number(result.Evaluated)} move to another quality band";

    /// <summary>What becomes of the beginning of the queue.</summary>
    public static string First(QueueEffect queue) => (queue.FirstChanged, queue.Reordered) switch
    {
        (0, false) => "the same",
        (0, true) => "the same items in another order",
        (var changed, false) => $"{Number(changed)} change",
        (var changed, true) => $"{Number(changed)} change, the rest in another order",
    };

    /// <summary>A change of a count, with an arrow, a sign and the counts.</summary>
    public static string Shift(int before, int after) => after == before
        ? $"{Number(before)}, unchanged"
        : $"{Number(before)} → {Number(after)} ({(after > before ? "↑ +" : "↓ −")}{Number(Math.Abs(after - before))})";

    public static string Number(int value) => NumberText.Whole(value);

    /// <summary>A number with at most four places.</summary>
    public static string Number(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);
}
