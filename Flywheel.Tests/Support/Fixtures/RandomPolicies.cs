using System.Globalization;
using Flywheel.Core.Collect;
using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Curate.Policies;
using Flywheel.Core.Curate.Validation;

namespace Flywheel.Tests.Support.Fixtures;

/// <summary>Valid policies by chance, for properties that hold for any of them.</summary>
public static class RandomPolicies
{
    private static readonly string[] Words = ["fee", "euro", "refund", "the", "plan", "x"];

    /// <summary>One that passes every check.</summary>
    public static CurationPolicy Policy(Random random)
    {
        while (true)
        {
            var bands = Enumerable.Range(0, 3).Select(_ => Math.Round(random.NextDouble(), 2)).Order().ToList();
            var policy = new CurationPolicy
            {
                Weights = SignalType.All.ToDictionary(t => t, _ => Math.Round(random.NextDouble(), 2)),
                MediumFrom = bands[0], HighFrom = bands[1], VeryHighFrom = bands[2],
                AdmitPositivesWithoutReview = random.Next(2) == 0, DecisionsRequired = random.Next(1, 3), RandomShare = random.Next(3) * 0.1,
                InstructionHoldFrom = Math.Round(random.NextDouble(), 2),
                FindingActions = Enum.GetValues<FindingKinds>().Where(k => k != FindingKinds.None).ToDictionary(k => k, _ => (FindingAction)random.Next(4)),
                Overrides = random.Next(2) == 0 ? [] : [new() { Segment = "pro", Weights = new Dictionary<string, double> { [SignalType.Edit] = 0.3 }, AdmitPositivesWithoutReview = true }],
                Rules = [.. Enumerable.Range(0, random.Next(5)).Select(i => Rule(random, i))],
            };
            if (PolicyChecks.Check(policy).Count == 0) return policy;
        }
    }

    private static CurationRule Rule(Random random, int index) => new()
    {
        Name = $"Rule {index}",
        Any = [.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => new RuleConditions([.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => Condition(random))]))],
        Action = random.Next(6) switch
        {
            0 => new(RuleActionKind.Reject, (RejectReason)random.Next(8)),
            1 => new(RuleActionKind.Hold),
            2 => new(RuleActionKind.RequireTwoDecisions),
            3 => new(RuleActionKind.SendToFront),
            4 => new(RuleActionKind.Sample, Percent: random.Next(1, 100)),
            _ => new(RuleActionKind.Tag, Tag: $"tag-{index}"),
        },
    };

    private static RuleCondition Condition(Random random)
    {
        var field = RuleFields.All[random.Next(RuleFields.All.Count)];
        return new(field.Field, field.Operators[random.Next(field.Operators.Count)], Value(random, field));
    }

    private static string Value(Random random, RuleFieldInfo field)
    {
        if (field.Options is { } options) return options[random.Next(options.Count)];
        if (field.Kind == RuleValueKind.Text) return Words[random.Next(Words.Length)];
        if (field.Kind != RuleValueKind.Number) return random.Next(2) == 0 ? "pro" : "shop";
        return (field.Whole ? random.Next(60) : Math.Round(random.NextDouble(), 2)).ToString(CultureInfo.InvariantCulture);
    }
}
