namespace Flywheel.Core.Curate.Validation.PersonalData;

/// <summary>
/// Finds e-mail addresses, phone and card numbers, IBANs, national ids and IP addresses. Every part reads the text once
/// and looks a bounded distance round each place, so that the cost is linear in the text's length.
/// </summary>
public static class PersonalDataScanner
{
    /// <summary>Spans in order of their start, none overlapping. Other forms of digits and signs count as what they stand for.</summary>
    public static List<FindingSpan> Find(string text) => Find(FoldedText.Of(text));

    internal static List<FindingSpan> Find(FoldedText folded)
    {
        var text = folded.Text;
        var spans = new List<FindingSpan>();
        EmailAddresses.Find(text, spans);
        if (text.AsSpan().ContainsAnyInRange('0', '9'))
        {
            // In order of certainty: an overlap is decided for the earlier one.
            Ibans.Find(text, spans);
            IpAddresses.Find(text, spans);
            NationalIds.Find(text, spans);
            NumberScanner.Find(text, spans);
        }

        folded.ToOriginal(spans);
        return WithoutOverlaps(spans);
    }

    /// <summary>Sorts by start and keeps, of overlapping spans, the one that was found first.</summary>
    internal static List<FindingSpan> WithoutOverlaps(List<FindingSpan> spans)
    {
        if (spans.Count < 2) return spans;
        var ranked = spans.Select((span, rank) => (span, rank)).OrderBy(s => s.span.Start).ThenBy(s => s.rank);
        var kept = new List<(FindingSpan Span, int Rank)>(spans.Count);
        foreach (var (span, rank) in ranked)
        {
            if (kept.Count == 0 || kept[^1].Span.Start + kept[^1].Span.Length <= span.Start) kept.Add((span, rank));
            else if (rank < kept[^1].Rank) kept[^1] = (span, rank);
        }

        return kept.ConvertAll(k => k.Span);
    }
}
