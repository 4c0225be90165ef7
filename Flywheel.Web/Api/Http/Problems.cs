using System.Data.Common;
using System.Text.Json.Nodes;
using Flywheel.Core.Collect.Contract;
using Flywheel.Core.Data;
using Microsoft.AspNetCore.Diagnostics;

namespace Flywheel.Web.Api.Http;

/// <summary>Errors on the wire: RFC 9457 problem+json, with the invalid fields in <c>errors</c>.</summary>
public static class Problems
{
    /// <summary>Seconds after which a client may try again when the storage failed.</summary>
    public const int RetryAfterFault = 5;

    private const string ContentType = "application/problem+json";

    /// <summary>Writes a problem as the whole answer.</summary>
    /// <param name="extra">Further members, in wire names.</param>
    public static async Task WriteAsync(
        HttpContext http, int status, string title, IReadOnlyDictionary<string, string[]>? errors = null, int? retryAfter = null,
        params (string Name, JsonNode? Value)[] extra)
    {
        if (http.Response.HasStarted) return;
        http.Response.StatusCode = status;
        http.Response.ContentType = ContentType;
        if (retryAfter is { } seconds) http.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (status == StatusCodes.Status401Unauthorized) http.Response.Headers.WWWAuthenticate = "Bearer";
        await http.Response.WriteAsync(Body(status, title, errors, extra).ToJsonString());
    }

    /// <summary>
    /// Answers what a handler threw, the one place for it: 503 where the storage was busy or away and nothing was changed, and 500 for a bug,
    /// without its inside.
    /// </summary>
    public static Task WriteFaultAsync(HttpContext http) => StatusOfFault(http) switch
    {
        503 => WriteAsync(http, 503, ErrorOf(http)!.IsBusy() ? "The storage is busy; nothing was changed." : "The storage is unavailable; nothing was changed.", retryAfter: RetryAfterFault),
        403 => WriteAsync(http, 403, ErrorOf(http)!.Message),
        500 => WriteAsync(http, 500, "Something broke on our side; it was logged."),
        var status => WriteAsync(http, status, "The request is not valid."),
    };

    /// <summary>The status of what a handler threw.</summary>
    public static int StatusOfFault(HttpContext http) => ErrorOf(http) switch
    {
        DbException or { InnerException: DbException } => 503,
        UnauthorizedAccessException => 403,
        BadHttpRequestException bad => bad.StatusCode,
        _ => 500,
    };

    private static Exception? ErrorOf(HttpContext http) => http.Features.Get<IExceptionHandlerFeature>()?.Error;

    /// <summary>The same as a result of a handler.</summary>
    public static IResult Of(
        int status, string title, IReadOnlyDictionary<string, string[]>? errors = null, int? retryAfter = null, params (string Name, JsonNode? Value)[] extra) =>
        new ProblemResult(http => WriteAsync(http, status, title, errors, retryAfter, extra));

    /// <summary>One invalid field or parameter.</summary>
    public static IResult Invalid(string field, string message) =>
        Of(400, "The request is not valid.", new Dictionary<string, string[]> { [field] = [message] });

    /// <summary>What the reader found wrong.</summary>
    public static Task WriteInvalidAsync(HttpContext http, FieldErrors errors) => errors.TooLarge
        ? WriteAsync(http, 413, "A field is too large.", errors.ByField)
        : WriteAsync(http, 400, "The request is not valid.", errors.ByField);

    /// <summary>Not there, or not yours.</summary>
    public static IResult NotFound(string what) => Of(404, $"There is no such {what}.");

    /// <summary>Errors by field as JSON.</summary>
    public static JsonObject ErrorsJson(IReadOnlyDictionary<string, string[]> errors) =>
        new(errors.Select(e => KeyValuePair.Create(e.Key, (JsonNode?)new JsonArray([.. e.Value.Select(m => (JsonNode?)m)]))));

    private static JsonObject Body(int status, string title, IReadOnlyDictionary<string, string[]>? errors, (string Name, JsonNode? Value)[] extra)
    {
        var body = new JsonObject { ["type"] = "about:blank", ["title"] = title, ["status"] = status };
        if (errors is not null) body["errors"] = ErrorsJson(errors);
        foreach (var (name, value) in extra) body[name] = value;
        return body;
    }

    private sealed class ProblemResult(Func<HttpContext, Task> write) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) => write(httpContext);
    }
}
