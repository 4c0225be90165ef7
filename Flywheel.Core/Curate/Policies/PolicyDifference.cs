using System.Globalization;
using Flywheel.Core.Collect;
using Flywheel.Core.Curate.Policies.Evaluation;
using Flywheel.Core.Curate.Validation;

namespace Flywheel.Core.Curate.Policies;

/// <summary>One thing that differs between two policies.</summary>
/// <param name="What">Such as <c>Weight of copy</c>.</param>
/// <param name="Before">Null where it is new.</param>
/// <param name="After">Null where it is gone.</param>
public sealed record PolicyChange(string What, string? Before, string? After)
{
    /// <summary>Such as: Weight of copy: 0.4, now 0.1.</summary>
    public override string ToString() => (Before, After) switch
    {
        (null, _) => $"{What}: new, {After}",
        (_, null) => $"{What}: gone, was {Before}",
        _ => $"{What}: {Before}, now {After}",
    };
}

/// <summary>Says what differs between two policies, for people.</summary>
public static class PolicyDifference
{
    /// <summary>Every difference, in the order of the document; empty where there is none.</summary>
    public static IReadOnlyList<PolicyChange> Between(CurationPolicy before, CurationPolicy after)
    {
        var changes = new List<PolicyChange>();
        AddWeights(changes, "Weight", before.Weights, after.Weights);
        AddBands(changes, before, after);
        Add(changes, "Positives without review", Words(before.AdmitPositivesWithoutReview), Words(after.AdmitPositivesWithoutReview));
        AddFindings(changes, "Finding", before.FindingActions, after.FindingActions);
        Add(changes, "Instruction-like text is held from", Number(before.InstructionHoldFrom), Number(after.InstructionHoldFrom));
        Add(changes, "Decisions required", Number(before.DecisionsRequired), Number(after.DecisionsRequired));
        Add(changes, "Lease", $"{Number(before.LeaseMinutes)} minutes", $"{Number(after.LeaseMinutes)} minutes");
        Add(changes, "Random share", Percent(before.RandomShare), Percent(after.RandomShare));
        AddOverrides(changes, before, after);
        AddRules(changes, before.Rules, after.Rules);
        return changes;
    }

    private static void AddBands(List<PolicyChange> changes, CurationPolicy before, CurationPolicy after)
    {
        Add(changes, "Medium from", Number(before.MediumFrom), Number(after.MediumFrom));
        Add(changes, "High from", Number(before.HighFrom), Number(after.HighFrom));
        Add(changes, "Very high from", Number(before.VeryHighFrom), Number(after.VeryHighFrom));
    }

    private static void AddWeights(List<PolicyChange> changes, string what, IReadOnlyDictionary<string, double> before, IReadOnlyDictionary<string, double> after)
    {
        foreach (var type in before.Keys.Union(after.Keys))
            Add(changes, $"{what} of {SignalType.InWords(type).ToLowerInvariant()}", Of(before, type), Of(after, type));
        static string? Of(IReadOnlyDictionary<string, double> weights, string type) => weights.TryGetValue(type, out var weight) ? Number(weight) : null;
    }

    private static void AddFindings(
        List<PolicyChange> changes, string what, IReadOnlyDictionary<FindingKinds, FindingAction> before, IReadOnlyDictionary<FindingKinds, FindingAction> after)
    {
        foreach (var kind in before.Keys.Union(after.Keys))
            Add(changes, $"{what} “{Words(WireEnum.Name(kind))}”", Of(before, kind), Of(after, kind));
        static string? Of(IReadOnlyDictionary<FindingKinds, FindingAction> actions, FindingKinds kind) =>
            actions.TryGetValue(kind, out var action) ? WireEnum.Name(action) : null;
    }

    private static void AddOverrides(List<PolicyChange> changes, CurationPolicy before, CurationPolicy after)
    {
        var places = before.Overrides.Concat(after.Overrides).Select(o => (o.Application, o.Segment)).Distinct();
        foreach (var place in places)
        {
            var old = before.Overrides.FirstOrDefault(o => (o.Application, o.Segment) == place) ?? new();
            var @new = after.Overrides.FirstOrDefault(o => (o.Application, o.Segment) == place) ?? new();
            var where = Where(place.Application, place.Segment);
            AddWeights(changes, $"{where}: weight", old.Weights, @new.Weights);
            AddFindings(changes, $"{where}: finding", old.FindingActions, @new.FindingActions);
            Add(changes, $"{where}: medium from", Number(old.MediumFrom), Number(@new.MediumFrom));
            Add(changes, $"{where}: high from", Number(old.HighFrom), Number(@new.HighFrom));
            Add(changes, $"{where}: very high from", Number(old.VeryHighFrom), Number(@new.VeryHighFrom));
            Add(changes, $"{where}: decisions required", Number(old.DecisionsRequired), Number(@new.DecisionsRequired));
            Add(changes, $"{where}: positives without review", Words(old.AdmitPositivesWithoutReview), Words(@new.AdmitPositivesWithoutReview));
        }

        var kept = after.Overrides.Select(o => (o.Application, o.Segment)).ToList();
        AddOrder(changes, "Order of overrides", before.Overrides.Select(o => (o.Application, o.Segment)).Where(kept.Contains), kept, p => Where(p.Application, p.Segment));
    }

    private static void AddRules(List<PolicyChange> changes, IReadOnlyList<CurationRule> before, IReadOnlyList<CurationRule> after)
    {
        var names = after.Select(r => r.Name).ToList();
        foreach (var name in names.Union(before.Select(r => r.Name)))
        {
            var (old, @new) = (before.FirstOrDefault(r => r.Name == name), after.FirstOrDefault(r => r.Name == name));
            if (old != @new) changes.Add(new($"Rule “{name}”", old is null ? null : RuleLabels.Sentence(old), @new is null ? null : RuleLabels.Sentence(@new)));
        }

        AddOrder(changes, "Order of rules", before.Select(r => r.Name).Where(names.Contains), names, n => n);
    }

    private static void AddOrder<T>(List<PolicyChange> changes, string what, IEnumerable<T> before, IReadOnlyList<T> after, Func<T, string> words)
    {
        var old = before.ToList();
        var @new = after.Where(old.Contains).ToList();
        if (!old.SequenceEqual(@new)) Add(changes, what, string.Join(", ", old.Select(words)), string.Join(", ", @new.Select(words)));
    }

    /// <summary>An application, a segment, or a segment of an application.</summary>
    public static string Where(string? application, string? segment) => (application, segment) switch
    {
        (null, _) => $"Segment {segment}",
        (_, null) => $"Application {application}",
        _ => $"Segment {segment} of {application}",
    };

    private static void Add(List<PolicyChange> changes, string what, string? before, string? after)
    {
        if (before != after) changes.Add(new(what, before, after));
    }

    private static string Words(string wire) => wire.Replace('_', ' ');

    private static string Words(bool on) => on ? "on" : "off";

    private static string? Words(bool? on) => on is { } value ? Words(value) : null;

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string? Number(double? value) => value is { } number ? Number(number) : null;

    private static string Percent(double share) => ((decimal)share * 100).ToString("0.############", CultureInfo.InvariantCulture) + "%";
}
