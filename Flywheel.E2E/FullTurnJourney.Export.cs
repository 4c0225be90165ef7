using System.Text.Json;

namespace Flywheel.E2E;

/// <summary>What comes out at the end.</summary>
public sealed partial class FullTurnJourney
{
    private const string Export = "/v1/datasets/answers/versions/1/export?format=openai-chat&split=all";

    private async Task PullAsync(HttpClient key)
    {
        var first = await key.GetByteArrayAsync(Export, Cancel);
        Assert.Equal(first, await key.GetByteArrayAsync(Export, Cancel));
        Assert.Equal(InOrder(_approved), InOrder(Lines(first)));
        Assert.Equal(InOrder(_approved), InOrder(await CandidatesAsync(key)));
    }

    private static Dictionary<string, string?> Lines(byte[] export) => System.Text.Encoding.UTF8.GetString(export)
        .Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line).GetProperty("messages"))
        .ToDictionary(m => Content(m, "user"), m => (string?)Content(m, "assistant"));

    private static async Task<Dictionary<string, string?>> CandidatesAsync(HttpClient key)
    {
        var answer = JsonElement.Parse(await key.GetStringAsync("/v1/flywheel/training-candidates?min_quality=high", Cancel));
        var candidates = answer.GetProperty("candidates").EnumerateArray().ToList();
        Assert.Equal(candidates.Count, answer.GetProperty("total").GetInt32());
        Assert.All(candidates, c => Assert.Equal(("user_correction", "very_high"), (c.GetProperty("source").GetString(), c.GetProperty("quality").GetString())));
        return candidates.ToDictionary(c => c.GetProperty("input").GetString()!, c => c.GetProperty("ideal_output").GetString());
    }

    private static IEnumerable<KeyValuePair<string, string?>> InOrder(Dictionary<string, string?> pairs) => pairs.OrderBy(p => p.Key, StringComparer.Ordinal);

    private static string Content(JsonElement messages, string role) =>
        messages.EnumerateArray().Single(m => m.GetProperty("role").GetString() == role).GetProperty("content").GetString()!;
}
