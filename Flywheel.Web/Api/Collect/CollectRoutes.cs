using Flywheel.Core.Access;
using Flywheel.Core.Collect.Contract;
using Flywheel.Core.Collect.Intake;
using Flywheel.Web.Api.Http;

namespace Flywheel.Web.Api.Collect;

/// <summary>Collect: signals, uses and outcomes in, and what is kept of them.</summary>
public static class CollectRoutes
{
    private static readonly Intake<FeedbackItem> Feedback = new(
        new((ref reader, json, moment, errors) => FeedbackReader.Read(ref reader, json, moment.Now, moment.Types, errors), i => i.RequestId, Intake.MaxItemBytes), i => i.RequestId,
        (http, items) => http.Service<FeedbackIntake>().AcceptAsync(
            http.Caller().Application!.Id, http.Caller().Application!.TrainingConsentByDefault, items),
        TakeKeyFromHeader);

    private static readonly Intake<ExposureItem> Exposures = new(
        new((ref reader, json, moment, errors) => UsageReader.ReadExposure(ref reader, json, moment.Now, errors), i => i.RequestId, Intake.MaxItemBytes), i => i.RequestId,
        (http, items) => http.Service<UsageIntake>().AcceptAsync(http.Caller().Application!.Id, items));

    private static readonly Intake<OutcomeItem> Outcomes = new(
        new((ref reader, json, moment, errors) => UsageReader.ReadOutcome(ref reader, json, moment.Now, errors), i => i.RequestId, Intake.MaxItemBytes), i => i.RequestId,
        (http, items) => http.Service<UsageIntake>().AcceptAsync(http.Caller().Application!.Id, items),
        mark: (http, items, stored) => http.Service<UsageIntake>().MarkUnknownAsync(http.Caller().Application!.Id, items, stored, http.RequestAborted));

    /// <summary>Maps the routes of this stage.</summary>
    public static void MapCollect(this RouteGroupBuilder v1)
    {
        var ingest = v1.MapGroup("").RequireScope(Scopes.Ingest).WithTags("Collect");
        ingest.MapPost("/feedback", (RequestDelegate)Feedback.PostOneAsync).WithName("RecordFeedback").WithSummary("Record one signal");
        ingest.MapPost("/feedback/batch", (RequestDelegate)Feedback.PostBatchAsync).WithName("RecordFeedbackBatch").WithSummary("Record up to 1,000 signals");
        ingest.MapPost("/interactions", (RequestDelegate)Exposures.PostOneAsync).WithSummary("Say that it was used");
        ingest.MapPost("/interactions/batch", (RequestDelegate)Exposures.PostBatchAsync).WithSummary("Say that it was used, up to 1,000 times");
        ingest.MapPost("/outcomes", (RequestDelegate)Outcomes.PostOneAsync).WithSummary("Say how it ended");
        ingest.MapPost("/outcomes/batch", (RequestDelegate)Outcomes.PostBatchAsync).WithSummary("Say how up to 1,000 requests ended");

        var read = v1.MapGroup("").RequireScope(Scopes.Read).WithTags("Collect");
        read.MapGet("/interactions/{request_id}", CollectQueries.InteractionAsync);
        read.MapGet("/flywheel/status", CollectQueries.StatusAsync);
    }

    private static void TakeKeyFromHeader(HttpContext http, FeedbackItem item, FieldErrors errors)
    {
        if (!http.Request.Headers.TryGetValue("Idempotency-Key", out var header)) return;
        var key = header.ToString();
        if (item.IdempotencyKey is { } inBody && inBody != key) errors.Add("idempotency_key", "differs from the header Idempotency-Key.");
        else if (ClientId.Error(key) is { } error) errors.Add("idempotency_key", error);
        else item.IdempotencyKey = key;
    }
}
