using System.Globalization;
using Flywheel.Core.Collect;

namespace Flywheel.Core.Measure.Success;

/// <summary>
/// What an interaction's signals say of its success under one definition. Each type counts once, by its weight; a type with a
/// range counts by its weight times where its last value lies, from -1 at the least to 1 at the greatest.
/// </summary>
internal sealed class VerdictEvaluator(SuccessDefinition definition, SignalCatalogue types)
{
    /// <summary>The verdict by signals alone, whatever was reported.</summary>
    public Verdict Of(MeasuredInteraction row) => Of(row.Signals, row.SignalValues);

    /// <summary>As <see cref="MeasuredInteraction.Signals"/> and <see cref="MeasuredInteraction.SignalValues"/> hold them.</summary>
    public Verdict Of(string signals, string? signalValues)
    {
        if (signals.Length == 0) return definition.Judge(0);
        var values = SignalValues.Read(signalValues);
        return definition.Judge(signals.Split(',', StringSplitOptions.RemoveEmptyEntries).Sum(type => definition.WeightOf(type) * StrengthOf(type, values)));
    }

    private double StrengthOf(string type, Dictionary<string, double> values) =>
        types.DefinitionOf(type) is { HasRange: true } ranged ? ranged.Strength(values.TryGetValue(type, out var value) ? value : null) : 1;
}

/// <summary>Values of signals by their type, as one text: <c>dwell_time=12.5,star_rating=4</c>.</summary>
internal static class SignalValues
{
    /// <summary>Of several values of one type the last counts; null where there is none.</summary>
    public static string? Write(IEnumerable<(string Type, double Value)> inOrder)
    {
        var last = new SortedDictionary<string, double>(StringComparer.Ordinal);
        foreach (var (type, value) in inOrder) last[type] = value;
        return last.Count == 0 ? null : string.Join(',', last.Select(v => string.Create(CultureInfo.InvariantCulture, $"{v.Key}={v.Value:R}")));
    }

    /// <summary>The values by type.</summary>
    public static Dictionary<string, double> Read(string? text) => text is null
        ? []
        : text.Split(',').Select(part => part.Split('=')).ToDictionary(p => p[0], p => double.Parse(p[1], CultureInfo.InvariantCulture));
}
