using System.Globalization;
using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Curate.Validation;

namespace Flywheel.Core.Curate.Policies.Evaluation;

/// <summary>What a rule is asked about.</summary>
internal readonly record struct RuleInput(CandidateFacts Facts, double Score, Quality Quality);

/// <summary>Makes predicates of conditions. A condition that breaks a rule of <see cref="PolicyChecks"/> never holds.</summary>
internal static class RuleCompiler
{
    /// <summary>Does the rule match?</summary>
    public static Func<RuleInput, bool> Compile(CurationRule rule)
    {
        var groups = rule.Any.Where(g => g.All.Count > 0).Select(g => g.All.Select(Compile).ToArray()).ToArray();
        return input => Array.Exists(groups, group => Array.TrueForAll(group, holds => holds(input)));
    }

    /// <summary>Does the condition hold?</summary>
    public static Func<RuleInput, bool> Compile(RuleCondition condition) => RuleFields.Of(condition.Field).Kind switch
    {
        RuleValueKind.Number => Number(condition),
        RuleValueKind.Text => Text(condition),
        RuleValueKind.Member => Member(condition),
        RuleValueKind.Ordered => Band(condition),
        _ => Choice(condition),
    };

    private static Func<RuleInput, bool> Number(RuleCondition condition)
    {
        if (!double.TryParse(condition.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var limit)) return _ => false;
        var read = Reader(condition.Field);
        return condition.Operator switch
        {
            RuleOperator.AtLeast => input => read(input) >= limit,
            RuleOperator.AtMost => input => read(input) <= limit,
            RuleOperator.Above => input => read(input) > limit,
            RuleOperator.Below => input => read(input) < limit,
            RuleOperator.Is => input => read(input) is { } value && value.Equals(limit),
            _ => _ => false,
        };
    }

    private static Func<RuleInput, double?> Reader(RuleField field) => field switch
    {
        RuleField.Score => input => input.Score,
        RuleField.InputLength => input => input.Facts.InputLength,
        RuleField.OutputLength => input => input.Facts.OutputLength,
        RuleField.EditDistance => input => input.Facts.EditDistance,
        RuleField.ContributorApproved => input => input.Facts.Contributor.Approved,
        RuleField.ContributorRejected => input => input.Facts.Contributor.Rejected,
        _ => input => input.Facts.Contributor.RejectedShare,
    };

    private static Func<RuleInput, bool> Text(RuleCondition condition)
    {
        Func<RuleInput, string> read = condition.Field == RuleField.InputText ? input => input.Facts.Input : input => input.Facts.Output;
        var wanted = condition.Value;
        switch (condition.Operator)
        {
            case RuleOperator.Contains: return input => read(input).Contains(wanted, StringComparison.OrdinalIgnoreCase);
            case RuleOperator.ContainsNot: return input => !read(input).Contains(wanted, StringComparison.OrdinalIgnoreCase);
            default:
                if (RulePatterns.TryParse(wanted, out _) is not { } pattern) return _ => false;
                return input => pattern.IsMatch(read(input));
        }
    }

    private static Func<RuleInput, bool> Member(RuleCondition condition)
    {
        var wanted = condition.Operator == RuleOperator.Has;
        if (condition.Field == RuleField.Signal) return input => input.Facts.Signals.ContainsKey(condition.Value) == wanted;
        return Enum.TryParse<FindingKinds>(WireEnum.Member(condition.Value), true, out var kind)
            ? input => input.Facts.Findings.Any(f => f.Kind == kind) == wanted
            : _ => false;
    }

    private static Func<RuleInput, bool> Band(RuleCondition condition)
    {
        if (!Enum.TryParse<Quality>(WireEnum.Member(condition.Value), true, out var band)) return _ => false;
        return condition.Operator switch
        {
            RuleOperator.AtLeast => input => input.Quality >= band,
            RuleOperator.AtMost => input => input.Quality <= band,
            RuleOperator.IsNot => input => input.Quality != band,
            _ => input => input.Quality == band,
        };
    }

    private static Func<RuleInput, bool> Choice(RuleCondition condition)
    {
        Func<RuleInput, string> read = condition.Field switch
        {
            RuleField.Source => input => WireEnum.Name(input.Facts.Source),
            RuleField.Segment => input => input.Facts.Segment ?? "",
            RuleField.Application => input => input.Facts.Application,
            _ => input => input.Facts.Language ?? "",
        };
        var wanted = condition.Operator != RuleOperator.IsNot;
        return input => (read(input) == condition.Value) == wanted;
    }
}
