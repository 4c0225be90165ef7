using Flywheel.Core.Curate.Validation.Intent.Instructions;

namespace Flywheel.Bench.Instructions;

/// <summary>A tuning text with the features of each of its sentences.</summary>
internal sealed class ReadText
{
    public ReadText(TuningText text)
    {
        Text = text;
        Rules = InstructionDetector.InOutput(text.Query, text.Original, text.Correction).Score;
        var reading = new InstructionReading(text.Correction, new ConversationContext(text.Query, text.Original), isOutput: true);
        var rules = new OrderRules(reading);
        var features = new List<WordingFeature>();
        for (var i = 0; i < reading.Sentences.Count; i++)
        {
            var (score, signals) = reading.Sentences[i].IsEmpty ? (0, InstructionSignals.None) : rules.Score(i, InstructionSignals.None);
            WordingFeatures.Collect(reading, text.Query, i, score, signals, features);
            var place = reading.Place(reading.Sentences[i]);
            Sentences.Add([.. features]);
            var inOrder = text.Order is var (start, end) ? place.Start < end && start < place.Start + place.Length : text.IsAttack;
            MayBeOrder.Add(inOrder);
        }
    }

    /// <summary>The score of the rules alone, 0 to 1.</summary>
    public double Rules { get; }

    public TuningText Text { get; }

    public List<List<WordingFeature>> Sentences { get; } = [];

    /// <summary>Whether a sentence is a part of the order, or may be.</summary>
    public List<bool> MayBeOrder { get; } = [];

    /// <summary>The highest log odds of its sentences; minus infinity without sentences.</summary>
    public double Highest(WordingModel model) => Sentences.Select(model.LogOdds).DefaultIfEmpty(double.NegativeInfinity).Max();
}
