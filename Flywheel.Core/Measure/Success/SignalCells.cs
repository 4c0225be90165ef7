namespace Flywheel.Core.Measure.Success;

/// <summary>Interactions of which the signals say the same, and what outcomes say of them.</summary>
/// <param name="Population">All of them.</param>
/// <param name="Labelled">Those with an outcome.</param>
/// <param name="Succeeded">Those whose outcome is a success.</param>
public readonly record struct VerdictCell(long Population, long Labelled, long Succeeded)
{
    /// <summary>Those whose outcome is a failure.</summary>
    public long Failed => Labelled - Succeeded;

    /// <summary>Those without an outcome.</summary>
    public long Unlabelled => Population - Labelled;

    /// <summary>The counts of both.</summary>
    public static VerdictCell operator +(VerdictCell left, VerdictCell right) =>
        new(left.Population + right.Population, left.Labelled + right.Labelled, left.Succeeded + right.Succeeded);

    /// <summary>The same as the operator +.</summary>
    public static VerdictCell Add(VerdictCell left, VerdictCell right) => left + right;
}

/// <summary>
/// Interactions by what their signals say under the success definition: for success, against it, or nothing that tells. Outcomes and
/// signals are kept apart: a signal is evidence, an outcome is what happened.
/// </summary>
public readonly record struct SignalCells(VerdictCell For, VerdictCell Against, VerdictCell Silent)
{
    /// <summary>All together.</summary>
    public VerdictCell Total => For + Against + Silent;

    /// <summary>Interactions with an outcome and signals that tell.</summary>
    public long Both => For.Labelled + Against.Labelled;

    /// <summary>Of <see cref="Both"/>, those where the signals say the opposite of the outcome.</summary>
    public long Contradicted => For.Failed + Against.Succeeded;

    /// <summary>The counts of both.</summary>
    public static SignalCells operator +(SignalCells left, SignalCells right) => new(left.For + right.For, left.Against + right.Against, left.Silent + right.Silent);

    /// <summary>The same as the operator +.</summary>
    public static SignalCells Add(SignalCells left, SignalCells right) => left + right;
}

/// <summary>One application's interactions of one segment, or of all of its segments.</summary>
/// <param name="Application">Its name, for people.</param>
/// <param name="Segment">Empty for interactions without one, and for all segments together.</param>
/// <param name="ReportsOutcomes">Does the application report outcomes at all, here or in the time around?</param>
/// <param name="Heard">All interactions that were heard of.</param>
/// <param name="Used">Those whose use was reported.</param>
/// <param name="IsSplit">Are the interactions with an outcome counted by what their signals say? Not in figures of an earlier version.</param>
public sealed record SuccessPart(string Application, string Segment, bool ReportsOutcomes, SignalCells Heard, SignalCells Used, bool IsSplit = true)
{
    /// <summary>The counts of both, under the first one's names.</summary>
    public SuccessPart With(SuccessPart other) => this with
    {
        ReportsOutcomes = ReportsOutcomes || other.ReportsOutcomes, Heard = Heard + other.Heard, Used = Used + other.Used, IsSplit = IsSplit && other.IsSplit,
    };
}

/// <summary>How much of a group of interactions has an outcome.</summary>
public readonly record struct OutcomeShare(string Name, long Population, long Labelled);
