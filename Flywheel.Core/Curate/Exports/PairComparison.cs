using System.Runtime.CompilerServices;
using System.Text;

namespace Flywheel.Core.Curate.Exports;

/// <summary>Whether a row is a pair to learn a preference from.</summary>
internal static class PairComparison
{
    /// <summary>True where there is a rejected output that differs from the ideal one in more than NFC and white space.</summary>
    public static bool IsPair(TrainingRow row) =>
        row.RejectedOutput is { } rejected && !SameText(row.IdealOutput, rejected);

    /// <summary>True where the row is of that kind; whether the format can hold its conversation is another question.</summary>
    public static bool IsOf(this TrainingRow row, ExportRows shape) => shape == ExportRows.Sft || IsPair(row);

    /// <summary>The rows that belong into a file of that format and kind, as they come, until cancelled.</summary>
    public static async IAsyncEnumerable<TrainingRow> Qualifying(
        this IAsyncEnumerable<TrainingRow> rows, IExportFormat format, ExportRows shape, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var row in rows.WithCancellation(cancel))
        {
            cancel.ThrowIfCancellationRequested();
            if (row.IsOf(shape) && format.LeavesOut(row) is null) yield return row;
        }
    }

    /// <summary>Equal after NFC and with every run of white space as one space, none at the ends. Case counts.</summary>
    public static bool SameText(string a, string b) =>
        string.Equals(a, b, StringComparison.Ordinal) || string.Equals(Normalise(a), Normalise(b), StringComparison.Ordinal);

    private static string Normalise(string text)
    {
        var result = new StringBuilder(text.Length);
        var gap = false;
        foreach (var c in WellFormed(text).Normalize(NormalizationForm.FormC))
        {
            if (char.IsWhiteSpace(c))
            {
                gap = result.Length > 0;
                continue;
            }

            if (gap) result.Append(' ');
            gap = false;
            result.Append(c);
        }

        return result.ToString();
    }

    // Normalize throws on a lone surrogate; the round trip through UTF-8 puts U+FFFD in its place.
    private static string WellFormed(string text) =>
        text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') < 0 ? text : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
}
