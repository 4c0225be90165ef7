using System.Globalization;
using System.Text.RegularExpressions;
using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Curate.Policies.Evaluation;
using Flywheel.Core.Curate.Validation;

namespace Flywheel.Core.Curate.Policies;

/// <summary>Everything that a policy must hold. Messages by member, such as <c>rules[2].any[0].all[1].value</c>.</summary>
public static partial class PolicyChecks
{
    /// <summary>The most rules of a policy; the most overrides, too.</summary>
    public const int MaxRules = 50;

    /// <summary>The most conditions of a rule, all its groups together.</summary>
    public const int MaxConditions = 30;

    /// <summary>Empty where everything holds.</summary>
    public static Dictionary<string, string[]> Check(CurationPolicy policy)
    {
        var errors = new Errors();
        CheckWeights(errors, "weights", policy.Weights);
        CheckBands(errors, "", policy);
        CheckFindings(errors, "finding_actions", policy.FindingActions);
        if (policy.InstructionHoldFrom is not (>= 0 and <= 1)) errors.Add("instruction_hold_from", "must be between 0 and 1.");
        if (policy.DecisionsRequired is not (1 or 2)) errors.Add("decisions_required", "must be 1 or 2.");
        if (policy.LeaseMinutes is not (>= 1 and <= 480)) errors.Add("lease_minutes", "must be between 1 and 480.");
        if (policy.RandomShare is not (>= 0 and <= 0.5)) errors.Add("random_share", "must be between 0 and 0.5.");
        for (var i = 0; i < policy.Overrides.Count; i++) CheckOverride(errors, policy, i);
        if (policy.Overrides.Count > MaxRules) errors.Add("overrides", $"must be at most {MaxRules}.");
        for (var i = 0; i < policy.Rules.Count; i++) CheckRule(errors, policy.Rules, i);
        if (policy.Rules.Count > MaxRules) errors.Add("rules", $"must be at most {MaxRules}.");
        if (errors.Count == 0) RuleShadows.Find(policy.Rules, errors.Add);
        return errors.Done();
    }

    private static void CheckWeights(Errors errors, string at, IReadOnlyDictionary<string, double> weights)
    {
        foreach (var (type, weight) in weights)
            if (weight is not (>= 0 and <= 1)) errors.Add($"{at}.{type}", "must be between 0 and 1.");
    }

    private static void CheckBands(Errors errors, string at, CurationPolicy policy)
    {
        if (policy.MediumFrom is not (>= 0 and <= 1)) errors.Add($"{at}medium_from", "must be between 0 and 1.");
        else if (!(policy.HighFrom > policy.MediumFrom) || policy.HighFrom > 1) errors.Add($"{at}high_from", "must be above the beginning of medium, and at most 1.");
        else if (!(policy.VeryHighFrom > policy.HighFrom) || policy.VeryHighFrom > 1) errors.Add($"{at}very_high_from", "must be above the beginning of high, and at most 1.");
    }

    private static void CheckFindings(Errors errors, string at, IReadOnlyDictionary<FindingKinds, FindingAction> actions)
    {
        foreach (var (kind, action) in actions)
            if (!Enum.IsDefined(action)) errors.Add($"{at}.{WireEnum.Name(kind)}", "must be pass, warn, hold or reject.");
    }

    private static void CheckOverride(Errors errors, CurationPolicy policy, int index)
    {
        var (differs, at) = (policy.Overrides[index], $"overrides[{index}]");
        if (differs.Application is null && differs.Segment is null) errors.Add($"{at}.application", "An override is for an application, a segment or both.");
        CheckWeights(errors, $"{at}.weights", differs.Weights);
        CheckFindings(errors, $"{at}.finding_actions", differs.FindingActions);
        if (differs.DecisionsRequired is not (null or 1 or 2)) errors.Add($"{at}.decisions_required", "must be 1 or 2.");
        CheckBands(errors, $"{at}.", differs.On(policy));
        if (differs == new PolicyOverride { Application = differs.Application, Segment = differs.Segment, Weights = differs.Weights, FindingActions = differs.FindingActions }
            && differs.Weights.Count + differs.FindingActions.Count == 0)
            errors.Add(at, "changes nothing.");
        var together = policy.Overrides.Take(index).Where(o => MayMeet(o, differs)).Aggregate(policy, (p, o) => o.On(p));
        if (!errors.Any($"{at}.")) CheckBands(errors, $"{at}.", differs.On(together));
        for (var i = 0; i < index; i++)
            if (policy.Overrides[i].Application == differs.Application && policy.Overrides[i].Segment == differs.Segment)
                errors.Add($"{at}.application", "There is an override for this application and segment already.");
    }

    /// <summary>Can both apply to one candidate?</summary>
    private static bool MayMeet(PolicyOverride a, PolicyOverride b) =>
        (a.Application is null || b.Application is null || a.Application == b.Application) && (a.Segment is null || b.Segment is null || a.Segment == b.Segment);

    private static void CheckRule(Errors errors, IReadOnlyList<CurationRule> rules, int index)
    {
        var (rule, at) = (rules[index], $"rules[{index}]");
        if (rule.Name.Trim().Length == 0 || rule.Name.Length > 80) errors.Add($"{at}.name", "must have 1 to 80 characters.");
        else if (rules.Take(index).Any(r => string.Equals(r.Name.Trim(), rule.Name.Trim(), StringComparison.OrdinalIgnoreCase))) errors.Add($"{at}.name", "Another rule has this name.");
        if (rule.Any.Count == 0) errors.Add($"{at}.any", "needs at least one condition.");
        if (rule.Any.Sum(g => g.All.Count) > MaxConditions) errors.Add($"{at}.any", $"must be at most {MaxConditions} conditions.");
        for (var g = 0; g < rule.Any.Count; g++)
        {
            if (rule.Any[g].All.Count == 0) errors.Add($"{at}.any[{g}].all", "needs at least one condition.");
            for (var c = 0; c < rule.Any[g].All.Count; c++) CheckCondition(errors, $"{at}.any[{g}].all[{c}]", rule.Any[g].All[c]);
        }

        CheckAction(errors, $"{at}.action", rule.Action);
    }

    private static void CheckCondition(Errors errors, string at, RuleCondition condition)
    {
        if (!RuleFields.Exists(condition.Field))
        {
            errors.Add($"{at}.field", "There is no such field.");
            return;
        }

        var field = RuleFields.Of(condition.Field);
        if (!field.Operators.Contains(condition.Operator)) errors.Add($"{at}.operator", $"The {field.Words} cannot be compared like that.");
        else if (ValueError(field, condition) is { } error) errors.Add($"{at}.value", error);
    }

    private static string? ValueError(RuleFieldInfo field, RuleCondition condition)
    {
        var value = condition.Value;
        if (field.Kind == RuleValueKind.Number) return NumberError(field, value);
        if (condition.Operator == RuleOperator.Matches)
        {
            if (value.Length == 0) return "is required.";
            RulePatterns.TryParse(value, out var error);
            return error;
        }

        // A custom signal type is a name like any other.
        if (condition.Field == RuleField.Signal) return SignalName().IsMatch(value) ? null : "must be the name of a signal type.";
        if (field.Options is { } options) return options.Contains(value) ? null : $"must be one of {string.Join(", ", options)}.";
        if (value.Length == 0 && condition.Field != RuleField.Segment) return "is required.";
        return value.Length <= 400 ? null : "must be at most 400 characters.";
    }

    private static string? NumberError(RuleFieldInfo field, string value)
    {
        if (!double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number)) return "must be a number.";
        if (number < field.Min || number > field.Max)
            return double.IsFinite(field.Max) ? FormattableString.Invariant($"must be between {field.Min} and {field.Max}.") : FormattableString.Invariant($"must be at least {field.Min}.");
        return field.Whole && number != Math.Floor(number) ? "must be a whole number." : null;
    }

    private static void CheckAction(Errors errors, string at, RuleAction action)
    {
        if (!Enum.IsDefined(action.Kind)) errors.Add($"{at}.kind", "There is no such action.");
        if (action.Kind == RuleActionKind.Reject && action.Reason is not (>= RejectReason.Wrong and <= RejectReason.Other)) errors.Add($"{at}.reason", "is required for a rejection.");
        if (action.Kind == RuleActionKind.Sample && action.Percent is not (> 0 and < 100)) errors.Add($"{at}.percent", "must be above 0 and below 100.");
        if (action.Kind == RuleActionKind.Tag && !TagName().IsMatch(action.Tag ?? "")) errors.Add($"{at}.tag", "must have 1 to 30 characters: small letters, digits, - and _.");
    }

    [GeneratedRegex("^[a-z][a-z0-9_]{0,49}$")]
    private static partial Regex SignalName();

    [GeneratedRegex("^[a-z0-9][a-z0-9_-]{0,29}$")]
    private static partial Regex TagName();

    private sealed class Errors
    {
        private readonly Dictionary<string, List<string>> _byField = [];

        public int Count => _byField.Count;

        public bool Any(string prefix) => _byField.Keys.Any(k => k.StartsWith(prefix, StringComparison.Ordinal));

        public void Add(string field, string message)
        {
            if (_byField.TryGetValue(field, out var messages)) messages.Add(message);
            else _byField[field] = [message];
        }

        public Dictionary<string, string[]> Done() => _byField.ToDictionary(f => f.Key, f => f.Value.ToArray());
    }
}
