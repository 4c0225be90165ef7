using System.Text;
using Flywheel.Core.Curate.Validation.PersonalData;

namespace Flywheel.Core.Curate.Validation;

/// <summary>Replaces personal data and secrets by placeholders such as <c>[EMAIL]</c>.</summary>
public static class Redaction
{
    /// <summary>
    /// Searches the whole text again and replaces everything found. <c>Count</c> is the number of replacements; at 0 the
    /// text is returned as it was. Linear in the text.
    /// </summary>
    public static (string Text, int Count) Redact(string text)
    {
        var spans = Find(text);
        return spans.Count == 0 ? (text, 0) : (Apply(text, spans), spans.Count);
    }

    /// <summary>
    /// Replaces each span by its label in square brackets. Spans may come in any order; of overlapping ones the earlier
    /// wins, and those that reach outside the text are left out.
    /// </summary>
    public static string Apply(string text, IEnumerable<FindingSpan> spans)
    {
        var result = new StringBuilder(text.Length);
        var end = 0;
        foreach (var span in spans.OrderBy(s => s.Start).ThenByDescending(s => s.Length))
        {
            if (span.Start < end || span.Length <= 0 || span.Length > text.Length - span.Start) continue;
            result.Append(text, end, span.Start - end).Append('[').Append(span.Label).Append(']');
            end = span.Start + span.Length;
        }

        return result.Append(text, end, text.Length - end).ToString();
    }

    /// <summary>Everything that <see cref="Redact"/> would replace: secrets first where both overlap.</summary>
    internal static List<FindingSpan> Find(string text)
    {
        var folded = FoldedText.Of(text);
        var spans = new List<FindingSpan>();
        SecretScanner.Find(folded, spans);
        spans.AddRange(PersonalDataScanner.Find(folded));
        return PersonalDataScanner.WithoutOverlaps(spans);
    }
}
