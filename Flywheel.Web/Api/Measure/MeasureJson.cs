using System.Text.Json.Nodes;
using Flywheel.Core.Collect.Contract;
using Flywheel.Core.Measure.Revolutions;
using Flywheel.Core.Measure.RollUps;
using Flywheel.Core.Measure.Statistics;
using Flywheel.Core.Measure.Success;
using Flywheel.Core.Measure.Trends;

namespace Flywheel.Web.Api.Measure;

/// <summary>Figures on the wire: a rate never goes without its interval, its n and what it is made of. Unknown is null.</summary>
internal static class MeasureJson
{
    public static JsonObject Of(RateEstimate rate) => new()
    {
        ["rate"] = rate.Rate,
        ["low"] = rate.Rate is null ? null : rate.Interval.Low,
        ["high"] = rate.Rate is null ? null : rate.Interval.High,
        ["n"] = rate.Trials,
        ["successes"] = rate.Successes,
        ["method"] = Name(rate.Method),
        ["design_effect"] = rate.DesignEffect,
    };

    /// <summary>Says of an answer how far measuring is behind what came in.</summary>
    public static JsonObject With(this JsonObject answer, Freshness measured)
    {
        foreach (var (name, value) in MembersOf(measured)) answer[name] = value;
        return answer;
    }

    /// <summary>The members that tell it, in wire names.</summary>
    public static (string Name, JsonNode? Value)[] MembersOf(Freshness measured) =>
        [("as_of", Rfc3339.Format(measured.AsOf)), ("measured", measured.Measured), ("received", measured.Received)];

    public static JsonObject? Of(Interval? interval) => interval is { } i ? new() { ["low"] = i.Low, ["high"] = i.High } : null;

    public static JsonObject Of(RateDifference difference) => new()
    {
        ["difference"] = difference.Difference,
        ["low"] = difference.Difference is null ? null : difference.Interval.Low,
        ["high"] = difference.Difference is null ? null : difference.Interval.High,
    };

    public static JsonArray Of(IReadOnlyList<SuccessWarning> warnings) =>
        new([.. warnings.Select(w => new JsonObject { ["code"] = w.Code, ["text"] = w.Text })]);

    /// <summary>How each application's rate is made; where applications are pooled, one may report outcomes and another none.</summary>
    public static JsonArray Methods(MeasuredCounts counts) => new([.. counts.ByApplication.OrderBy(a => a.Key, StringComparer.Ordinal).Select(a => new JsonObject
    {
        ["application"] = a.Key, ["method"] = Name(a.Value.Method), ["outcome_coverage"] = a.Value.OutcomeCoverage, ["success"] = Of(a.Value.Rate),
    })]);

    private static JsonObject? Of(SuccessDisagreement? disagreement)
    {
        if (disagreement is null) return null;
        var json = Of(disagreement.Difference);
        json["contradicted"] = Of(disagreement.Contradicted);
        return json;
    }

    public static JsonObject Of(MeasuredCounts counts) => new()
    {
        ["success"] = Of(counts.Success),
        ["method"] = Name(counts.Estimate.Method),
        ["outcome_coverage"] = counts.Estimate.OutcomeCoverage,
        ["outcomes_only"] = Of(counts.Estimate.OutcomesOnly),
        ["signals_only"] = Of(counts.Estimate.SignalsOnly),
        ["disagreement"] = Of(counts.Estimate.Disagreement),
        ["warnings"] = Of(counts.Estimate.Warnings),
        ["reported_share"] = counts.ReportedShare,
        ["interactions"] = counts.Interactions,
        ["evidence"] = counts.Evidence,
        ["coverage"] = counts.Coverage,
        ["exposures"] = counts.ExposureKnown ? counts.Exposed : null,
        ["success_per_exposure"] = counts.SuccessPerUse,
        ["bounds"] = Of(counts.Estimate.Bounds),
        ["bounds_by_signals"] = Of(counts.Estimate.SignalBounds),
        ["bounds_of"] = counts.Estimate.Bounds is null ? null : counts.Estimate.BoundsOfUses ? "exposures" : "interactions",
        ["signals"] = new JsonObject(counts.Signals.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => KeyValuePair.Create(s.Key, (JsonNode?)s.Value))),
    };

    public static JsonObject Of(RevolutionFigures revolution) => new()
    {
        ["id"] = revolution.Id,
        ["name"] = revolution.Name,
        ["note"] = revolution.Note,
        ["version"] = revolution.Version,
        ["started_at"] = Rfc3339.Format(revolution.StartedAt),
        ["ended_at"] = revolution.EndedAt is { } end ? Rfc3339.Format(end) : null,
        ["closed_by"] = revolution.ClosedBy,
        ["model_versions"] = new JsonArray([.. revolution.Models.Select(m => (JsonNode)m)]),
        ["datasets"] = new JsonArray([.. revolution.Datasets.Select(d => new JsonObject
        {
            ["application"] = d.Application, ["dataset"] = d.Name, ["version"] = d.Version, ["rows"] = d.Rows, ["created_at"] = Rfc3339.Format(d.CreatedAt),
        })]),
        ["figures"] = Of(revolution.Counts),
        ["reweighted"] = revolution.Reweighted is { } r
            ? new JsonObject
            {
                ["rate"] = r.Rate, ["low"] = r.Rate is null ? null : r.Interval.Low, ["high"] = r.Rate is null ? null : r.Interval.High,
                ["covered_share"] = r.CoveredShare, ["difference"] = r.Difference,
            }
            : null,
        ["change"] = revolution.Change is { } change ? Of(change) : null,
        ["in_words"] = RevolutionLabels.Sentence(revolution),
    };

    /// <summary>A line of a split: of the signals only the one that was asked for is counted, the others are left out.</summary>
    public static JsonObject Of(TrendLine line, IReadOnlyList<TrendPeriod> periods, string? signal) => Of(line, periods, counts =>
    {
        var json = Of(counts);
        json.Remove("signals");
        if (signal is not null) json["signals"] = new JsonObject { [signal] = counts.Signals.GetValueOrDefault(signal) };
        return json;
    });

    public static JsonObject Of(TrendLine line, IReadOnlyList<TrendPeriod> periods) => Of(line, periods, Of);

    private static JsonObject Of(TrendLine line, IReadOnlyList<TrendPeriod> periods, Func<MeasuredCounts, JsonObject> write) => new()
    {
        ["name"] = line.Name,
        ["rest"] = line.IsRest,
        ["total"] = write(line.Total),
        ["points"] = new JsonArray([.. line.Points.Select((point, i) =>
        {
            var json = write(point);
            json.Insert(0, "start", Rfc3339.Format(periods[i].Start));
            json.Insert(1, "end", Rfc3339.Format(periods[i].End));
            return json;
        })]),
    };

    private static JsonObject Of(RevolutionChange change)
    {
        var json = Of(change.Difference);
        json["monthly_growth"] = change.MonthlyGrowth;
        json["course"] = Name(change.Course);
        json["coverage"] = Of(change.CoverageDifference);
        json["coverage_shifted"] = change.CoverageShifted;
        return json;
    }

    /// <summary>A member's name on the wire.</summary>
    public static string Name(Enum value) => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
