using Flywheel.Core.Curate.Validation;
using Flywheel.Core.Curate.Validation.NearDuplicates;
using Flywheel.Core.Curate.Validation.PersonalData;
using Flywheel.Tests.Support;

namespace Flywheel.Tests.Curate.Validation;

/// <summary>Floors on the developers' data; the bench command <c>quality</c> prints the figures.</summary>
public class ValidationDataTests
{
    [Fact]
    public void Near_duplicates_are_distinguished_from_unrelated_pairs_at_095_of_both()
    {
        var rows = SharedData.Lines("near_duplicates.jsonl").FindAll(r => r.Text("kind") != "same_intent_different_question");
        var index = new NearDuplicateIndex();
        for (var i = 0; i < rows.Count; i++) index.Observe(i + 1, rows[i].Text("a"));
        var found = rows.Select((row, i) => (IsDuplicate: row.GetProperty("label").GetInt32() == 1,
            IsFound: index.FindAll(index.Sign(row.Text("b")), 50, NearDuplicateIndex.Threshold).Any(m => m.Id == i + 1))).ToList();
        double right = found.Count(f => f is { IsDuplicate: true, IsFound: true });
        Assert.InRange(right / found.Count(f => f.IsFound), 0.95, 1);
        Assert.InRange(right / found.Count(f => f.IsDuplicate), 0.95, 1);
    }

    [Theory]
    [InlineData("EMAIL_ADDRESS", PersonalDataLabels.Email, 0.95, 0.95)]
    [InlineData("CREDIT_CARD", PersonalDataLabels.Card, 0.95, 0.95)]
    [InlineData("IBAN_CODE", PersonalDataLabels.Iban, 0.95, 0.95)]
    [InlineData("US_SSN", PersonalDataLabels.SocialSecurityNumber, 0.95, 0.95)]
    [InlineData("IP_ADDRESS", PersonalDataLabels.IpAddress, 0.9, 0.9)]
    [InlineData("PHONE_NUMBER", PersonalDataLabels.Phone, 0.9, 0.9)]
    public void Personal_data_is_found(string type, string label, double precision, double recall)
    {
        double found = 0, right = 0, there = 0;
        foreach (var row in SharedData.Lines("pii.jsonl"))
        {
            var text = row.Text("text");
            var truth = row.GetProperty("spans").EnumerateArray().Where(s => s.Text("type") == type).Select(s => s.Text("value")).ToList();
            var spans = PersonalDataScanner.Find(text).FindAll(s => s.Label == label).ConvertAll(s => text.Substring(s.Start, s.Length));
            (found, there, right) = (found + spans.Count, there + truth.Count, right + truth.Count(spans.Contains));
        }

        Assert.InRange(right / found, precision, 1);
        Assert.InRange(right / there, recall, 1);
    }

    [Theory]
    [InlineData("injected_instruction", FindingKinds.InstructionLike, 0.85, 1)]
    [InlineData("genuine_correction", FindingKinds.InstructionLike, 0, 0.01)]
    [InlineData("customer_question", FindingKinds.InstructionLike, 0, 0.01)]
    [InlineData("ordinary_message", FindingKinds.InstructionLike, 0, 0.01)]
    [InlineData("spam", FindingKinds.Spam, 0.7, 1)]
    [InlineData("customer_question", FindingKinds.Spam, 0, 0.01)]
    [InlineData("ordinary_message", FindingKinds.Spam, 0, 0.01)]
    public void Poisoned_text_is_distinguished_from_clean_text(string group, FindingKinds kind, double least, double most)
    {
        var rows = SharedData.Lines("poison.jsonl").FindAll(r => r.Text("category").StartsWith(group, StringComparison.Ordinal));
        double found = rows.Count(row => TextChecks.Inspect(row.Text("input"), row.Text("original_output"), row.Text("text")).Exists(f => f.Kind == kind && f.Field == FindingField.Proposed));
        Assert.InRange(found / rows.Count, least, most);
    }
}
