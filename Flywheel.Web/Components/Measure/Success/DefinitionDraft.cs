using System.Globalization;
using Flywheel.Core.Collect;
using Flywheel.Core.Measure.Success;

namespace Flywheel.Web.Components.Measure.Success;

/// <summary>A success definition as it was typed.</summary>
public sealed class DefinitionDraft
{
    /// <summary>The weights as typed, by the type's wire name.</summary>
    public Dictionary<string, string> Weights { get; } = [];
    public string Threshold { get; set; } = "";
    public string Note { get; set; } = "";

    /// <summary>A definition as somebody would have typed it; every type has a weight.</summary>
    public static DefinitionDraft Of(SuccessDefinition definition, SignalCatalogue types)
    {
        var draft = new DefinitionDraft { Threshold = Text(definition.Threshold) };
        foreach (var type in TypesOf(definition, types)) draft.Weights[type] = Text(definition.WeightOf(type));
        return draft;
    }

    /// <summary>The definition, or what is wrong by field: <c>weights.copy</c>, <c>threshold</c>, <c>note</c>.</summary>
    public (SuccessDefinition? Definition, IReadOnlyDictionary<string, string> Errors) Read()
    {
        var errors = new Dictionary<string, string>();
        var weights = Weights.ToDictionary(w => w.Key, w => Number(w.Value) ?? double.NaN);
        foreach (var (type, _) in weights.Where(w => w.Value is not (>= -1 and <= 1))) errors[$"weights.{type}"] = "A number from -1 to 1.";
        var threshold = Number(Threshold) ?? double.NaN;
        if (threshold is not (> 0 and <= 1)) errors["threshold"] = "A number above 0, at most 1.";
        if (weights.Values.All(w => w == 0)) errors["weights"] = "Not all can be 0: nothing would succeed or fail.";
        return errors.Count > 0 ? (null, errors) : (new() { Weights = weights, Threshold = threshold }, errors);
    }

    /// <summary>Where two definitions differ, in words.</summary>
    public static IReadOnlyList<string> Differences(SuccessDefinition before, SuccessDefinition after, SignalCatalogue types)
    {
        var weights = TypesOf(before, types).Union(TypesOf(after, types)).Where(t => before.WeightOf(t) != after.WeightOf(t))
            .Select(t => $"{types.InWords(t)} {Text(before.WeightOf(t))} → {Text(after.WeightOf(t))}");
        return before.Threshold == after.Threshold ? [.. weights] : [.. weights, $"Threshold {Text(before.Threshold)} → {Text(after.Threshold)}"];
    }

    public static string Text(double number) => number.ToString("0.####", CultureInfo.InvariantCulture);

    /// <summary>A number as typed; null where it is none.</summary>
    public static double? Number(string text) =>
        double.TryParse(text.Trim().Replace('−', '-'), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    /// <summary>The types of the catalogue, and those that only the definition names.</summary>
    private static IEnumerable<string> TypesOf(SuccessDefinition definition, SignalCatalogue types) => types.Names.Union(definition.Weights.Keys);
}
