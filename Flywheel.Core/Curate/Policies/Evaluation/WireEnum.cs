using System.Text.Json;

namespace Flywheel.Core.Curate.Policies.Evaluation;

/// <summary>Members of enumerations by their names in documents: snake case.</summary>
public static class WireEnum
{
    /// <summary><c>VeryHigh</c> becomes <c>very_high</c>.</summary>
    public static string Name<T>(T value)
        where T : struct, Enum => Names<T>.Of.GetValueOrDefault(value) ?? JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    /// <summary><c>very_high</c> becomes <c>VeryHigh</c>, in whatever case.</summary>
    public static string Member(string name) => name.Replace("_", "", StringComparison.Ordinal);

    /// <summary>Every member's name, without that of zero flags.</summary>
    public static IReadOnlyList<string> All<T>()
        where T : struct, Enum => [.. Enum.GetValues<T>().Where(v => !typeof(T).IsDefined(typeof(FlagsAttribute), false) || Convert.ToInt64(v, null) != 0).Select(v => Name(v))];

    private static class Names<T>
        where T : struct, Enum
    {
        public static readonly Dictionary<T, string> Of =
            Enum.GetValues<T>().Distinct().ToDictionary(v => v, v => JsonNamingPolicy.SnakeCaseLower.ConvertName(v.ToString()));
    }
}
