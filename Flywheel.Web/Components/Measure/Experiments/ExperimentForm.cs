using System.Globalization;
using Flywheel.Core.Collect;
using Flywheel.Core.Measure.Experiments;

namespace Flywheel.Web.Components.Measure.Experiments;

/// <summary>What somebody typed into the plan of an experiment, as typed; the rules are the ones of the HTTP API.</summary>
public sealed class ExperimentForm
{
    private readonly HashSet<string> _touched = [];

    /// <summary>The signal types that a metric may name.</summary>
    public SignalCatalogue Types { get; set; } = SignalCatalogue.BuiltIn;

    public string Key { get; set; } = "";
    public string Hypothesis { get; set; } = "";

    /// <summary>An application's name; empty for all.</summary>
    public string Application { get; set; } = "";
    public string Unit { get; set; } = ExperimentUnit.Person.ToWire();
    public string Metric { get; set; } = ExperimentMetric.SuccessRate.Name;
    public HashSet<string> Guardrails { get; } = [];

    /// <summary>Points for a rate.</summary>
    public string Effect { get; set; } = "2";

    /// <summary>The level to plan with: percent for a rate, a standard deviation for a value; empty for the past's.</summary>
    public string Baseline { get; set; } = "";
    public List<FormArm> Arms { get; } = [new() { Name = "control", Share = "50" }, new() { Name = "treatment", Share = "50" }];

    /// <summary>The version that was read; null for a new one.</summary>
    public int? Version { get; private set; }

    private bool IsRate => Metric != "value";

    /// <summary>A stored draft as somebody would have typed it.</summary>
    public static ExperimentForm Of(ExperimentDetails draft)
    {
        var form = new ExperimentForm
        {
            Key = draft.Key, Hypothesis = draft.Hypothesis, Application = draft.Application ?? "", Unit = draft.Unit.ToWire(), Metric = draft.Metric.Name,
            Effect = Text(draft.Metric.IsRate ? draft.SmallestEffect * 100 : draft.SmallestEffect), Version = draft.Version,
            Baseline = draft.Baseline is { } level ? Text(draft.Metric.IsRate ? level * 100 : level) : "",
        };
        form.Guardrails.UnionWith(draft.Guardrails.Select(g => g.Name));
        form.Arms.Clear();
        form.Arms.AddRange(draft.Arms.Select(a => new FormArm { Name = a.Name, Share = Text(a.Share * 100) }));
        return form;
    }

    /// <summary>One more arm; the shares become equal.</summary>
    public void AddArm()
    {
        Arms.Add(new() { Name = Arms.Count == 2 ? "treatment-2" : $"treatment-{Arms.Count}" });
        ShareEqually();
    }

    /// <summary>One arm less; the shares become equal.</summary>
    public void Remove(FormArm arm)
    {
        Arms.Remove(arm);
        ShareEqually();
    }

    /// <summary>The request as the API would get it.</summary>
    public ExperimentRequest ToRequest() => new(
        Key.Trim(), Hypothesis, Application.Length > 0 ? Application : null, Unit, Metric, null, [.. Guardrails.Where(g => g != Metric).Order(StringComparer.Ordinal)],
        Number(Effect) is { } effect ? IsRate ? Percent(effect) : (double)effect : double.NaN,
        [.. Arms.Select(a => new ArmRequest(a.Name.Trim(), Number(a.Share) is { } share ? Percent(share) : double.NaN))], Version, ReadBaseline());

    /// <summary>The level to plan with; null where none was typed, or none that can be.</summary>
    public double? ReadBaseline() => Number(Baseline) switch
    {
        { } level when IsRate => level is >= 0 and <= 100 ? Percent(level) : null,
        > 0 and var deviation => (double)deviation,
        _ => null,
    };

    /// <summary>The plan for a forecast, which asks for neither a key nor a hypothesis; null while the rest makes no sense.</summary>
    public ExperimentPlan? ToForecast() => (ToRequest() with { Key = "draft", Hypothesis = "draft" }).Validate(Types).Plan;

    /// <summary>What is wrong with these fields, and with those that somebody was at before; with all from now on where they are null.</summary>
    public IReadOnlyDictionary<string, string> ErrorsAt(IReadOnlyList<string>? fields)
    {
        var errors = Errors();
        _touched.UnionWith(fields ?? [.. errors.Keys]);
        return errors.Where(f => _touched.Contains(f.Key)).ToDictionary(f => f.Key, f => f.Value);
    }

    /// <summary>What is wrong, by the field's wire name, in words for people.</summary>
    public IReadOnlyDictionary<string, string> Errors()
    {
        var errors = ToRequest().Validate(Types).Errors.ToDictionary(e => e.Key, e => Sentence(e.Key, e.Value[0]), StringComparer.Ordinal);
        if (Baseline.Trim().Length > 0 && ReadBaseline() is null) errors["baseline"] = IsRate ? "A number from 0 to 100." : "A number above 0.";
        return errors;
    }

    private string Sentence(string field, string error) => field switch
    {
        "smallest_effect" when IsRate => "A number above 0 and below 100.",
        "arms" when error.Contains("shares", StringComparison.Ordinal) => $"The shares must add up to 100 %, not {Text(Arms.Sum(a => (double)(Number(a.Share) ?? 0)))} %.",
        _ when field.EndsWith(".share", StringComparison.Ordinal) => "A number above 0.",
        _ => char.ToUpperInvariant(error[0]) + error[1..],
    };

    private void ShareEqually()
    {
        var share = Math.Floor(10_000m / Arms.Count) / 100;
        foreach (var arm in Arms) arm.Share = share.ToString("0.##", CultureInfo.InvariantCulture);
        Arms[0].Share = (100 - (share * (Arms.Count - 1))).ToString("0.##", CultureInfo.InvariantCulture);
    }

    private static double Percent(decimal percent) => (double)(percent / 100);

    private static decimal? Number(string text) =>
        decimal.TryParse(text.Trim().TrimEnd('%').Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string Text(double number) => Math.Round(number, 6).ToString("0.######", CultureInfo.InvariantCulture);
}

/// <summary>An arm as typed.</summary>
public sealed class FormArm
{
    public string Name { get; set; } = "";

    /// <summary>Percent.</summary>
    public string Share { get; set; } = "";
}
