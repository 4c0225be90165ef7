using Flywheel.Core.Measure.Success;

namespace Flywheel.Core.Measure.RollUps;

/// <summary>Counts of roll-ups as the estimate of success needs them.</summary>
internal static class RollUpCounts
{
    /// <summary>Measures of which <see cref="SharesOf"/> is made.</summary>
    public static readonly IReadOnlyList<string> OfShares = [Measures.Interactions, Measures.Exposed, Measures.Reported];

    /// <summary>How much has an outcome in each of some slices; of the uses where these are known.</summary>
    public static IReadOnlyList<OutcomeShare> SharesOf(IReadOnlyCollection<Slice> slices, IReadOnlyDictionary<long, Dictionary<string, long>> counts)
    {
        var counted = slices.Where(s => counts.ContainsKey(s.Id)).ToList();
        var uses = counted.Exists(s => counts[s.Id].GetValueOrDefault(Measures.Exposed) > 0);
        return [.. counted.GroupBy(s => s.Value).Select(g =>
        {
            long Of(string measure) => g.Sum(s => Math.Max(0, counts[s.Id].GetValueOrDefault(measure)));
            var population = Of(uses ? Measures.Exposed : Measures.Interactions);
            return new OutcomeShare(g.Key, population, Math.Min(population, Of(Measures.Reported)));
        })];
    }

    /// <summary>One part of an application from its counts.</summary>
    public static SuccessPart PartOf(string application, string segment, bool reportsOutcomes, IReadOnlyDictionary<string, long> counts)
    {
        long Of(string measure) => Math.Max(0, counts.GetValueOrDefault(measure));
        var (used, unused) = (Labelled(counts, used: true), Labelled(counts, used: false));
        var (labelledUsed, labelled) = (used.Total, (used + unused).Total);
        var isSplit = labelled.Labelled == Of(Measures.Reported) && labelled.Succeeded == Of(Measures.ReportedSucceeded);
        if (!isSplit)
        {
            // Counted by an earlier version: of which use the outcomes are is not known either.
            var most = Math.Min(Of(Measures.Reported), Of(Measures.Exposed));
            return new(
                application, segment, reportsOutcomes,
                Unsplit(Of(Measures.Interactions), Of(Measures.Reported), Of(Measures.ReportedSucceeded), Of(Measures.Succeeded), Of(Measures.Failed)),
                Unsplit(Of(Measures.Exposed), most, Math.Min(most, Of(Measures.ReportedSucceeded)), Of(Measures.ExposedSucceeded), Of(Measures.ExposedFailed)),
                false);
        }

        return new(
            application, segment, reportsOutcomes,
            WithRest(used + unused, Of(Measures.Interactions), Of(Measures.Succeeded) - labelled.Succeeded, Of(Measures.Failed) - labelled.Failed),
            WithRest(used, Of(Measures.Exposed), Of(Measures.ExposedSucceeded) - labelledUsed.Succeeded, Of(Measures.ExposedFailed) - labelledUsed.Failed));
    }

    /// <summary>Counts without what the signals of interactions with an outcome say: these are taken for silent.</summary>
    public static SignalCells Unsplit(long population, long labelled, long labelledSucceeded, long succeeded, long failed) =>
        WithRest(new(default, default, new(labelled, labelled, labelledSucceeded)), population, succeeded - labelledSucceeded, failed - (labelled - labelledSucceeded));

    private static SignalCells Labelled(IReadOnlyDictionary<string, long> counts, bool used)
    {
        VerdictCell Of(Verdict signals)
        {
            var (succeeded, failed) = (counts.GetValueOrDefault(Measures.Outcome(used, true, signals)), counts.GetValueOrDefault(Measures.Outcome(used, false, signals)));
            return new(succeeded + failed, succeeded + failed, succeeded);
        }

        return new(Of(Verdict.Succeeded), Of(Verdict.Failed), Of(Verdict.Unknown));
    }

    /// <summary>Adds those without an outcome. Counts that are read while others are written may be off by a few, but never below 0.</summary>
    private static SignalCells WithRest(SignalCells labelled, long population, long unlabelledFor, long unlabelledAgainst)
    {
        var (succeeded, failed) = (Math.Max(0, unlabelledFor), Math.Max(0, unlabelledAgainst));
        var silent = Math.Max(0, population - labelled.Total.Labelled - succeeded - failed);
        return labelled + new SignalCells(new(succeeded, 0, 0), new(failed, 0, 0), new(silent, 0, 0));
    }
}
