using System.Text.Json;

namespace Flywheel.Web.Components.Audit;

/// <summary>What an entry of the audit changed, a line for each value that became another one.</summary>
public static class AuditChange
{
    /// <summary>Such as <c>policy.weights.copy: 0.4 → 0.1</c>; empty where nothing is told.</summary>
    public static IReadOnlyList<string> Lines(string? before, string? after)
    {
        var (old, @new) = (Leaves(before), Leaves(after));
        return [.. old.Keys.Union(@new.Keys).Select(path => Line(path, old.GetValueOrDefault(path), @new.GetValueOrDefault(path))).OfType<string>()];
    }

    private static string? Line(string path, string? before, string? after) => (before, after) switch
    {
        _ when before == after => null,
        (null, _) => $"{path}: {after}",
        (_, null) => $"{path}: {before} → nothing",
        _ => $"{path}: {before} → {after}",
    };

    private static Dictionary<string, string> Leaves(string? json)
    {
        var leaves = new Dictionary<string, string>();
        if (json is null) return leaves;
        try
        {
            using var document = JsonDocument.Parse(json);
            Add(leaves, "", document.RootElement);
        }
        catch (JsonException)
        {
            leaves["text"] = json;
        }

        return leaves;
    }

    private static void Add(Dictionary<string, string> leaves, string path, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Object)
            foreach (var member in value.EnumerateObject()) Add(leaves, path.Length == 0 ? member.Name : $"{path}.{member.Name}", member.Value);
        else if (value.ValueKind == JsonValueKind.Array)
            foreach (var (item, i) in value.EnumerateArray().Select((item, i) => (item, i))) Add(leaves, $"{path}[{i}]", item);
        else if (value.ValueKind != JsonValueKind.Null)
            leaves[path.Length == 0 ? "value" : path] = value.ToString();
    }
}
