using Flywheel.Core.Measure.Statistics;

namespace Flywheel.Core.Measure.Success;

/// <summary>What a success rate is made of.</summary>
public enum SuccessMethod
{
    /// <summary>The interactions with a reported outcome alone.</summary>
    Outcomes,

    /// <summary>Reported outcomes, sharpened by the signals of all uses: see <see cref="PredictionPowered"/>.</summary>
    OutcomesAndSignals,

    /// <summary>Signals alone, for no outcomes are reported: evidence, not the truth.</summary>
    Signals,
}

/// <summary>How far signals and outcomes are apart.</summary>
/// <param name="Difference">The rate by signals alone less the rate by outcomes alone.</param>
/// <param name="Contradicted">Among interactions with both: how often the signals say the opposite of the outcome.</param>
public sealed record SuccessDisagreement(RateDifference Difference, RateEstimate Contradicted);

/// <summary>Something that a reader of a rate must know.</summary>
/// <param name="Code">For programs, such as <c>outcomes_not_at_random</c>.</param>
/// <param name="Text">For people: a sentence.</param>
public sealed record SuccessWarning(string Code, string Text);

/// <summary>A success rate, and everything that it rests on.</summary>
/// <param name="Rate">The headline: by outcomes wherever an application reports any, else by signals.</param>
/// <param name="OutcomesOnly">Successes among the interactions with an outcome; unknown where there are none.</param>
/// <param name="SignalsOnly">What the signals alone would say, on all interactions whose signals tell.</param>
/// <param name="Disagreement">Null where outcomes or signals are missing.</param>
/// <param name="OutcomeCoverage">The share of interactions with an outcome, 0 to 1; null without interactions.</param>
/// <param name="Bounds">The rate if everything without an outcome failed, and if it succeeded; null without interactions.</param>
/// <param name="SignalBounds">The same, where signals that tell are taken at their word; null without interactions.</param>
/// <param name="BoundsOfUses">Are the bounds over all uses, rather than over the interactions that were heard of?</param>
public sealed record SuccessEstimate(
    SuccessMethod Method, RateEstimate Rate, RateEstimate OutcomesOnly, RateEstimate SignalsOnly, SuccessDisagreement? Disagreement,
    double? OutcomeCoverage, Interval? Bounds, Interval? SignalBounds, bool BoundsOfUses, IReadOnlyList<SuccessWarning> Warnings)
{
    /// <summary>Are outcomes reported, but none of these interactions?</summary>
    public bool LacksOutcomes => Method != SuccessMethod.Signals && OutcomesOnly.Trials == 0;
}
