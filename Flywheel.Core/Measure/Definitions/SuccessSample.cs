using Flywheel.Core.Collect;
using Flywheel.Core.Measure.RollUps;
using Flywheel.Core.Measure.Success;
using Flywheel.Core.Measure.Trends;

namespace Flywheel.Core.Measure.Definitions;

/// <summary>The success of the past under the definition in force and under a draft.</summary>
/// <param name="InForce">One a day: what a trend of these days shows.</param>
/// <param name="Draft">One a day: what the trend would show.</param>
/// <param name="Changed">Interactions without an outcome whose verdict is another one.</param>
public sealed record SuccessPreview(IReadOnlyList<MeasuredCounts> InForce, IReadOnlyList<MeasuredCounts> Draft, MeasuredCounts InForceTotal, MeasuredCounts DraftTotal, long Changed);

/// <summary>The past that drafts are tried on: in memory, so that a preview takes milliseconds.</summary>
public sealed class SuccessSample
{
    private readonly Trend _trend;
    private readonly IReadOnlyList<IReadOnlyList<MeasuredGroup>> _days;
    private readonly SuccessDefinition _inForce;
    private readonly SignalCatalogue _types;
    private readonly OutcomeReporters _reporters;
    private readonly int _step;

    internal SuccessSample(
        Trend trend, IReadOnlyList<IReadOnlyList<MeasuredGroup>> days, SuccessDefinition inForce, SignalCatalogue types, OutcomeReporters reporters, int step)
    {
        (_trend, _days, _inForce, _types, _reporters, _step) = (trend, days, inForce, types, reporters, step);
        Taken = days.Sum(d => d.Sum(g => (long)g.Count));
    }

    /// <summary>The days.</summary>
    public IReadOnlyList<TrendPeriod> Periods => _trend.Periods;

    /// <summary>The trend of these days as it is shown.</summary>
    public Trend Trend => _trend;

    /// <summary>How many interactions it holds.</summary>
    public long Taken { get; }

    /// <summary>How many there are in these days.</summary>
    public long Total => IsWhole ? Taken : Math.Max(Taken, _trend.All.Total.Interactions);

    /// <summary>Are these all that there are?</summary>
    public bool IsWhole => _step == 1;

    /// <summary>
    /// Judges all of it by the draft, with the code that measures and the estimator of trends. Intervals allow for people who come again as
    /// those of the trend do.
    /// </summary>
    public SuccessPreview Preview(SuccessDefinition draft)
    {
        var (now, then) = (new VerdictEvaluator(_inForce, _types), new VerdictEvaluator(draft, _types));
        var changed = _days.SelectMany(d => d).Where(g => VerdictOf(g, now) != VerdictOf(g, then)).Sum(g => (long)g.Count) * _step;
        // While history is recomputed the trend is still by the definition before; a sample is compared with a sample.
        var asShown = IsWhole && !_trend.Recomputing;
        return new(
            asShown ? _trend.All.Points : Points(now), Points(then), asShown ? _trend.All.Total : Sum(now), Sum(then), changed);
    }

    private static Verdict VerdictOf(MeasuredGroup group, VerdictEvaluator evaluator) => group.Reported ? group.Verdict : evaluator.Of(group.Signals, group.SignalValues);

    private List<MeasuredCounts> Points(VerdictEvaluator evaluator) => [.. _days.Select((day, i) =>
        Counts(day, evaluator, g => (g.ApplicationId, ""), _trend.All.Points[i].DesignEffect, _trend.All.Points[i].OutcomeEffect))];

    private MeasuredCounts Sum(VerdictEvaluator evaluator)
    {
        var total = _trend.All.Total;
        var bySegment = _reporters.Any;
        return Counts(_days.SelectMany(d => d), evaluator, g => (g.ApplicationId, bySegment ? g.Segment : ""), total.DesignEffect, total.OutcomeEffect) with { Models = total.Models };
    }

    private MeasuredCounts Counts(IEnumerable<MeasuredGroup> groups, VerdictEvaluator evaluator, Func<MeasuredGroup, (int ApplicationId, string Segment)> part, double effect, double outcomeEffect)
    {
        var parts = groups.GroupBy(part).ToDictionary(g => g.Key, g => Count(g, evaluator));
        var all = parts.Values.SelectMany(c => c).GroupBy(c => c.Key).ToDictionary(g => g.Key, g => g.Sum(c => c.Value));
        return MeasuredCounts.Of(all, effect) with
        {
            OutcomeEffect = outcomeEffect,
            Parts = parts.Count == 0 ? _reporters.Nothing(_trend.Query.ApplicationId) : [.. parts.Select(p => _reporters.PartOf(p.Key.ApplicationId, p.Key.Segment, p.Value))],
        };
    }

    private Dictionary<string, long> Count(IEnumerable<MeasuredGroup> groups, VerdictEvaluator evaluator)
    {
        var counts = new Dictionary<string, long>();
        foreach (var group in groups)
        {
            var row = new MeasuredInteraction
            {
                Signals = group.Signals, Exposed = group.Exposed, HasEvidence = group.HasEvidence, Reported = group.Reported, Verdict = VerdictOf(group, evaluator),
                SignalVerdict = evaluator.Of(group.Signals, group.SignalValues),
            };
            foreach (var measure in Measures.Of(row)) counts[measure] = counts.GetValueOrDefault(measure) + ((long)group.Count * _step);
        }

        return counts;
    }
}
