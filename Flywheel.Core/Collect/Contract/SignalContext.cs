using System.Text.Json;
using System.Text.Json.Serialization;

namespace Flywheel.Core.Collect.Contract;

/// <summary>What the model was given beside the query: system prompt, earlier turns, retrieved documents.</summary>
public sealed record SignalContext(
    [property: JsonPropertyName("system")] string? System,
    [property: JsonPropertyName("messages")] IReadOnlyList<ContextMessage>? Messages,
    [property: JsonPropertyName("documents")] IReadOnlyList<ContextDocument>? Documents)
{
    /// <summary>Reads the stored form; null stays null.</summary>
    public static SignalContext? Parse(string? json) =>
        json is null ? null : JsonSerializer.Deserialize<SignalContext>(json);
}

/// <summary>One earlier turn of the conversation.</summary>
public sealed record ContextMessage(
    [property: JsonPropertyName("role")] string Role,
    [property: JsonPropertyName("content")] string Content);

/// <summary>One document that was retrieved for the answer.</summary>
public sealed record ContextDocument(
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("title")] string? Title,
    [property: JsonPropertyName("text")] string? Text,
    [property: JsonPropertyName("score")] double? Score);
