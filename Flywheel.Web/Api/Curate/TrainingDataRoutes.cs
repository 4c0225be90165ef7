using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Flywheel.Core.Access;
using Flywheel.Core.Collect.Contract;
using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Curate.Datasets;
using Flywheel.Web.Api.Http;

namespace Flywheel.Web.Api.Curate;

/// <summary>Curate: what may be trained on now.</summary>
public static class TrainingDataRoutes
{
    private const int MaxLimit = 10_000;
    private const int FlushAt = 64 << 10;

    // Relaxed: JSON for programs, never part of a page.
    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Maps the routes.</summary>
    public static void MapTrainingData(this RouteGroupBuilder v1) => v1.MapGroup("/flywheel").RequireScope(Scopes.Export).WithTags("Training data")
        .MapGet("/training-candidates", CandidatesAsync).WithSummary("Approved pairs; everything streamed, or pages with limit; with fields=all also ids and times");

    private static async Task<IResult> CandidatesAsync(HttpContext http, string? min_quality, string? limit, string? after, string? fields, Applications applications, ApprovedExamples examples)
    {
        if (min_quality is not null && WireNames.ParseQuality(min_quality) is null)
            return Problems.Invalid("min_quality", "must be low, medium, high or very_high.");
        if (Number(limit, 1, MaxLimit) is not { } size) return Problems.Invalid("limit", "must be a number from 1 to 10,000.");
        if (Number(after, 0, long.MaxValue) is not { } from) return Problems.Invalid("after", "must be the number that a Link header gave.");
        if (fields is not (null or "all")) return Problems.Invalid("fields", "must be all, or left out.");
        var (application, error) = await ApplicationScope.OptionalAsync(http, applications);
        if (error is not null) return error;
        var write = fields is null ? Writer(null) : Writer((await applications.ListAsync(http.Caller().Actor, http.RequestAborted)).ToDictionary(a => a.Id, a => a.Name));
        var least = WireNames.ParseQuality(min_quality) ?? Quality.High;
        // Following pages belong to a pull that was noted with its first.
        if (after is null) await examples.NotePullAsync(http.Caller().Actor, application?.Name, least, http.RequestAborted);
        if (limit is null) await StreamAsync(http, examples.StreamAsync(http.Caller().Actor, application?.Id, least, Math.Max(0, from), http.RequestAborted), write);
        else await PageAsync(http, examples, application?.Id, least, (int)size, Math.Max(0, from), write);
        return Results.Empty;
    }

    /// <summary>-1 for an absent one, null for one that breaks the rule.</summary>
    private static long? Number(string? text, long min, long max) =>
        text is null ? -1 : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n >= min && n <= max ? n : null;

    private static async Task StreamAsync(HttpContext http, IAsyncEnumerable<ApprovedExample> examples, Action<Utf8JsonWriter, ApprovedExample> write)
    {
        var total = 0;
        await using var json = Begin(http);
        await foreach (var example in examples)
        {
            total++;
            await WriteAsync(json, example, write, http.RequestAborted);
        }

        End(json, total);
    }

    private static async Task PageAsync(HttpContext http, ApprovedExamples examples, int? applicationId, Quality least, int limit, long after, Action<Utf8JsonWriter, ApprovedExample> write)
    {
        var total = await examples.CountAsync(http.Caller().Actor, applicationId, least, http.RequestAborted);
        var page = await examples.StreamAsync(http.Caller().Actor, applicationId, least, after, http.RequestAborted).Take(limit + 1).ToListAsync(http.RequestAborted);
        if (page.Count > limit) http.Response.Headers.Link = $"<{Next(http, page[limit - 1].Id, limit)}>; rel=\"next\"";
        await using var json = Begin(http);
        foreach (var example in page.Take(limit)) await WriteAsync(json, example, write, http.RequestAborted);
        End(json, total);
    }

    private static string Next(HttpContext http, long after, int limit)
    {
        var query = QueryString.Create(http.Request.Query.Where(q => q.Key is "min_quality" or "application" or "fields")
            .Select(q => KeyValuePair.Create(q.Key, (string?)q.Value.ToString())));
        return $"{http.Request.PathBase}{http.Request.Path}{query.Add("limit", $"{limit}").Add("after", $"{after}")}";
    }

    private static Utf8JsonWriter Begin(HttpContext http)
    {
        http.Response.ContentType = "application/json; charset=utf-8";
        var json = new Utf8JsonWriter(http.Response.BodyWriter, Json);
        json.WriteStartObject();
        json.WriteStartArray("candidates");
        return json;
    }

    /// <summary>How a pair is written; with the applications' names, all its fields.</summary>
    private static Action<Utf8JsonWriter, ApprovedExample> Writer(Dictionary<int, string>? applications) => (json, example) =>
    {
        if (applications is not null) json.WriteNumber("id", example.Id);
        json.WriteString("input", example.Input);
        json.WriteString("ideal_output", example.IdealOutput);
        json.WriteString("source", example.Source.ToWire());
        json.WriteString("quality", example.Quality.ToWire());
        if (applications is null) return;
        json.WriteString("application", applications.GetValueOrDefault(example.ApplicationId));
        json.WriteString("request_id", example.RequestId);
        json.WriteString("segment", example.Segment);
        json.WriteString("model_version", example.ModelVersion);
        json.WriteString("created_at", Rfc3339.Format(example.CreatedAt));
        json.WriteString("decided_at", example.DecidedAt is { } at ? Rfc3339.Format(at) : null);
    };

    private static async ValueTask WriteAsync(
        Utf8JsonWriter json, ApprovedExample example, Action<Utf8JsonWriter, ApprovedExample> write, CancellationToken cancellationToken)
    {
        json.WriteStartObject();
        write(json, example);
        json.WriteEndObject();
        if (json.BytesPending > FlushAt) await json.FlushAsync(cancellationToken);
    }

    private static void End(Utf8JsonWriter json, int total)
    {
        json.WriteEndArray();
        json.WriteNumber("total", total);
        json.WriteEndObject();
    }
}
