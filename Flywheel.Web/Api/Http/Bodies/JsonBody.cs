using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace Flywheel.Web.Api.Http.Bodies;

/// <summary>Reads small JSON objects.</summary>
internal static class JsonBody
{
    private const int MaxBytes = 4 << 20;

    /// <summary>The object, or the answer to what is wrong with it.</summary>
    public static Task<(JsonObject? Body, IResult? Error)> ReadAsync(HttpContext http) => ReadAsync(http, ParseObject);

    /// <summary>What <paramref name="parse"/> makes of the body, which is UTF-8; null from it means that it is no object.</summary>
    public static async Task<(T? Body, IResult? Error)> ReadAsync<T>(HttpContext http, Func<ArraySegment<byte>, T?> parse)
        where T : class
    {
        if (!http.Request.HasJsonContentType()) return (null, Problems.Of(415, "The content type must be application/json."));
        var (error, bytes) = await RequestBody.ReadAsync(http, MaxBytes);
        if (error != BodyError.None) return (null, new BodyErrorResult(error));
        var text = ByteOrderMark.Skip(bytes);
        try
        {
            if (ByteOrderMark.IsForeign(text)) return (null, Problems.Invalid("", ByteOrderMark.NotUtf8));
            return Utf8.IsValid(text) && parse(text) is { } body ? (body, null) : (null, Problems.Invalid("", "must be a JSON object in UTF-8."));
        }
        catch (JsonException broken)
        {
            return (null, broken.Path switch
            {
                { Length: > 2 } path => Problems.Invalid(path[2..], "does not have the expected form."),
                "$" when IsWellFormed(text) => Problems.Invalid("", "must be a JSON object in UTF-8."),
                _ => Problems.Invalid("", "is not well-formed JSON."),
            });
        }
        catch (InvalidOperationException)
        {
            return (null, Problems.Invalid("", "must not contain a lone surrogate in a member's name."));
        }
        finally
        {
            RequestBody.Release(bytes);
        }
    }

    private static bool IsWellFormed(ArraySegment<byte> bytes)
    {
        try
        {
            using var _ = JsonDocument.Parse(bytes, new() { MaxDepth = 16 });
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>An object or an array, with every object in it ready to be read after the bytes are gone.</summary>
    public static JsonNode? ParseNode(ArraySegment<byte> bytes)
    {
        var node = JsonNode.Parse(bytes, documentOptions: new() { MaxDepth = 16, AllowDuplicateProperties = false });
        Decode(node);
        return node is JsonObject or JsonArray ? node : null;
    }

    private static JsonObject? ParseObject(ArraySegment<byte> bytes) => ParseNode(bytes) as JsonObject;

    /// <summary>An object's names are decoded at the first look at it.</summary>
    private static void Decode(JsonNode? node)
    {
        foreach (var child in node switch { JsonObject inside => inside.Select(m => m.Value), JsonArray list => list, _ => [] }) Decode(child);
    }

    private sealed class BodyErrorResult(BodyError error) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) => RequestBody.AnswerAsync(httpContext, error, MaxBytes);
    }
}
