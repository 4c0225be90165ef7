using System.Globalization;
using Flywheel.Core.Curate.Policies.Evaluation;

namespace Flywheel.Core.Curate.Policies;

/// <summary>What conditions that must all hold leave possible, a domain for each thing that they speak of.</summary>
internal sealed class ConditionSpace
{
    private readonly Dictionary<string, Domain> _domains = [];

    /// <summary>The place of the first condition that cannot hold together with those before it; null where all can.</summary>
    public int? Contradiction { get; private init; }

    /// <summary>Of valid conditions.</summary>
    public static ConditionSpace Of(IReadOnlyList<RuleCondition> conditions)
    {
        var space = new Dictionary<string, Domain>();
        int? contradiction = null;
        for (var i = 0; i < conditions.Count && contradiction is null; i++)
        {
            var (key, domain) = Read(conditions[i]);
            var narrowed = space.TryGetValue(key, out var earlier) ? earlier.And(domain) : domain;
            if (narrowed.IsEmpty) contradiction = i;
            space[key] = narrowed;
        }

        var result = new ConditionSpace { Contradiction = contradiction };
        foreach (var (key, domain) in space) result._domains[key] = domain;
        return result;
    }

    /// <summary>Is everything that the other one takes taken by this one?</summary>
    public bool Covers(ConditionSpace other) =>
        _domains.All(mine => other._domains.TryGetValue(mine.Key, out var theirs) ? mine.Value.Includes(theirs) : Implied(mine, other));

    /// <summary>A text that contains the longer piece contains the shorter one.</summary>
    private static bool Implied(KeyValuePair<string, Domain> mine, ConditionSpace other)
    {
        var (field, wanted) = Piece(mine.Key);
        if (wanted is null || !mine.Value.Includes(Domain.Yes)) return false;
        return other._domains.Any(theirs => Piece(theirs.Key) is ({ } at, { } longer) && at == field && Domain.Yes.Includes(theirs.Value)
            && longer.Contains(wanted, StringComparison.OrdinalIgnoreCase));
    }

    private static (string? Field, string? Wanted) Piece(string key)
    {
        var at = key.IndexOf(":contains:", StringComparison.Ordinal);
        return at < 0 ? (null, null) : (key[..at], key[(at + ":contains:".Length)..]);
    }

    private static (string Key, Domain Domain) Read(RuleCondition condition)
    {
        var field = RuleFields.Of(condition.Field);
        var name = WireEnum.Name(condition.Field);
        return field.Kind switch
        {
            RuleValueKind.Number => (name, Range(field, condition)),
            RuleValueKind.Ordered => (name, Ordered(field.Options!, condition)),
            RuleValueKind.Member => ($"{name}:{condition.Value}", condition.Operator == RuleOperator.Has ? Domain.Yes : Domain.No),
            RuleValueKind.Text => condition.Operator == RuleOperator.Matches
                ? ($"{name}:matches:{condition.Value}", Domain.Yes)
                : ($"{name}:contains:{condition.Value.ToUpperInvariant()}", condition.Operator == RuleOperator.Contains ? Domain.Yes : Domain.No),
            _ => (name, condition.Operator == RuleOperator.Is ? new(0, 0, [condition.Value], null) : new(0, 0, null, [condition.Value])),
        };
    }

    private static Domain Range(RuleFieldInfo field, RuleCondition condition)
    {
        var value = double.Parse(condition.Value, NumberStyles.Float, CultureInfo.InvariantCulture);
        return condition.Operator switch
        {
            RuleOperator.AtLeast => new(value, field.Max),
            RuleOperator.Above => new(field.Whole ? value + 1 : Math.BitIncrement(value), field.Max),
            RuleOperator.AtMost => new(field.Min, value),
            RuleOperator.Below => new(field.Min, field.Whole ? value - 1 : Math.BitDecrement(value)),
            _ => new(value, value),
        };
    }

    private static Domain Ordered(IReadOnlyList<string> options, RuleCondition condition)
    {
        var at = options.ToList().IndexOf(condition.Value);
        var allowed = condition.Operator switch
        {
            RuleOperator.AtLeast => options.Skip(at),
            RuleOperator.AtMost => options.Take(at + 1),
            RuleOperator.IsNot => options.Where(o => o != condition.Value),
            _ => [condition.Value],
        };
        return new(0, 0, [.. allowed], null);
    }

    /// <summary>The values that are left: a range of numbers, or words that are allowed or excluded.</summary>
    private sealed record Domain(double Low, double High, HashSet<string>? Allowed = null, HashSet<string>? Excluded = null)
    {
        public static readonly Domain Yes = new(0, 0, ["yes"]);
        public static readonly Domain No = new(0, 0, ["no"]);

        public bool IsEmpty => Low > High || Allowed is { Count: 0 };

        public Domain And(Domain other)
        {
            if (Allowed is null && Excluded is null) return new(Math.Max(Low, other.Low), Math.Min(High, other.High));
            if (Allowed is null && other.Allowed is null) return new(0, 0, null, [.. Excluded!, .. other.Excluded!]);
            var allowed = (Allowed ?? other.Allowed)!.Where(v => Takes(v) && other.Takes(v));
            return new(0, 0, [.. allowed]);
        }

        public bool Includes(Domain other)
        {
            if (Allowed is null && Excluded is null) return Low <= other.Low && High >= other.High;
            return other.Allowed is { } theirs ? theirs.All(Takes) : Excluded is { } mine && mine.IsSubsetOf(other.Excluded!);
        }

        private bool Takes(string value) => Allowed?.Contains(value) ?? Excluded?.Contains(value) != true;
    }
}
