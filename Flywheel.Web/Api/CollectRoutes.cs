using System.Text.Json;
using Flywheel.Core;
using Flywheel.Core.Administration;
using Flywheel.Core.Collect;

namespace Flywheel.Web.Api;

/// <summary>Collect: signals in, and what is kept of them.</summary>
public static class CollectRoutes
{
    /// <summary>The most bytes of one signal.</summary>
    public const int MaxSignalBytes = 4 << 20;

    /// <summary>The most bytes of a batch.</summary>
    public const int MaxBatchBytes = 32 << 20;

    private const int RetryAfterOverload = 1;
    private const int RetryAfterFault = 5;

    /// <summary>Maps the routes of this stage.</summary>
    public static void MapCollect(this RouteGroupBuilder v1)
    {
        var ingest = v1.MapGroup("").RequireScope(Scopes.Ingest).WithTags("Collect");
        ingest.MapPost("/feedback", (RequestDelegate)PostOneAsync).DescribePostOne();
        ingest.MapPost("/feedback/batch", (RequestDelegate)PostBatchAsync).DescribePostBatch();

        var read = v1.MapGroup("").RequireScope(Scopes.Read).WithTags("Collect");
        read.MapGet("/interactions/{request_id}", CollectQueries.InteractionAsync);
        read.MapGet("/flywheel/status", CollectQueries.StatusAsync);
    }

    private static async Task PostOneAsync(HttpContext http)
    {
        if (await RefusedAsync(http, 1)) return;
        if (!IsJson(http.Request.ContentType))
        {
            await Problems.WriteAsync(http, 415, "The content type must be application/json.");
            return;
        }

        var (fault, body) = await RequestBody.ReadAsync(http, MaxSignalBytes);
        if (fault != BodyFault.None)
        {
            await RequestBody.AnswerAsync(http, fault, MaxSignalBytes);
            return;
        }

        var errors = new FieldErrors();
        var item = FeedbackBody.ReadOne(body, http.Service<TimeProvider>().Now(), errors);
        RequestBody.Release(body);
        if (item is not null) TakeKeyFromHeader(http, item, errors);
        await (item is null || errors.Any ? AnswerInvalidAsync(http, errors) : StoreOneAsync(http, item));
    }

    private static async Task StoreOneAsync(HttpContext http, FeedbackItem item)
    {
        var application = http.Caller().Application!;
        var outcome = await http.Service<FeedbackIntake>().AcceptAsync(application.Id, application.TrainingConsentByDefault, [item]);
        if (outcome.Answer != IntakeAnswer.Stored) await AnswerUnavailableAsync(http, outcome.Answer, 1);
        else if (outcome.Statuses[0] == IntakeStatus.KeyReused)
            await Problems.WriteAsync(http, 422, "The idempotency key was used with another body.", new Dictionary<string, string[]> { ["idempotency_key"] = ["was used with another body."] });
        else await AnswerRecordedAsync(http, item.RequestId);
    }

    private static async Task PostBatchAsync(HttpContext http)
    {
        var lines = IsNdjson(http.Request.ContentType);
        if (!lines && !IsJson(http.Request.ContentType))
        {
            await Problems.WriteAsync(http, 415, "The content type must be application/json or application/x-ndjson.");
            return;
        }

        var (fault, body) = await RequestBody.ReadAsync(http, MaxBatchBytes);
        if (fault != BodyFault.None)
        {
            await RequestBody.AnswerAsync(http, fault, MaxBatchBytes);
            return;
        }

        var reason = "";
        var now = http.Service<TimeProvider>().Now();
        var items = lines ? FeedbackBody.ReadLines(body, now) : FeedbackBody.ReadArray(body, now, out reason);
        RequestBody.Release(body);
        if (items is null) await Problems.WriteAsync(http, 400, reason);
        else if (items.Count > FeedbackBody.MaxItems) await Problems.WriteAsync(http, 413, $"A batch holds at most {FeedbackBody.MaxItems} items.");
        else if (!await RefusedAsync(http, items.Count)) await StoreBatchAsync(http, items);
    }

    private static async Task StoreBatchAsync(HttpContext http, List<BatchItem> items)
    {
        var application = http.Caller().Application!;
        if (items.Count(i => i.Signal is null) is var broken and > 0) http.Service<Telemetry>().Rejected("invalid", broken);
        var good = items.Where(i => i.Signal is not null).Select(i => i.Signal!).ToList();
        var outcome = await http.Service<FeedbackIntake>().AcceptAsync(application.Id, application.TrainingConsentByDefault, good);
        if (outcome.Answer != IntakeAnswer.Stored) await AnswerUnavailableAsync(http, outcome.Answer, good.Count);
        else await BatchAnswer.WriteAsync(http, items, outcome.Statuses);
    }

    /// <summary>Answers 429 when the key's limit cannot take so many.</summary>
    private static async ValueTask<bool> RefusedAsync(HttpContext http, int count)
    {
        if (http.Service<RateLimits>().TryTake(http.Caller().KeyId, count) is not { } seconds) return false;
        http.Service<Telemetry>().Rejected("rate_limit", count);
        await Problems.WriteAsync(http, 429, "This key sends more signals than its limit allows.", retryAfter: seconds);
        return true;
    }

    private static void TakeKeyFromHeader(HttpContext http, FeedbackItem item, FieldErrors errors)
    {
        if (!http.Request.Headers.TryGetValue("Idempotency-Key", out var header)) return;
        var key = header.ToString();
        if (item.IdempotencyKey is { } inBody && inBody != key) errors.Add("idempotency_key", "differs from the header Idempotency-Key.");
        else if (key.EnumerateRunes().Count() is > 0 and <= 200) item.IdempotencyKey = key;
        else errors.Add("idempotency_key", "must be 1 to 200 characters.");
    }

    private static Task AnswerInvalidAsync(HttpContext http, FieldErrors errors)
    {
        http.Service<Telemetry>().Rejected(errors.TooLarge ? "too_large" : "invalid");
        return Problems.WriteInvalidAsync(http, errors);
    }

    private static Task AnswerUnavailableAsync(HttpContext http, IntakeAnswer answer, int count)
    {
        http.Service<Telemetry>().Rejected(answer == IntakeAnswer.Overloaded ? "overloaded" : "storage", count);
        return AnswerUnavailableAsync(http, answer);
    }

    private static Task AnswerUnavailableAsync(HttpContext http, IntakeAnswer answer) => answer == IntakeAnswer.Overloaded
        ? Problems.WriteAsync(http, 503, "Too many signals are waiting; nothing of this post was stored.", retryAfter: RetryAfterOverload)
        : Problems.WriteAsync(http, 503, "The storage is unavailable; nothing of this post was stored.", retryAfter: RetryAfterFault);

    private static Task AnswerRecordedAsync(HttpContext http, string requestId)
    {
        http.Response.ContentType = "application/json";
        using (var json = new Utf8JsonWriter(http.Response.BodyWriter))
        {
            json.WriteStartObject();
            json.WriteString("status"u8, "recorded"u8);
            json.WriteString("request_id"u8, requestId);
            json.WriteEndObject();
        }

        return Task.CompletedTask;
    }

    private static bool IsJson(string? type) => IsType(type, "application/json");

    private static bool IsNdjson(string? type) => IsType(type, "application/x-ndjson");

    private static bool IsType(string? type, string wanted) =>
        type is not null && type.StartsWith(wanted, StringComparison.OrdinalIgnoreCase)
        && (type.Length == wanted.Length || type[wanted.Length] is ';' or ' ');

    private static T Service<T>(this HttpContext http)
        where T : notnull => http.RequestServices.GetRequiredService<T>();
}
