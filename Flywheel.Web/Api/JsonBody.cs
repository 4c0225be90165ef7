using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace Flywheel.Web.Api;

/// <summary>Reads small JSON objects.</summary>
internal static class JsonBody
{
    private const int MaxBytes = 4 << 20;

    /// <summary>The object, or the answer to what is wrong with it.</summary>
    public static async Task<(JsonObject? Body, IResult? Fault)> ReadAsync(HttpContext http)
    {
        if (!http.Request.HasJsonContentType()) return (null, Problems.Of(415, "The content type must be application/json."));
        var (fault, bytes) = await RequestBody.ReadAsync(http, MaxBytes);
        if (fault != BodyFault.None) return (null, new BodyFaultResult(fault));
        try
        {
            return Parse(bytes) is { } body ? (body, null) : (null, Problems.Invalid("", "must be a JSON object in UTF-8."));
        }
        catch (JsonException)
        {
            return (null, Problems.Invalid("", "is not well-formed JSON."));
        }
        finally
        {
            RequestBody.Release(bytes);
        }
    }

    private static JsonObject? Parse(ArraySegment<byte> bytes) =>
        Utf8.IsValid(bytes) ? JsonNode.Parse(bytes, documentOptions: new() { MaxDepth = 16, AllowDuplicateProperties = false }) as JsonObject : null;

    private sealed class BodyFaultResult(BodyFault fault) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) => RequestBody.AnswerAsync(httpContext, fault, MaxBytes);
    }
}
