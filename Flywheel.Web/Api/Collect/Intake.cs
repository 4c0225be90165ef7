using System.Text.Json;
using Flywheel.Core;
using Flywheel.Core.Collect;
using Flywheel.Core.Collect.Contract;
using Flywheel.Core.Collect.Intake;
using Flywheel.Web.Api.Http;
using Flywheel.Web.Api.Http.Bodies;

namespace Flywheel.Web.Api.Collect;

/// <summary>What every route that takes data in has in common: limits, and the answers to what cannot be taken.</summary>
internal static class Intake
{
    /// <summary>The most items of a batch.</summary>
    public const int MaxItems = 1000;

    /// <summary>The most bytes of one item.</summary>
    public const int MaxItemBytes = 4 << 20;

    /// <summary>The most bytes of a batch.</summary>
    public const int MaxBatchBytes = 32 << 20;

    private const int RetryAfterOverload = 1;

    /// <summary>Now, and the signal types that are accepted now; from memory, but for every few seconds.</summary>
    public static async ValueTask<IntakeMoment> MomentAsync(HttpContext http) =>
        new(http.Service<TimeProvider>().Now(), await http.Service<SignalTypes>().CurrentAsync(http.RequestAborted));

    public static T Service<T>(this HttpContext http)
        where T : notnull => http.RequestServices.GetRequiredService<T>();

    /// <summary>Answers 429 when the key's limit cannot take so many.</summary>
    public static async ValueTask<bool> RefusedAsync(HttpContext http, int count)
    {
        if (http.Service<RateLimits>().TryTake(http.Caller().KeyId, count) is not { } seconds) return false;
        http.Service<Telemetry>().Rejected("rate_limit", count);
        await Problems.WriteAsync(http, 429, "This key sends more than its limit allows.", retryAfter: seconds);
        return true;
    }

    public static Task AnswerInvalidAsync(HttpContext http, FieldErrors errors)
    {
        http.Service<Telemetry>().Rejected(errors.TooLarge ? "too_large" : "invalid");
        return Problems.WriteInvalidAsync(http, errors);
    }

    public static Task AnswerUnavailableAsync(HttpContext http, IntakeAnswer answer, int count)
    {
        http.Service<Telemetry>().Rejected(answer == IntakeAnswer.Overloaded ? "overloaded" : "storage", count);
        return answer == IntakeAnswer.Overloaded
            ? Problems.WriteAsync(http, 503, "Too much is waiting; nothing of this post was stored.", retryAfter: RetryAfterOverload)
            : Problems.WriteAsync(http, 503, "The storage is unavailable; nothing of this post was stored.", retryAfter: Problems.RetryAfterFault);
    }

    public static Task AnswerRecordedAsync(HttpContext http, string requestId)
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

    public static bool IsJson(string? type) => IsType(type, "application/json");

    public static bool IsNdjson(string? type) => IsType(type, "application/x-ndjson");

    private static bool IsType(string? type, string wanted) =>
        type is not null && type.StartsWith(wanted, StringComparison.OrdinalIgnoreCase)
        && (type.Length == wanted.Length || type[wanted.Length] is ';' or ' ');
}

/// <summary>The two routes of one kind of thing: one of it, or a batch.</summary>
/// <param name="accept">Stores them, all in one commit.</param>
/// <param name="complete">Takes from the headers what belongs to a single item.</param>
/// <param name="mark">Adds to the statuses of a stored batch what else its answer says.</param>
internal sealed class Intake<T>(
    IntakeBody<T> bodies, Func<T, string> requestId, Func<HttpContext, IReadOnlyList<T>, Task<IntakeOutcome>> accept, Action<HttpContext, T, FieldErrors>? complete = null,
    Func<HttpContext, IReadOnlyList<T>, IntakeOutcome, Task<IntakeOutcome>>? mark = null)
    where T : class
{
    /// <summary>Takes one.</summary>
    public async Task PostOneAsync(HttpContext http)
    {
        if (await Intake.RefusedAsync(http, 1)) return;
        if (!Intake.IsJson(http.Request.ContentType))
        {
            await Problems.WriteAsync(http, 415, "The content type must be application/json.");
            return;
        }

        var moment = await Intake.MomentAsync(http);
        var (error, body) = await RequestBody.ReadAsync(http, Intake.MaxItemBytes);
        if (error != BodyError.None)
        {
            await RequestBody.AnswerAsync(http, error, Intake.MaxItemBytes);
            return;
        }

        var errors = new FieldErrors();
        var item = bodies.ReadOne(body, moment, errors);
        RequestBody.Release(body);
        if (item is not null) complete?.Invoke(http, item, errors);
        await (item is null || errors.Any ? Intake.AnswerInvalidAsync(http, errors) : StoreOneAsync(http, item));
    }

    /// <summary>Takes an array, or a line each.</summary>
    public async Task PostBatchAsync(HttpContext http)
    {
        var lines = Intake.IsNdjson(http.Request.ContentType);
        if (!lines && !Intake.IsJson(http.Request.ContentType))
        {
            await Problems.WriteAsync(http, 415, "The content type must be application/json or application/x-ndjson.");
            return;
        }

        var moment = await Intake.MomentAsync(http);
        var (error, body) = await RequestBody.ReadAsync(http, Intake.MaxBatchBytes);
        if (error != BodyError.None)
        {
            await RequestBody.AnswerAsync(http, error, Intake.MaxBatchBytes);
            return;
        }

        var reason = "";
        var items = lines ? bodies.ReadLines(body, moment, out reason) : bodies.ReadArray(body, moment, out reason);
        RequestBody.Release(body);
        if (items is null) await Problems.WriteAsync(http, 400, reason);
        else if (items.Count > Intake.MaxItems) await Problems.WriteAsync(http, 413, $"A batch holds at most {Intake.MaxItems} items.");
        else if (!await Intake.RefusedAsync(http, items.Count)) await StoreBatchAsync(http, items);
    }

    private async Task StoreOneAsync(HttpContext http, T item)
    {
        var outcome = await accept(http, [item]);
        if (outcome.Answer != IntakeAnswer.Stored) await Intake.AnswerUnavailableAsync(http, outcome.Answer, 1);
        else if (outcome.Statuses[0] == IntakeStatus.NotStored)
            await Problems.WriteAsync(http, 500, "The database did not take it; nothing was stored, and it was logged.");
        else if (outcome.Statuses[0] == IntakeStatus.KeyReused)
            await Problems.WriteAsync(http, 422, "The idempotency key was used with another body.", BatchAnswer.KeyReused);
        else await Intake.AnswerRecordedAsync(http, requestId(item));
    }

    private async Task StoreBatchAsync(HttpContext http, List<BatchItem<T>> items)
    {
        if (items.Count(i => i.Item is null) is var broken and > 0) http.Service<Telemetry>().Rejected("invalid", broken);
        var good = items.Where(i => i.Item is not null).Select(i => i.Item!).ToList();
        var outcome = await accept(http, good);
        if (outcome.Answer != IntakeAnswer.Stored) await Intake.AnswerUnavailableAsync(http, outcome.Answer, good.Count);
        else await BatchAnswer.WriteAsync(http, items, (mark is null ? outcome : await mark(http, good, outcome)).Statuses);
    }
}
