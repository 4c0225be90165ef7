using System.Text.Json.Nodes;
using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Curate.Review;

namespace Flywheel.Web.Api.Curate;

/// <summary>Reads a decision from its JSON.</summary>
internal static class DecisionBody
{
    private static readonly Dictionary<string, DecisionKind> Kinds = new()
    {
        ["approve"] = DecisionKind.Approve,
        ["fix"] = DecisionKind.Fix,
        ["reject"] = DecisionKind.Reject,
        ["skip"] = DecisionKind.Skip,
        ["second_opinion"] = DecisionKind.SecondOpinion,
    };

    /// <summary>The decision, or what is wrong with it by field.</summary>
    public static (DecisionRequest? Request, IReadOnlyDictionary<string, string[]> Errors) Read(JsonObject body)
    {
        var errors = new Dictionary<string, string[]>();
        var version = body["version"] is JsonValue number && number.TryGetValue<int>(out var v) ? v : 0;
        if (version < 1) errors["version"] = ["is required: the version that was judged."];
        var word = Text(body, "decision", errors);
        if (word is null || !Kinds.TryGetValue(word, out var kind))
        {
            kind = default;
            errors["decision"] = [$"must be one of {string.Join(", ", Kinds.Keys)}."];
        }

        var ideal = Text(body, "ideal_output", errors);
        var reasonWord = Text(body, "reason", errors);
        var reason = WireNames.ParseReason(reasonWord);
        if (reasonWord is not null && reason is not <= RejectReason.Other)
            errors["reason"] = ["must be one of wrong, unsafe, off_topic, low_quality, personal_data, spam, duplicate, other."];
        var comment = Text(body, "comment", errors);
        return errors.Count > 0 ? (null, errors) : (new(version, kind, ideal, reason, comment), errors);
    }

    private static string? Text(JsonObject body, string field, Dictionary<string, string[]> errors)
    {
        if (body[field] is not { } node) return null;
        try
        {
            if (node is JsonValue value && value.TryGetValue<string>(out var text)) return text;
            errors[field] = ["must be a string."];
        }
        catch (InvalidOperationException)
        {
            errors[field] = ["must not contain a lone surrogate."];
        }

        return null;
    }
}
