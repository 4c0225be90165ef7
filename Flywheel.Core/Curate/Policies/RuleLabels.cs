using Flywheel.Core.Collect;
using Flywheel.Core.Curate.Policies.Evaluation;

namespace Flywheel.Core.Curate.Policies;

/// <summary>Says rules in sentences.</summary>
public static class RuleLabels
{
    /// <summary>Such as: Hold candidates whose source is user correction and whose output is under 30 characters.</summary>
    public static string Sentence(CurationRule rule)
    {
        var groups = rule.Any.Where(g => g.All.Count > 0).Select(g => string.Join(" and ", g.All.Select(Sentence))).ToList();
        var which = groups.Count switch
        {
            0 => "…",
            1 => groups[0],
            _ => string.Join("; or ", groups),
        };
        return $"{Action(rule.Action)} candidates {which}.";
    }

    /// <summary>Such as: whose score is at least 0.6.</summary>
    public static string Sentence(RuleCondition condition) => RuleFields.Of(condition.Field).Kind switch
    {
        RuleValueKind.Member => Member(condition),
        RuleValueKind.Text => $"whose {RuleFields.Of(condition.Field).Words} {Words(condition.Operator)} “{condition.Value}”",
        RuleValueKind.Number => Number(condition),
        RuleValueKind.Choice when RuleFields.Of(condition.Field).Options is null && condition.Value.Length > 0 =>
            $"whose {RuleFields.Of(condition.Field).Words} {Words(condition.Operator)} “{condition.Value}”",
        _ => $"whose {RuleFields.Of(condition.Field).Words} {Words(condition.Operator)} {Value(condition.Value)}",
    };

    /// <summary>An operator as it stands in a sentence.</summary>
    public static string Words(RuleOperator @operator) => @operator switch
    {
        RuleOperator.Is => "is",
        RuleOperator.IsNot => "is not",
        RuleOperator.AtLeast => "is at least",
        RuleOperator.AtMost => "is at most",
        RuleOperator.Above => "is above",
        RuleOperator.Below => "is under",
        RuleOperator.Has => "has",
        RuleOperator.HasNot => "has not",
        RuleOperator.Contains => "contains",
        RuleOperator.ContainsNot => "does not contain",
        RuleOperator.Matches => "matches the pattern",
        _ => throw new ArgumentOutOfRangeException(nameof(@operator), @operator, null),
    };

    /// <summary>What a rule does, as the beginning of a sentence.</summary>
    public static string Action(RuleAction action) => action.Kind switch
    {
        RuleActionKind.Reject => action.Reason is { } reason ? $"Reject (as {Value(WireEnum.Name(reason))})" : "Reject",
        RuleActionKind.Hold => "Hold",
        RuleActionKind.RequireTwoDecisions => "Require two decisions on",
        RuleActionKind.SendToFront => "Send to the front of the queue",
        RuleActionKind.Sample => $"Let through a random {(action.Percent ?? 0).ToString("R", System.Globalization.CultureInfo.InvariantCulture)}% and hold the rest of the",
        RuleActionKind.Tag => $"Tag as “{action.Tag}”",
        _ => throw new ArgumentOutOfRangeException(nameof(action), action, null),
    };

    private static string Number(RuleCondition condition)
    {
        var unit = condition.Field is RuleField.InputLength or RuleField.OutputLength ? " characters" : "";
        var what = condition.Field switch
        {
            RuleField.InputLength => "input",
            RuleField.OutputLength => "output",
            var field => RuleFields.Of(field).Words,
        };
        var (whose, verb) = condition.Field is RuleField.ContributorApproved or RuleField.ContributorRejected
            ? ("whose number of the", Words(condition.Operator)) : ("whose", Words(condition.Operator));
        return $"{whose} {what} {verb} {(condition.Value.Length == 0 ? "…" : condition.Value)}{unit}";
    }

    private static string Member(RuleCondition condition)
    {
        var no = condition.Operator == RuleOperator.HasNot;
        return condition.Field == RuleField.Signal
            ? $"whose answer got {(no ? "no" : "a")} “{SignalType.InWords(condition.Value).ToLowerInvariant()}” signal"
            : $"with {(no ? "no " : "a ")}finding “{Value(condition.Value)}”";
    }

    private static string Value(string value) => value.Length == 0 ? "empty" : value.Replace('_', ' ');
}
