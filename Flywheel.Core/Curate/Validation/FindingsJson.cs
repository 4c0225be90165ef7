using System.Text.Json;

namespace Flywheel.Core.Curate.Validation;

/// <summary>The stored form of findings.</summary>
public static class FindingsJson
{
    /// <summary>Reads it.</summary>
    public static IReadOnlyList<Finding> Read(string json) => JsonSerializer.Deserialize<List<Finding>>(json) ?? [];

    /// <summary>Writes it.</summary>
    public static string Write(IReadOnlyList<Finding> findings) => JsonSerializer.Serialize(findings);
}
