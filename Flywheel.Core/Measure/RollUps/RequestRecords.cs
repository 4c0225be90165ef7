using Flywheel.Core.Collect;
using Flywheel.Core.Measure.Success;

namespace Flywheel.Core.Measure.RollUps;

/// <summary>What a signal says apart from texts.</summary>
internal sealed record SignalRecord(
    long Id, long InteractionId, string Type, double? Value, string? PersonHash, string? SessionId, string? Segment, string? Experiment, string? Variant,
    string? ModelVersion, DateTime OccurredAt, DateTime ReceivedAt);

/// <summary>Everything that was recorded for one request of an application. The order of the lists does not matter.</summary>
internal sealed class RequestRecords
{
    public required int ApplicationId { get; init; }
    public required string RequestId { get; init; }

    /// <summary>The ids of its answers.</summary>
    public List<long> Interactions { get; } = [];
    public List<SignalRecord> Signals { get; } = [];
    public List<Exposure> Exposures { get; } = [];
    public List<Outcome> Outcomes { get; } = [];
}

/// <summary>
/// Measures a request: from everything that was recorded for it to what is known of each of its answers. A function of the
/// records, the definition and the ledger, so that late and repeated arrivals end at the same state.
/// </summary>
internal sealed class Measurement(int generation, VerdictEvaluator evaluator, RevolutionLedger ledger)
{
    /// <summary>One row an answer, or one for a request whose answers are not known.</summary>
    public IEnumerable<MeasuredInteraction> Measure(RequestRecords records)
    {
        var answers = records.Interactions.Order().ToList();
        if (answers.Count == 0) answers.Add(0);
        var outcome = records.Outcomes.MaxBy(o => o.Id);
        foreach (var answer in answers)
        {
            var signals = records.Signals.Where(s => s.InteractionId == answer).OrderBy(s => s.Id).ToList();
            // A use whose answer was not told belongs to the first one.
            var exposures = records.Exposures.Where(e => (e.InteractionId ?? answers[0]) == answer).OrderBy(e => e.Id).ToList();
            // What is reported of a request is about its last answer.
            var reported = answer == answers[^1] ? outcome : null;
            if (signals.Count > 0 || exposures.Count > 0 || reported is not null) yield return Measure(records, answer, signals, exposures, reported);
        }
    }

    private MeasuredInteraction Measure(RequestRecords records, long answer, List<SignalRecord> signals, List<Exposure> exposures, Outcome? reported)
    {
        var types = signals.Select(s => s.Type).Distinct().Order(StringComparer.Ordinal).ToList();
        var at = OccurredAt(signals, exposures, reported);
        var model = First(exposures, e => e.ModelVersion, signals, s => s.ModelVersion);
        var row = new MeasuredInteraction
        {
            Generation = generation,
            ApplicationId = records.ApplicationId,
            RequestId = records.RequestId,
            InteractionId = answer,
            OccurredAt = at,
            PersonHash = First(exposures, e => e.PersonHash, signals, s => s.PersonHash),
            SessionId = First(exposures, e => e.SessionId, signals, s => s.SessionId),
            Segment = First(exposures, e => e.Segment, signals, s => s.Segment),
            Experiment = First(exposures, e => e.Experiment, signals, s => s.Experiment),
            Variant = First(exposures, e => e.Variant, signals, s => s.Variant),
            ModelVersion = model,
            RevolutionId = ledger.RevolutionOf(model, at),
            Exposed = exposures.Count > 0,
            HasEvidence = types.Count > 0 || reported is not null,
            Reported = reported is not null,
            Value = reported?.Value,
            Signals = types.Count == 0 ? "" : $",{string.Join(',', types)},",
            SignalValues = SignalValues.Write(signals.Where(s => s.Value is not null).Select(s => (s.Type, s.Value!.Value))),
        };
        row.SignalVerdict = evaluator.Of(row);
        row.Verdict = reported is null ? row.SignalVerdict : reported.Success ? Verdict.Succeeded : Verdict.Failed;
        return row;
    }

    private static string? First(List<Exposure> exposures, Func<Exposure, string?> ofExposure, List<SignalRecord> signals, Func<SignalRecord, string?> ofSignal) =>
        exposures.Select(ofExposure).Concat(signals.Select(ofSignal)).FirstOrDefault(value => value is not null);

    /// <summary>Its first use, or else the first that was heard of it; a client's clock that is ahead does not count.</summary>
    private static DateTime OccurredAt(List<SignalRecord> signals, List<Exposure> exposures, Outcome? reported) =>
        exposures.Count > 0 ? exposures.Min(e => Earlier(e.OccurredAt, e.ReceivedAt))
        : signals.Count > 0 ? signals.Min(s => Earlier(s.OccurredAt, s.ReceivedAt))
        : Earlier(reported!.OccurredAt, reported.ReceivedAt);

    private static DateTime Earlier(DateTime a, DateTime b) => a < b ? a : b;
}
