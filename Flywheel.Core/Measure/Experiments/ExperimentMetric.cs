using Flywheel.Core.Collect;
using Flywheel.Core.Measure.Success;

namespace Flywheel.Core.Measure.Experiments;

/// <summary>What an experiment compares.</summary>
public enum MetricKind
{
    /// <summary>Successes / (successes + failures).</summary>
    SuccessRate,

    /// <summary>The mean of the reported outcomes' values, over units.</summary>
    Value,

    /// <summary>Interactions with a signal of one type / interactions that took part (exposures, where they are sent).</summary>
    Signal,

    /// <summary>Exposed interactions with any evidence / exposed interactions: who answers.</summary>
    Coverage,
}

/// <summary>A metric by its name: <c>success_rate</c>, <c>value</c>, <c>coverage</c>, or <c>signal:</c> and a signal type.</summary>
/// <param name="SignalType">For <see cref="MetricKind.Signal"/>; otherwise null.</param>
/// <param name="SpeaksAgainst">Is it a defined signal type that speaks against the answer?</param>
public sealed record ExperimentMetric(MetricKind Kind, string? SignalType = null, bool SpeaksAgainst = false)
{
    private const string SignalPrefix = "signal:";
    private static readonly SuccessDefinition Meaning = new();

    public static ExperimentMetric SuccessRate { get; } = new(MetricKind.SuccessRate);
    public static ExperimentMetric Coverage { get; } = new(MetricKind.Coverage);

    /// <summary>The name on the wire.</summary>
    public string Name => Kind switch
    {
        MetricKind.SuccessRate => "success_rate",
        MetricKind.Value => "value",
        MetricKind.Coverage => "coverage",
        _ => SignalPrefix + SignalType,
    };

    /// <summary>Is it a share from 0 to 1, shown in percent and points?</summary>
    public bool IsRate => Kind != MetricKind.Value;

    /// <summary>Is more of it better, going by what the signal says of success? True for what is no signal.</summary>
    public bool HigherIsBetter => Kind != MetricKind.Signal || (!SpeaksAgainst && Meaning.WeightOf(SignalType!) >= 0);

    /// <summary>The name in words: <c>Success rate</c>, <c>Rate of thumbs down</c>.</summary>
    public string InWords => Kind switch
    {
        MetricKind.SuccessRate => "Success rate",
        MetricKind.Value => "Value of outcomes",
        MetricKind.Coverage => "Coverage",
        _ => $"Rate of {Collect.SignalType.InWords(SignalType!).ToLowerInvariant()}",
    };

    /// <summary>What its n counts.</summary>
    public string Trials => Kind switch
    {
        MetricKind.SuccessRate => "responses",
        MetricKind.Value => "units",
        MetricKind.Coverage => "exposures",
        _ => "interactions",
    };

    /// <summary>Reads a name of the contract; null for another one. Coverage is watched by itself and cannot be asked for.</summary>
    /// <param name="types">The signal types that there are; retired ones can still be read.</param>
    public static ExperimentMetric? Parse(string? name, SignalCatalogue types) => name switch
    {
        "success_rate" => SuccessRate,
        "value" => new(MetricKind.Value),
        not null when name.StartsWith(SignalPrefix, StringComparison.Ordinal) && types.DefinitionOf(name[SignalPrefix.Length..]) is { } type => Of(type),
        _ => null,
    };

    /// <summary>Every metric that can be asked for.</summary>
    public static IReadOnlyList<ExperimentMetric> AllOf(SignalCatalogue types) => [SuccessRate, new(MetricKind.Value), .. types.All.Select(Of)];

    private static ExperimentMetric Of(SignalTypeDefinition type) =>
        new(MetricKind.Signal, type.Name, type.Direction == SignalDirection.Against && !Meaning.Weights.ContainsKey(type.Name));
}
