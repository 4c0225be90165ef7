using System.Globalization;
using Flywheel.Core.Collect;

namespace Flywheel.Core.Measure.Experiments;

/// <summary>An arm as it came.</summary>
public sealed record ArmRequest(string? Name = null, double? Share = null);

/// <summary>The body of <c>POST /v1/experiments</c>, in wire names; all but the key and the hypothesis have a default.</summary>
/// <param name="Key">1-200 letters, digits, <c>-</c>, <c>_</c> and <c>.</c></param>
/// <param name="Hypothesis">1-2,000 characters.</param>
/// <param name="Application">An application's name; all where absent.</param>
/// <param name="Unit"><c>person</c> (the default), <c>session</c> or <c>interaction</c>.</param>
/// <param name="PrimaryMetric"><c>success_rate</c> (the default), <c>value</c>, or <c>signal:</c> and a signal type.</param>
/// <param name="HigherIsBetter">By what the metric means where absent.</param>
/// <param name="Guardrails">At most 10 further metrics.</param>
/// <param name="SmallestEffect">In the metric's unit; 0.02, two points, where absent.</param>
/// <param name="Arms">2-20; control and treatment where absent, of equal shares where none is said.</param>
/// <param name="Version">The version that was read; anything where absent.</param>
/// <param name="Baseline">The level to plan with: 0 to 1 for a rate; for a value its standard deviation, above 0. The past's where absent.</param>
public sealed record ExperimentRequest(
    string? Key = null,
    string? Hypothesis = null,
    string? Application = null,
    string? Unit = null,
    string? PrimaryMetric = null,
    bool? HigherIsBetter = null,
    IReadOnlyList<string>? Guardrails = null,
    double? SmallestEffect = null,
    IReadOnlyList<ArmRequest>? Arms = null,
    int? Version = null,
    double? Baseline = null)
{
    /// <summary>The plan, or else the errors by the fields' wire names (<c>key</c>, <c>arms[1].share</c>, ...).</summary>
    /// <param name="types">The signal types that a metric may name; without, the built-in ones.</param>
    public (ExperimentPlan? Plan, IReadOnlyDictionary<string, string[]> Errors) Validate(SignalCatalogue? types = null)
    {
        types ??= SignalCatalogue.BuiltIn;
        var errors = ExperimentRules.Check(this, types).GroupBy(e => e.Field, e => e.Error).ToDictionary(g => g.Key, g => g.ToArray());
        return errors.Count > 0 ? (null, errors) : (ToPlan(types), errors);
    }

    private ExperimentPlan ToPlan(SignalCatalogue types)
    {
        var metric = ExperimentMetric.Parse(PrimaryMetric ?? "success_rate", types)!;
        return new(
            Key!, Hypothesis!.Trim(), Application, ExperimentLabels.ParseUnit(Unit ?? "person")!.Value, metric, HigherIsBetter ?? metric.HigherIsBetter,
            [.. (Guardrails ?? []).Select(name => ExperimentMetric.Parse(name, types)!)], SmallestEffect ?? ExperimentPlan.DefaultEffect, ExperimentRules.SharesOf(Arms), Baseline);
    }
}

/// <summary>A valid plan of an experiment.</summary>
/// <param name="Application">A name, not yet looked up; null for all.</param>
/// <param name="Arms">The first is the control.</param>
/// <param name="Baseline">See <see cref="ExperimentRequest"/>.</param>
public sealed record ExperimentPlan(
    string Key, string Hypothesis, string? Application, ExperimentUnit Unit, ExperimentMetric Metric, bool HigherIsBetter,
    IReadOnlyList<ExperimentMetric> Guardrails, double SmallestEffect, IReadOnlyList<ArmShare> Arms, double? Baseline = null)
{
    /// <summary>Two points of a rate.</summary>
    public const double DefaultEffect = 0.02;
}

/// <summary>The rules of a plan.</summary>
internal static class ExperimentRules
{
    private const int MaxLength = 200;
    private const int MaxHypothesis = 2_000;
    private const int MaxArms = 20;
    private const int MaxGuardrails = 10;
    private static readonly ArmRequest[] DefaultArms = [new("control", 0.5), new("treatment", 0.5)];

    public static IEnumerable<(string Field, string Error)> Check(ExperimentRequest request, SignalCatalogue types) =>
        [.. KeyErrors(request.Key), .. TextErrors("hypothesis", request.Hypothesis, MaxHypothesis), .. MetricErrors(request, types), .. ArmErrors(request.Arms ?? DefaultArms)];

    /// <summary>The arms with their shares; equal ones where none is said.</summary>
    public static IReadOnlyList<ArmShare> SharesOf(IReadOnlyList<ArmRequest>? arms)
    {
        var named = arms ?? DefaultArms;
        return [.. named.Select(a => new ArmShare(a.Name!, a.Share ?? (1.0 / named.Count)))];
    }

    /// <summary>What is wrong with a text that is required; nothing where it is fine.</summary>
    public static IEnumerable<(string Field, string Error)> TextErrors(string field, string? text, int most)
    {
        if (string.IsNullOrWhiteSpace(text)) yield return (field, "is required.");
        else if (text.Length > most) yield return (field, string.Create(CultureInfo.InvariantCulture, $"must be at most {most:N0} characters."));
        else if (!IsClean(text)) yield return (field, "must not contain NUL or a lone surrogate.");
    }

    private static IEnumerable<(string Field, string Error)> KeyErrors(string? key)
    {
        if (string.IsNullOrEmpty(key)) yield return ("key", "is required.");
        else if (key.Length > MaxLength || !key.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.') || !char.IsAsciiLetterOrDigit(key[0]))
            yield return ("key", "must be 1 to 200 letters, digits, '-', '_' and '.', beginning with a letter or a digit.");
        else if (key == "new") yield return ("key", "must not be \"new\".");
    }

    private static IEnumerable<(string Field, string Error)> MetricErrors(ExperimentRequest request, SignalCatalogue types)
    {
        var metric = Accepted(request.PrimaryMetric ?? "success_rate", types);
        var known = $"must be one of {string.Join(", ", ExperimentMetric.AllOf(types).Select(m => m.Name))}.";
        if (request.Unit is not null && ExperimentLabels.ParseUnit(request.Unit) is null) yield return ("unit", "must be person, session or interaction.");
        if (metric is null) yield return ("primary_metric", known);
        var effect = request.SmallestEffect ?? ExperimentPlan.DefaultEffect;
        if (!(effect > 0 && double.IsFinite(effect))) yield return ("smallest_effect", "must be above 0.");
        else if (effect >= 1 && metric?.IsRate == true) yield return ("smallest_effect", "must be below 1: 0.02 is two points.");
        if (request.Baseline is { } baseline && metric is not null)
        {
            if (metric.IsRate && !(baseline is >= 0 and <= 1)) yield return ("baseline", "must be from 0 to 1: 0.7 is 70 %.");
            else if (!metric.IsRate && !(baseline > 0 && double.IsFinite(baseline))) yield return ("baseline", "must be above 0.");
        }

        var guardrails = request.Guardrails ?? [];
        if (guardrails.Count > MaxGuardrails) yield return ("guardrails", $"must be at most {MaxGuardrails}.");
        for (var i = 0; i < Math.Min(guardrails.Count, MaxGuardrails); i++)
        {
            var at = $"guardrails[{i}]";
            if (Accepted(guardrails[i], types) is not { } guardrail) yield return (at, known);
            else if (guardrail == metric) yield return (at, "is the primary metric.");
            else if (guardrails.Take(i).Contains(guardrails[i])) yield return (at, "is named twice.");
        }
    }

    /// <summary>A retired type is no metric of a new plan.</summary>
    private static ExperimentMetric? Accepted(string? name, SignalCatalogue types) =>
        ExperimentMetric.Parse(name, types) is { } metric && (metric.SignalType is null || types.Known(metric.SignalType)) ? metric : null;

    private static IEnumerable<(string Field, string Error)> ArmErrors(IReadOnlyList<ArmRequest> arms)
    {
        if (arms.Count is < 2 or > MaxArms) yield return ("arms", $"must be 2 to {MaxArms}, the control first.");
        var shares = arms.Any(a => a?.Share is not null);
        for (var i = 0; i < Math.Min(arms.Count, MaxArms); i++)
        {
            var (at, arm) = ($"arms[{i}]", arms[i] ?? new());
            foreach (var error in TextErrors($"{at}.name", arm.Name, MaxLength)) yield return error;
            if (arm.Name is { } given && given.Trim() != given && given.Trim().Length > 0) yield return ($"{at}.name", "must not begin or end with white space.");
            if (arm.Name is not null && arms.Take(i).Any(a => a?.Name == arm.Name)) yield return ($"{at}.name", "is named twice.");
            if (shares && !(arm.Share is > 0 and <= 1)) yield return ($"{at}.share", "must be above 0 and at most 1.");
        }

        if (shares && arms.All(a => a?.Share is > 0 and <= 1) && Math.Abs(arms.Sum(a => a.Share!.Value) - 1) > 1e-6)
            yield return ("arms", string.Create(CultureInfo.InvariantCulture, $"must have shares that add up to 1, not {Math.Round(arms.Sum(a => a.Share!.Value), 6)}."));
    }

    private static bool IsClean(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\0') return false;
            if (!char.IsSurrogate(text[i])) continue;
            if (!char.IsSurrogatePair(text, i)) return false;
            i++;
        }

        return true;
    }
}
