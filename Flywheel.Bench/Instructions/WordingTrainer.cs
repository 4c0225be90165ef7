using Flywheel.Core.Curate.Validation.Intent.Instructions;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;

namespace Flywheel.Bench.Instructions;

/// <summary>
/// Fits the wording model by logistic regression on sentences. In an attack only the sentence that reads most like an order is a
/// positive example, as the last round saw it (multiple-instance learning: S. Andrews et al., Support vector machines for
/// multiple-instance learning, NIPS 2002); its other sentences are left out, unless they are known to be no part of the order.
/// </summary>
internal static class WordingTrainer
{
    public sealed class Row
    {
        public bool Label { get; set; }

        public float Weight { get; set; }

        [VectorType(WordingFeatures.Size)]
        public VBuffer<float> Features { get; set; }
    }

    private const float L2 = 0.1f;
    private const float WeightOfRest = 0.3f;
    private const int MostIterations = 200;

    /// <summary>Fits on the texts, in so many rounds.</summary>
    public static WordingModel Fit(IReadOnlyList<ReadText> texts, int rounds)
    {
        WordingModel? model = null;
        for (var round = 0; round < rounds; round++) model = Fit(texts, model);
        return model!;
    }

    private static WordingModel Fit(IReadOnlyList<ReadText> texts, WordingModel? last)
    {
        var rows = texts.SelectMany(t => Rows(t, last)).ToList();
        var ml = new MLContext(seed: 1);
        var trainer = ml.BinaryClassification.Trainers.LbfgsLogisticRegression(new LbfgsLogisticRegressionBinaryTrainer.Options
        {
            LabelColumnName = nameof(Row.Label),
            FeatureColumnName = nameof(Row.Features),
            ExampleWeightColumnName = nameof(Row.Weight),
            L1Regularization = 0,
            L2Regularization = L2,
            NumberOfThreads = 1,
            MaximumNumberOfIterations = MostIterations,
        });
        var fitted = trainer.Fit(ml.Data.LoadFromEnumerable(rows)).Model.SubModel;
        return new WordingModel([.. fitted.Weights], fitted.Bias);
    }

    private static IEnumerable<Row> Rows(ReadText text, WordingModel? last)
    {
        if (!text.Text.IsAttack)
        {
            foreach (var sentence in text.Sentences) yield return ToRow(sentence, false, 1);
            yield break;
        }

        var isNoted = text.Text.Order is not null;
        var chosen = Chosen(text, last);
        if (last is null && !isNoted && chosen.Count != 1) yield break;
        for (var i = 0; i < text.Sentences.Count; i++)
        {
            if (chosen.Contains(i)) yield return ToRow(text.Sentences[i], true, 1f / chosen.Count);
            else if (isNoted && !text.MayBeOrder[i]) yield return ToRow(text.Sentences[i], false, WeightOfRest);
        }
    }

    private static HashSet<int> Chosen(ReadText text, WordingModel? last)
    {
        var possible = Enumerable.Range(0, text.Sentences.Count).Where(i => text.MayBeOrder[i]).ToList();
        if (last is null || possible.Count == 0) return [.. possible];
        return [possible.MaxBy(i => last.LogOdds(text.Sentences[i]))];
    }

    private static Row ToRow(List<WordingFeature> features, bool label, float weight)
    {
        var summed = features.GroupBy(f => f.Index).Select(g => (Index: g.Key, Value: g.Sum(f => f.Value))).OrderBy(f => f.Index).ToArray();
        return new Row
        {
            Label = label,
            Weight = weight,
            Features = new VBuffer<float>(WordingFeatures.Size, summed.Length, [.. summed.Select(f => f.Value)], [.. summed.Select(f => f.Index)]),
        };
    }
}
