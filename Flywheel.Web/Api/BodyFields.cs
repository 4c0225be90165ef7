using System.Text.Json.Nodes;

namespace Flywheel.Web.Api;

/// <summary>Reads the members of a small JSON object, and collects what is wrong with them.</summary>
internal sealed class BodyFields(JsonObject body)
{
    private readonly Dictionary<string, string[]> _errors = [];

    /// <summary>The answer to what is wrong; null where nothing is.</summary>
    public IResult? Fault => _errors.Count == 0 ? null : Problems.Of(400, "The request is not valid.", _errors);

    /// <summary>Notes a broken rule.</summary>
    public void Add(string field, string message) => _errors[field] = [message];

    /// <summary>A text; null where it is absent, null or wrong.</summary>
    public string? Text(string field)
    {
        if (body[field] is not { } node) return null;
        try
        {
            if (node is JsonValue value && value.TryGetValue(out string? text)) return text;
        }
        catch (InvalidOperationException)
        {
            // A lone surrogate.
        }

        Add(field, "must be a string of valid text.");
        return null;
    }
}
