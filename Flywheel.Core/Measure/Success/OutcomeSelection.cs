using System.Globalization;
using Flywheel.Core.Measure.Statistics;

namespace Flywheel.Core.Measure.Success;

/// <summary>
/// Whether the interactions with an outcome are like those without. Outcomes that are missing at random leave both alike in everything
/// that is known; where they differ, the rate by outcomes may speak for other interactions than for all.
/// </summary>
/// <param name="IsSelected">Do they differ by more than chance, and by more than a little?</param>
internal sealed record OutcomeSelection(bool IsSelected, IReadOnlyList<SuccessWarning> Warnings)
{
    /// <summary>A difference that chance makes more often than this is no reason for a warning.</summary>
    public const double AlarmBelow = 0.001;

    /// <summary>Nor is a smaller one, as <see cref="IndependenceResult.Strength"/>: 0.05 is five points around the middle.</summary>
    public const double SmallestStrength = 0.05;

    /// <summary>Nor is one by which the rate can be off by less than this: the share of what would have to be another group.</summary>
    private const double FewestPoints = 0.02;

    public const string NotAtRandom = "outcomes_not_at_random";
    public const string NoOutcomes = "no_outcomes_in_this_period";
    public const string LeftOut = "applications_without_outcomes";

    public static OutcomeSelection Of(IReadOnlyList<SuccessPart> parts, bool usesAreKnown, IReadOnlyList<OutcomeShare> models, double effect)
    {
        var reporting = parts.Where(p => p.ReportsOutcomes).ToList();
        var total = SuccessEstimator.Sum(reporting, p => p.Heard).Total;
        var warnings = new List<SuccessWarning>();
        if (total is { Labelled: 0, Population: > 0 })
            warnings.Add(new(NoOutcomes, "No outcomes in this period: outcomes are reported at other times, so only the bounds are known here."));
        warnings.AddRange(Differences(reporting, usesAreKnown, models, effect));
        var selected = warnings.Exists(w => w.Code == NotAtRandom);
        var without = parts.Where(p => !p.ReportsOutcomes && p.Heard.Total.Population > 0).ToList();
        if (without.Count > 0) warnings.Add(new(LeftOut, Without(without)));
        return new(selected, warnings);
    }

    private static IEnumerable<SuccessWarning> Differences(List<SuccessPart> reporting, bool usesAreKnown, IReadOnlyList<OutcomeShare> models, double effect)
    {
        if (reporting.TrueForAll(p => p.IsSplit) && Strongest(BySignals(reporting, usesAreKnown), effect, n => $"{n} make up") is { } signals) yield return signals;
        // Without uses, whoever stayed silent and has no outcome was never heard of.
        if (!usesAreKnown) yield break;
        if (Strongest(By(reporting, p => p.Segment), effect, n => n.Length == 0 ? "interactions without a segment make up" : $"segment “{n}” makes up") is { } segment) yield return segment;
        if (Strongest(By(reporting, p => p.Application), effect, n => $"application “{n}” makes up") is { } application) yield return application;
        if (Strongest(models, effect, n => n.Length == 0 ? "interactions without a model version make up" : $"model version “{n}” makes up") is { } model) yield return model;
    }

    private static List<OutcomeShare> BySignals(List<SuccessPart> parts, bool usesAreKnown)
    {
        var cells = SuccessEstimator.Sum(parts, p => usesAreKnown ? p.Used : p.Heard);
        var telling = new List<OutcomeShare> { Of("interactions with signals for success", cells.For), Of("interactions with signals against it", cells.Against) };
        return usesAreKnown ? [.. telling, Of("interactions without telling signals", cells.Silent)] : telling;
    }

    private static List<OutcomeShare> By(List<SuccessPart> parts, Func<SuccessPart, string> key) =>
        [.. parts.GroupBy(key).Select(g => Of(g.Key, SuccessEstimator.Sum(g, p => p.Used).Total))];

    private static OutcomeShare Of(string name, VerdictCell cell) => new(name, cell.Population, cell.Labelled);

    /// <summary>A warning that names the group whose share differs most; null where there is no difference to speak of.</summary>
    private static SuccessWarning? Strongest(IReadOnlyList<OutcomeShare> groups, double effect, Func<string, string> name)
    {
        var test = Independence.Test([.. groups.Select(g => g.Labelled)], [.. groups.Select(g => g.Population - g.Labelled)], effect);
        if (test is not { PValue: < AlarmBelow, Strength: >= SmallestStrength }) return null;
        double with = groups.Sum(g => g.Labelled), without = groups.Sum(g => g.Population - g.Labelled);
        double Difference(OutcomeShare group) => Math.Abs((group.Labelled / with) - ((group.Population - group.Labelled) / without));
        if (groups.Sum(Difference) / 2 < FewestPoints) return null;
        var group = groups.MaxBy(Difference);
        return new(NotAtRandom, string.Create(
            CultureInfo.InvariantCulture,
            $"Outcomes are not reported at random: {name(group.Name)} {group.Labelled / with * 100:0} % of what has an outcome and {(group.Population - group.Labelled) / without * 100:0} % of the rest. The rate may speak for other interactions than all."));
    }

    private static string Without(List<SuccessPart> parts)
    {
        var names = parts.Select(p => p.Application).Distinct().Order(StringComparer.Ordinal).ToList();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{string.Join(", ", names.Take(3))}{(names.Count > 3 ? $" and {names.Count - 3} more" : "")}: no outcomes are reported, so {parts.Sum(p => p.Heard.Total.Population):N0} interactions are not in the rate.");
    }
}
