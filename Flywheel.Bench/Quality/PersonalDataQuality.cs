using System.Text.Json;
using Flywheel.Core.Curate.Validation.PersonalData;

namespace Flywheel.Bench.Quality;

/// <summary>pii.jsonl: of its types those that are looked for.</summary>
internal static class PersonalDataQuality
{
    private static readonly (string Type, string Label)[] Types =
    [
        ("EMAIL_ADDRESS", PersonalDataLabels.Email), ("PHONE_NUMBER", PersonalDataLabels.Phone),
        ("CREDIT_CARD", PersonalDataLabels.Card), ("IBAN_CODE", PersonalDataLabels.Iban),
        ("US_SSN", PersonalDataLabels.SocialSecurityNumber), ("IP_ADDRESS", PersonalDataLabels.IpAddress),
        ("(no national id in the set)", PersonalDataLabels.NationalId),
    ];

    private sealed record Place(string Label, int Start, int End);

    public static void Print(string folder, bool misses, TextWriter output)
    {
        var rows = BenchData.Lines(folder, "pii.jsonl");
        output.WriteLine($"Personal data: pii.jsonl, {rows.Count} texts. A true span counts as found when a found span of its type");
        output.WriteLine("overlaps it; a found span is right when it overlaps a true one of its type. Exact: the same start and end.");
        var table = new Table("type", "true", "found", "precision", "recall", "exact");
        var texts = rows.ConvertAll(row => (Text: row.GetProperty("text").GetString()!, Truth: Truth(row)));
        var total = new Confusion(0, 0, 0);
        foreach (var (type, label) in Types)
        {
            var (confusion, truths, found, exact) = Score(label, texts, misses ? output : null);
            total += confusion;
            table.Add(type, $"{truths}", $"{found}", confusion.Precision, confusion.Recall, Confusion.Share(exact, truths));
        }

        table.Add("all that is looked for", $"{total.TruePositives + total.FalseNegatives}",
            $"{total.TruePositives + total.FalsePositives}", total.Precision, total.Recall, "");
        table.Print(output);
    }

    private static (Confusion Confusion, int Truths, int Found, int Exact) Score(
        string label, List<(string Text, List<Place> Truth)> texts, TextWriter? misses)
    {
        int right = 0, wrong = 0, missed = 0, truths = 0, exact = 0;
        foreach (var (text, truth) in texts)
        {
            var wanted = truth.FindAll(p => p.Label == label);
            var found = PersonalDataScanner.Find(text).FindAll(s => s.Label == label)
                .ConvertAll(s => new Place(label, s.Start, s.Start + s.Length));
            truths += wanted.Count;
            exact += wanted.Count(found.Contains);
            var lost = wanted.FindAll(p => !found.Exists(f => Overlap(p, f)));
            var extra = found.FindAll(f => !wanted.Exists(p => Overlap(p, f)));
            (missed, wrong, right) = (missed + lost.Count, wrong + extra.Count, right + wanted.Count - lost.Count);
            lost.ForEach(p => misses?.WriteLine($"  missed {label}: {Around(text, p)}"));
            extra.ForEach(p => misses?.WriteLine($"  wrong {label}: {Around(text, p)}"));
        }

        return (new Confusion(right, wrong, missed), truths, right + wrong, exact);
    }

    private static bool Overlap(Place a, Place b) => a.Start < b.End && b.Start < a.End;

    private static string Around(string text, Place place) =>
        text[Math.Max(0, place.Start - 30)..Math.Min(text.Length, place.End + 15)].ReplaceLineEndings(" | ");

    // The set counts Unicode code points, .NET counts UTF-16 code units.
    private static List<Place> Truth(JsonElement row)
    {
        var text = row.GetProperty("text").GetString()!;
        return [.. row.GetProperty("spans").EnumerateArray().Select(span => new Place(
            Types.FirstOrDefault(t => t.Type == span.GetProperty("type").GetString()).Label ?? "",
            ToUtf16(text, span.GetProperty("start").GetInt32()), ToUtf16(text, span.GetProperty("end").GetInt32())))];
    }

    private static int ToUtf16(string text, int codePoints) => text.EnumerateRunes().Take(codePoints).Sum(r => r.Utf16SequenceLength);
}
