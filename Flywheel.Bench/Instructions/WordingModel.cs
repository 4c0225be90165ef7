namespace Flywheel.Bench.Instructions;

/// <summary>
/// A linear model of what orders to a model read like, sentence by sentence.
/// </summary>
internal sealed class WordingModel
{
    private readonly float[] _weights;

    public WordingModel(float[] weights, float bias)
    {
        if (weights.Length != WordingFeatures.Size) throw new ArgumentException($"{WordingFeatures.Size} weights are needed, not {weights.Length}.", nameof(weights));
        (_weights, Bias) = (weights, bias);
    }

    /// <summary>The score of a sentence without features.</summary>
    public float Bias { get; }

    /// <summary>The logarithm of the odds that a sentence with these features is an order to a model.</summary>
    public double LogOdds(List<WordingFeature> features)
    {
        double sum = Bias;
        foreach (var (index, value) in features) sum += _weights[index] * value;
        return sum;
    }
}
