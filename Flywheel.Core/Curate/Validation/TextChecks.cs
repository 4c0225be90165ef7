using System.Globalization;
using Flywheel.Core.Curate.Validation.Intent;
using Flywheel.Core.Curate.Validation.Intent.Instructions;
using Flywheel.Core.Curate.Validation.PersonalData;

namespace Flywheel.Core.Curate.Validation;

/// <summary>
/// Everything that a candidate's own text tells before a person sees it. Pure. The cost is linear in the length of the
/// texts: personal data, secrets, templates and invisible characters are looked for in the whole text, whatever its
/// length; spam and instructions in a bounded part of it (see there).
/// </summary>
public static class TextChecks
{
    /// <summary>The most places that one finding names; its message counts them all.</summary>
    public const int MostSpans = 50;

    /// <summary>
    /// The findings about an input and a proposed output, in the order of <see cref="FindingKinds"/> by field. The original
    /// is used only for comparison; an approved answer has none to compare with: null.
    /// </summary>
    public static List<Finding> Inspect(string input, string? original, string proposed)
    {
        var findings = new List<Finding>();
        AddEmpty(findings, FindingField.Input, input);
        AddEmpty(findings, FindingField.Proposed, proposed);
        if (original is not null && findings.Count == 0) Compare(findings, input, original, proposed);
        InspectField(findings, FindingField.Input, input);
        InspectField(findings, FindingField.Proposed, proposed, (input, original ?? ""));
        return findings;
    }

    private static string FieldName(FindingField field) => field switch
    {
        FindingField.Input => "The input",
        FindingField.Original => "The original output",
        _ => "The proposed output",
    };

    private static void AddEmpty(List<Finding> findings, FindingField field, string text)
    {
        if (LengthChecks.IsEmpty(text))
            findings.Add(new Finding(FindingKinds.Empty, field, $"{FieldName(field)} holds nothing that can be seen.", []));
    }

    private static void Compare(List<Finding> findings, string input, string original, string proposed)
    {
        if (TextNormaliser.Same(original, proposed))
        {
            findings.Add(new Finding(FindingKinds.Unchanged, FindingField.Proposed, "The correction changes nothing.", []));
            return;
        }

        if (LengthChecks.Compare(original, proposed) is { } length) findings.Add(length);
    }

    /// <summary>Looks at one text; <paramref name="context"/> is the query and the original answer of a proposed output.</summary>
    private static void InspectField(List<Finding> findings, FindingField field, string text, (string Query, string Original)? context = null)
    {
        if (text.Length == 0) return;
        var folded = FoldedText.Of(text);
        Add(findings, FindingKinds.PersonalData, field, PersonalDataScanner.Find(folded), HoldsPrivate);
        var spans = new List<FindingSpan>();
        SecretScanner.Find(folded, spans);
        Add(findings, FindingKinds.Secret, field, spans, HoldsPrivate);
        ChatTemplates.Find(text, spans = []);
        Add(findings, FindingKinds.ChatTemplate, field, spans,
            static (name, found) => $"{name} holds control tokens of a chat template ({found.Count}).");
        AddInstructions(findings, field, context is var (query, original) ? InstructionDetector.InOutput(query, original, text) : InstructionDetector.InInput(text));
        InvisibleCharacters.Find(text, spans = []);
        Add(findings, FindingKinds.InvisibleCharacters, field, spans,
            static (name, found) => $"{name} holds characters that cannot be seen ({found.Sum(s => s.Length)}).");
        if (field == FindingField.Proposed) AddSpam(findings, text);
    }

    private static void AddInstructions(List<Finding> findings, FindingField field, InstructionAssessment assessment)
    {
        if (assessment.Score < InstructionDetector.WarnFrom) return;
        var score = Math.Round(assessment.Score, 2);
        findings.Add(new Finding(FindingKinds.InstructionLike, field,
            string.Create(CultureInfo.InvariantCulture, $"{FieldName(field)} reads like orders to a model ({score:0.00}): {InstructionSignalLabels.Describe(assessment.Signals)}."),
            [.. assessment.Spans.Take(MostSpans)]) { Score = score });
    }

    private static void AddSpam(List<Finding> findings, string text)
    {
        var (score, names) = SpamFeatures.Measure(text);
        if (score < SpamFeatures.Threshold) return;
        findings.Add(new Finding(FindingKinds.Spam, FindingField.Proposed,
            $"The proposed output reads like advertising or a lure: {string.Join(", ", names)}.", []));
    }

    private static void Add(
        List<Finding> findings, FindingKinds kind, FindingField field, List<FindingSpan> spans, Func<string, List<FindingSpan>, string> message)
    {
        if (spans.Count == 0) return;
        findings.Add(new Finding(kind, field, message(FieldName(field), spans), spans.Count <= MostSpans ? spans : spans.GetRange(0, MostSpans)));
    }

    private static string HoldsPrivate(string name, List<FindingSpan> spans) => name + " holds " + string.Join(", ", spans.GroupBy(s => s.Label)
        .Select(group => $"{group.Count()} {PersonalDataLabels.InWords(group.Key, group.Count())}")) + ".";
}
