namespace Flywheel.Core.Curate.Validation.Intent.Instructions;

/// <summary>
/// Tells whether a text addresses a model or binds its future answers, and whether the user's task asked for that. Concepts in
/// sixteen languages are looked for in its readable form, in what is hidden and in what is encoded; their combinations add up to
/// a score. Linear in the text.
/// </summary>
internal static class InstructionDetector
{
    /// <summary>The label of these spans.</summary>
    public const string Label = "INSTRUCTION";

    /// <summary>The score from which a text is a finding.</summary>
    public const double WarnFrom = 0.5;

    /// <summary>How many sentences are looked at, from the start of a text.</summary>
    public const int MostSentences = 2000;

    /// <summary>How much of a text is looked at, UTF-16 code units from its start.</summary>
    public const int Window = 256 * 1024;

    /// <summary>Assesses a proposed output beside the query and the original answer.</summary>
    public static InstructionAssessment InOutput(string query, string original, string text)
    {
        var context = new ConversationContext(query, original);
        var assessment = Assess(text, context, isOutput: true);
        return Better(Better(assessment, Shape(text, context)), Foreign(query, original, text));
    }

    private static InstructionAssessment Shape(string text, ConversationContext context)
    {
        var (weight, spans) = AnswerOrders.Find(text.Length > Window ? text[..Window] : text);
        if (weight == 0 || context.Asks(Concept.AboutPrompts)) return InstructionAssessment.Nothing;
        var sentence = ReadableText.Of(text.Substring(spans[0].Start, spans[0].Length)).Text;
        var strange = !context.HasWords || context.Known(sentence) <= 0.25;
        return new(strange ? weight + 0.15 : weight, InstructionSignals.ShapesAnswer | (strange ? InstructionSignals.NotAsked : 0), spans);
    }

    private static InstructionAssessment Foreign(string query, string original, string text)
    {
        var spans = new List<FindingSpan>();
        ForeignRequest.Find(query, original, text, spans);
        return spans.Count == 0 ? InstructionAssessment.Nothing : new(0.55, InstructionSignals.ForeignRequest, spans);
    }

    /// <summary>Assesses an input: only orders that no user needs to give.</summary>
    public static InstructionAssessment InInput(string text) => Assess(text, new ConversationContext("", ""), isOutput: false);

    private static InstructionAssessment Assess(string text, ConversationContext context, bool isOutput)
    {
        var window = text.Length > Window ? text[..Window] : text;
        var plain = new InstructionReading(window, context, isOutput).Assess(InstructionSignals.None);
        foreach (var (place, decoded) in HiddenParts.Decode(window)) plain = Better(plain, Decoded(decoded, place, window, context, isOutput));
        foreach (var decoded in HiddenParts.WholeForms(window)) plain = Better(plain, Decoded(decoded, .., window, context, isOutput));
        return plain;
    }

    private static InstructionAssessment Decoded(string decoded, Range place, string window, ConversationContext context, bool isOutput)
    {
        var assessment = new InstructionReading(decoded, context, isOutput).Assess(InstructionSignals.Encoded);
        var (start, length) = place.GetOffsetAndLength(window.Length);
        return assessment with { Spans = assessment.Score >= WarnFrom ? [new FindingSpan(start, length, Label)] : [] };
    }

    private static InstructionAssessment Better(InstructionAssessment a, InstructionAssessment b) => b.Score > a.Score ? b : a;
}
