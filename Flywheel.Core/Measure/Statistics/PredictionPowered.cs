namespace Flywheel.Core.Measure.Statistics;

/// <summary>Interactions of one stratum of which a prediction says the same, with the outcomes that are known of some of them.</summary>
/// <param name="Prediction">What the prediction says; cells of one value are the first to be pooled.</param>
/// <param name="Population">All of them, with an outcome or without; 0 or more.</param>
/// <param name="Labelled">Those with an outcome, 0 to <paramref name="Population"/>.</param>
/// <param name="Successes">Those whose outcome is a success, 0 to <paramref name="Labelled"/>.</param>
public readonly record struct PredictionCell(int Prediction, long Population, long Labelled, long Successes)
{
    /// <summary>Both cells as one.</summary>
    internal PredictionCell And(PredictionCell other) =>
        new(Prediction, Population + other.Population, Labelled + other.Labelled, Successes + other.Successes);
}

/// <summary>
/// The rate of a population of which only some have an outcome, sharpened by a prediction that exists of all: prediction-powered inference,
/// A. N. Angelopoulos, S. Bates, C. Fannjiang, M. I. Jordan and T. Zrnic (2023), Science 382, 669-674. The prediction of an interaction is
/// the success rate of the labelled ones of its cell, so that the estimate is the post-stratified one (D. Holt and T. M. F. Smith (1979),
/// JRSS A 142, 33-46) and right however wrong the signals are. Outcomes must be known of a random part of the population.
/// </summary>
public static class PredictionPowered
{
    /// <summary>With fewer outcomes the prediction is left alone.</summary>
    public const int FewestOutcomes = 30;

    /// <summary>A cell with fewer outcomes is pooled with others.</summary>
    public const int FewestInCell = 10;

    /// <summary>
    /// Σ W_k p_k over the pooled cells (W_k: share of the population) with the variance Σ W_k² d q_k(1-q_k)/(n_k - 1) + d' Σ W_k (p_k - p)²/N,
    /// where q_k = (y_k + 1/2)/(n_k + 1) keeps a cell in which all ended alike from passing for certain, d and d' are design effects and N is
    /// the population. The interval is Wilson's over the effective number p(1-p)/variance, at most N, times (z/t)² with n - cells
    /// degrees of freedom (E. L. Korn and B. I. Graubard (1998), Survey Methodology 24, 193-201). It is used where it is narrower than that of
    /// the outcomes alone, as power tuning has it (A. N. Angelopoulos, J. C. Duchi and T. Zrnic (2023), PPI++, arXiv:2311.01453).
    /// </summary>
    /// <param name="cells">By stratum and prediction.</param>
    /// <param name="designEffect">Of the outcomes, 1 or more.</param>
    /// <param name="populationEffect">Of the population, 1 or more.</param>
    /// <param name="evenIfWider">Use it also where it is wider: for populations whose labelled part is known to be made up differently.</param>
    /// <param name="confidence">Between 0 and 1.</param>
    /// <returns>Successes and trials are those with an outcome. Where the method is not <see cref="RateMethod.PredictionPowered"/>, the
    /// estimate is that of the outcomes alone.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A count, a design effect or the confidence is outside its range.</exception>
    public static RateEstimate Estimate(
        IReadOnlyList<PredictionCell> cells, double designEffect = 1, double populationEffect = 1, bool evenIfWider = false, double confidence = 0.95)
    {
        ArgumentNullException.ThrowIfNull(cells);
        Arguments.AtLeastOne(populationEffect);
        foreach (var cell in cells) Check(cell);
        var outcomes = RateEstimate.Of(cells.Sum(c => c.Successes), cells.Sum(c => c.Labelled), designEffect, confidence);
        if (outcomes.Trials < FewestOutcomes || outcomes.Rate is 0 or 1) return outcomes;
        var pooled = Pool(cells);
        if (pooled.Count < 2 || outcomes.Trials / designEffect <= pooled.Count + 1) return outcomes;
        var sharpened = Combine(pooled, outcomes, populationEffect, confidence);
        return evenIfWider || sharpened.Interval.Width < outcomes.Interval.Width ? sharpened : outcomes;
    }

    /// <summary>
    /// Small cells are joined with others: first with those of the same prediction, then with each other, at last with the largest.
    /// </summary>
    internal static List<PredictionCell> Pool(IReadOnlyList<PredictionCell> cells)
    {
        var pooled = new List<PredictionCell>();
        var rest = default(PredictionCell);
        foreach (var alike in cells.GroupBy(c => c.Prediction).OrderBy(g => g.Key))
        {
            var large = alike.Where(c => c.Labelled >= FewestInCell).ToList();
            var small = alike.Where(c => c.Labelled < FewestInCell).Aggregate(new PredictionCell(alike.Key, 0, 0, 0), (sum, c) => sum.And(c));
            if (large.Count == 0 && small.Labelled < FewestInCell) rest = rest.And(small);
            else Place(large, small);
            pooled.AddRange(large);
        }

        Place(pooled, rest);
        return pooled;
    }

    private static void Place(List<PredictionCell> cells, PredictionCell small)
    {
        if (small.Population == 0) return;
        if (cells.Count == 0 || small.Labelled >= FewestInCell)
        {
            cells.Add(small);
            return;
        }

        var largest = cells.IndexOf(cells.MaxBy(c => c.Labelled));
        cells[largest] = cells[largest].And(small);
    }

    private static RateEstimate Combine(List<PredictionCell> cells, RateEstimate outcomes, double populationEffect, double confidence)
    {
        var population = cells.Sum(c => (double)c.Population);
        var rate = Math.Clamp(cells.Sum(c => c.Population / population * Rate(c)), 0, 1);
        var within = cells.Sum(c => Math.Pow(c.Population / population, 2) * Spread(c) / (c.Labelled - 1)) * outcomes.DesignEffect;
        var between = cells.Sum(c => c.Population / population * Math.Pow(Rate(c) - rate, 2)) * populationEffect / population;
        var effective = Math.Min(population, rate * (1 - rate) / (within + between)) * Correction(outcomes, cells.Count, confidence);
        var interval = Wilson.Interval(rate * effective, effective, confidence);
        return outcomes with { Rate = rate, Interval = interval, Method = RateMethod.PredictionPowered };
    }

    private static double Correction(RateEstimate outcomes, int cells, double confidence)
    {
        var ratio = Distributions.Z(confidence) / Distributions.T(confidence, outcomes.EffectiveTrials - cells);
        return ratio * ratio;
    }

    private static double Rate(PredictionCell cell) => (double)cell.Successes / cell.Labelled;

    private static double Spread(PredictionCell cell)
    {
        var rate = (cell.Successes + 0.5) / (cell.Labelled + 1);
        return rate * (1 - rate);
    }

    private static void Check(PredictionCell cell)
    {
        Arguments.Counts(cell.Successes, cell.Labelled);
        Arguments.Counts(cell.Labelled, cell.Population);
    }
}
