using System.Text.Json;

namespace Flywheel.Core.Curate.Validation;

/// <summary>The names of findings on the wire.</summary>
public static class FindingWireNames
{
    /// <summary>The kind of a finding, such as <c>near_duplicate</c>.</summary>
    public static string ToWire(this FindingKinds kind) => JsonNamingPolicy.SnakeCaseLower.ConvertName(kind.ToString());

    /// <summary>The kind of finding of that exact wire name, or null.</summary>
    public static FindingKinds? ParseFinding(string? name) =>
        Enum.GetValues<FindingKinds>().Where(k => k != FindingKinds.None && k.ToWire() == name).Select(k => (FindingKinds?)k).FirstOrDefault();
}
