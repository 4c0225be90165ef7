using System.Text.Json.Nodes;

namespace Flywheel.Web.Api.Http.Bodies;

/// <summary>Reads the members of a small JSON object, and collects what is wrong with them.</summary>
internal sealed class BodyFields(JsonObject body)
{
    private readonly Dictionary<string, string[]> _errors = [];

    /// <summary>The answer to what is wrong; null where nothing is.</summary>
    public IResult? Error => _errors.Count == 0 ? null : Problems.Of(400, "The request is not valid.", _errors);

    /// <summary>Notes a broken rule.</summary>
    public void Add(string field, string message) => _errors[field] = [message];

    /// <summary>A whole number; null where it is absent, null or wrong.</summary>
    public int? Number(string field)
    {
        if (body[field] is not { } node) return null;
        if (node is JsonValue value && value.TryGetValue(out int number)) return number;
        Add(field, "must be a whole number.");
        return null;
    }

    /// <summary>A list of texts; null where it is absent, null or wrong.</summary>
    public IReadOnlyList<string>? Texts(string field)
    {
        if (body[field] is not { } node) return null;
        if (node is not JsonArray list)
        {
            Add(field, "must be a list of strings.");
            return null;
        }

        var texts = new List<string>();
        for (var i = 0; i < list.Count; i++)
        {
            if (TextOf(list[i]) is { } text) texts.Add(text);
            else Add($"{field}[{i}]", "must be a string of valid text.");
        }

        return texts;
    }

    /// <summary>A text; null where it is absent, null or wrong.</summary>
    public string? Text(string field)
    {
        if (body[field] is not { } node) return null;
        var text = TextOf(node);
        if (text is null) Add(field, "must be a string of valid text.");
        return text;
    }

    private static string? TextOf(JsonNode? node)
    {
        try
        {
            return node is JsonValue value && value.TryGetValue(out string? text) ? text : null;
        }
        catch (InvalidOperationException)
        {
            // A lone surrogate.
            return null;
        }
    }
}
