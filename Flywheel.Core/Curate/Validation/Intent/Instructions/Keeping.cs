namespace Flywheel.Core.Curate.Validation.Intent.Instructions;

/// <summary>How much a sentence keeps to the matter: whether its words occur in the query, in the original or elsewhere in the text.</summary>
internal sealed class Keeping
{
    /// <summary>A sentence with fewer words of its own, one of them known, keeps neither to the matter nor off it.</summary>
    private const int Fewest = 3;

    /// <summary>The share that says nothing.</summary>
    public const double Unclear = 0.4;

    private readonly ConversationContext _context;
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);

    public Keeping(ConversationContext context, List<SentenceView> sentences)
    {
        _context = context;
        foreach (var sentence in sentences)
        {
            foreach (var word in Words(sentence)) _counts[word] = _counts.GetValueOrDefault(word) + 1;
        }
    }

    /// <summary>The share, 0 to 1, of the sentence's own words of content that stand elsewhere, too; 0 when it has none.</summary>
    public double Known(SentenceView sentence)
    {
        var own = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var word in Words(sentence)) own[word] = own.GetValueOrDefault(word) + 1;
        var known = own.Count(w => _context.Knows(w.Key) || _counts.GetValueOrDefault(w.Key) > w.Value);
        return known == 0 ? 0 : own.Count < Fewest ? Unclear : (double)known / own.Count;
    }

    // Words that make an order what it is say nothing about its matter.
    private static IEnumerable<string> Words(SentenceView sentence)
    {
        foreach (var (word, at) in ConversationContext.Content(sentence.Text.ToString()))
        {
            if (!sentence.IsConcept(sentence.Start + at)) yield return word;
        }
    }
}
