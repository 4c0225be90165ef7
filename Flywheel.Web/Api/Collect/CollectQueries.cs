using System.Text.Json.Nodes;
using Flywheel.Core.Access;
using Flywheel.Core.Collect.Contract;
using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Curate.Curation;
using Flywheel.Core.Curate.Items;
using Flywheel.Core.Measure.RollUps;
using Flywheel.Web.Api.Http;
using Flywheel.Web.Api.Measure;
using Microsoft.AspNetCore.Http.Features;

namespace Flywheel.Web.Api.Collect;

/// <summary>The reading routes of Collect.</summary>
internal static class CollectQueries
{
    public static async Task<IResult> InteractionAsync(HttpContext http, string request_id, Applications applications, InteractionHistories histories)
    {
        var (application, error) = await ApplicationScope.OptionalAsync(http, applications);
        if (error is not null) return error;
        request_id = WithSlashes(http, request_id);
        var request = await histories.ReadAsync(http.Caller().Actor, application?.Id, request_id, http.RequestAborted);
        return request.IsEmpty
            ? Problems.NotFound("interaction")
            : Results.Json(new JsonObject
            {
                ["request_id"] = request_id,
                ["answers"] = new JsonArray([.. request.Answers.Select(Answer)]),
                ["uses"] = new JsonArray([.. request.Uses.Select(Use)]),
                ["outcomes"] = new JsonArray([.. request.Outcomes.Select(Outcome)]),
            });
    }

    public static async Task<IResult> StatusAsync(HttpContext http, Applications applications, FlywheelStatuses statuses, MeasureLags lags)
    {
        var (application, error) = await ApplicationScope.OptionalAsync(http, applications);
        if (error is not null) return error;
        var status = await statuses.ReadAsync(http.Caller().Actor, application?.Id, http.RequestAborted);
        var readers = await lags.ReadersAsync(http.Caller().Actor, application?.Id, status, http.RequestAborted);
        return Results.Json(new JsonObject
        {
            ["signals"] = status.Signals,
            ["curated"] = status.Curated,
            ["lag_seconds"] = Math.Round(status.LagSeconds, 3),
            ["pending"] = status.Pending,
            ["held"] = status.Held,
            ["readers"] = new JsonArray([.. readers.Readers.Select(Reader)]),
            ["rebuilding"] = readers.Rebuilding is { } pass ? new JsonObject { ["started_at"] = Rfc3339.Format(pass.StartedAt), ["share"] = Math.Round(pass.Share, 4) } : null,
        }.With(readers.Measured));
    }

    private static JsonObject Reader(ReaderLag lag) => new() { ["reader"] = lag.Reader, ["waiting"] = lag.Waiting, ["lag_seconds"] = Math.Round(lag.LagSeconds, 3) };

    /// <summary>A slash comes as %2F, and routing leaves that as it is: such an id is read from the request line.</summary>
    private static string WithSlashes(HttpContext http, string id)
    {
        if (!id.Contains("%2F", StringComparison.OrdinalIgnoreCase)) return id;
        var target = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget.Split('?')[0];
        return Uri.UnescapeDataString(target[(target.LastIndexOf('/') + 1)..]);
    }

    private static JsonObject Answer(InteractionHistory answer) => new()
    {
        ["application"] = answer.Application,
        ["user_query"] = answer.Query,
        ["ai_response"] = answer.Answer,
        ["first_seen_at"] = Rfc3339.Format(answer.FirstSeenAt),
        ["signals"] = new JsonArray([.. answer.Signals.Select(Signal)]),
        ["candidates"] = new JsonArray([.. answer.Candidates.Select(Candidate)]),
    };

    private static JsonObject Use(KeptUse use) => new()
    {
        ["session_id"] = use.SessionId,
        ["segment"] = use.Segment,
        ["experiment"] = use.Experiment,
        ["variant"] = use.Variant,
        ["model_version"] = use.ModelVersion,
        ["occurred_at"] = Rfc3339.Format(use.OccurredAt),
        ["received_at"] = Rfc3339.Format(use.ReceivedAt),
    };

    private static JsonObject Outcome(KeptOutcome outcome) => new()
    {
        ["success"] = outcome.Success,
        ["value"] = outcome.Value,
        ["source"] = outcome.Source,
        ["occurred_at"] = Rfc3339.Format(outcome.OccurredAt),
        ["received_at"] = Rfc3339.Format(outcome.ReceivedAt),
    };

    private static JsonObject Signal(KeptSignal signal) => new()
    {
        ["signal_type"] = signal.SignalType,
        ["value"] = signal.Value,
        ["user_correction"] = signal.UserCorrection,
        ["session_id"] = signal.SessionId,
        ["segment"] = signal.Segment,
        ["experiment"] = signal.Experiment,
        ["variant"] = signal.Variant,
        ["model_version"] = signal.ModelVersion,
        ["metadata"] = signal.Metadata is null ? null : JsonNode.Parse(signal.Metadata),
        ["consent"] = new JsonObject { ["training"] = signal.TrainingConsent },
        ["occurred_at"] = Rfc3339.Format(signal.OccurredAt),
        ["received_at"] = Rfc3339.Format(signal.ReceivedAt),
    };

    private static JsonObject Candidate(KeptCandidate candidate) => new()
    {
        ["id"] = candidate.Id,
        ["source"] = candidate.Source.ToWire(),
        ["state"] = candidate.State.ToWire(),
        ["reason"] = candidate.Reason?.ToWire(),
        ["quality"] = candidate.Quality.ToWire(),
        ["score"] = candidate.Score,
        ["proposed_output"] = candidate.ProposedOutput,
        ["ideal_output"] = candidate.IdealOutput,
    };
}
