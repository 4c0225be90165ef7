using Flywheel.Core.Measure.Statistics;

namespace Flywheel.Core.Measure.Experiments;

/// <summary>
/// Means and centred sums over units of four numbers each: trials and hits in the experiment, trials and hits before it. Added one by one
/// (B. P. Welford (1962), Technometrics 4, 419-420), so that large values with a small spread keep it.
/// </summary>
internal sealed class UnitMoments
{
    private const int Size = 4;
    private readonly double[] _means = new double[Size];
    private readonly double[,] _products = new double[Size, Size];

    public double Count { get; private set; }

    /// <summary>Units of which something is known from before.</summary>
    public long WithPast { get; private set; }

    public double MeanTrials => _means[0];
    public double MeanHits => _means[1];
    public double MeanPastTrials => _means[2];
    public double MeanPastHits => _means[3];

    /// <summary>The hits alone, as a sample of units.</summary>
    public Sample Hits => new(Count, MeanHits, Count >= 2 ? _products[1, 1] / (Count - 1) : 0);

    public void Add(UnitPoint point)
    {
        Span<double> values = [point.Trials, point.Hits, point.PastTrials, point.PastHits];
        Count++;
        if (point.PastTrials > 0) WithPast++;
        Span<double> before = stackalloc double[Size];
        for (var i = 0; i < Size; i++)
        {
            before[i] = values[i] - _means[i];
            _means[i] += before[i] / Count;
        }

        for (var i = 0; i < Size; i++)
        {
            for (var j = 0; j < Size; j++) _products[i, j] += before[i] * (values[j] - _means[j]);
        }
    }

    /// <summary>
    /// For each unit x = (past hits - R·past trials) / mean past trials, and y = the arm's ratio + (hits - ratio·trials) / mean trials: a ratio
    /// made into a mean over units, so that CUPED applies to it. A. Deng and others (2018), KDD '18, section 3; R. Budylin and others (2018),
    /// Consistent Transformation of Ratio Metrics, WSDM '18.
    /// </summary>
    /// <param name="pastRatio">R, the ratio before the experiment over all arms: the same for each, so that x knows nothing of the arm.</param>
    /// <param name="pastTrials">The mean of past trials over the units of all arms, above 0.</param>
    public UnitSums Linearised(double pastRatio, double pastTrials)
    {
        var ratio = MeanHits / MeanTrials;
        double[] x = [0, 0, -pastRatio / pastTrials, 1 / pastTrials];
        double[] y = [-ratio / MeanTrials, 1 / MeanTrials, 0, 0];
        return new(Count, (MeanPastHits - (pastRatio * MeanPastTrials)) / pastTrials, ratio, Math.Max(0, Form(x, x)), Math.Max(0, Form(y, y)), Form(x, y));
    }

    private double Form(double[] left, double[] right)
    {
        var sum = 0.0;
        for (var i = 0; i < Size; i++)
        {
            for (var j = 0; j < Size; j++) sum += left[i] * right[j] * _products[i, j];
        }

        return sum;
    }
}
