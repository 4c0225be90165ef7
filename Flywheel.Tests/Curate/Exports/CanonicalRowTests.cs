using System.Security.Cryptography;
using System.Text;
using Flywheel.Core.Collect.Contract;
using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Curate.Exports;
using Flywheel.Tests.Support.Fixtures;
using static Flywheel.Tests.Support.Fixtures.TrainingRows;

namespace Flywheel.Tests.Curate.Exports;

public sealed class CanonicalRowTests
{
    private const string Short =
        """{"ideal_output":"In the post.","id":7,"input":"Where is my card?","quality":"very_high","rejected_output":"No idea.","source":"user_correction","split":"train"}""";

    [Fact]
    public void Members_are_sorted_and_absent_ones_left_out() => Assert.Equal(Short, Text(Correction()));

    [Fact]
    public void Context_is_part_of_it_but_for_the_retrieval_score() => Assert.Equal(
        """{"context":{"documents":[{"id":"d1","text":"t"}],"messages":[{"content":"Hi","role":"user"}],"system":"s"},""" + Short[1..],
        Text(Correction(context: Context("s", "user: Hi") with { Documents = [new ContextDocument("d1", null, "t", 0.5)] })));

    [Fact]
    public void Texts_are_escaped_as_rfc_8785_says() => Assert.Contains(
        "\"input\":\"\\u0000\\u001f\\b\\t\\n\\f\\r\\\"\\\\/<é\u007f\u0085\u2028👋\"",
        Text(Correction(input: "\0\u001f\b\t\n\f\r\"\\/<é\u007f\u0085\u2028👋")), StringComparison.Ordinal);

    [Fact]
    public void Segment_and_group_do_not_change_the_hash() =>
        Assert.Equal(CanonicalRow.Hash(Correction()), CanonicalRow.Hash(Correction() with { Segment = "x", GroupId = 1 }));

    [Fact]
    public void Everything_that_a_trainer_sees_changes_the_hash()
    {
        var row = Correction();
        TrainingRow[] others =
        [
            row with { Id = 1 }, row with { Input = "x" }, row with { IdealOutput = "x" }, row with { RejectedOutput = null },
            row with { Split = Split.Test }, row with { Quality = Quality.Low }, row with { Source = CandidateSource.UserApproved },
            row with { Context = Context("x") },
        ];
        Assert.Equal(others.Length + 1, others.Append(row).Select(r => Convert.ToHexString(CanonicalRow.Hash(r))).Distinct().Count());
    }

    [Fact]
    public void The_dataset_hash_is_that_of_the_rows_joined_by_line_feeds()
    {
        using var hash = new DatasetHash();
        hash.Append(Correction(7));
        Assert.Equal(CanonicalRow.Hash(Approved(8)), hash.Append(Approved(8)));
        var joined = Encoding.UTF8.GetBytes(Text(Correction(7)) + "\n" + Text(Approved(8)));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(joined)), hash.Complete());
    }

    // The digits come from sha256sum over the text above, so that no change of code can move them along.
    [Fact]
    public void The_hash_of_a_row_never_changes()
    {
        using var hash = new DatasetHash();
        hash.Append(Correction());
        Assert.Equal("04c3d89368b521a88c4727fe0e352e820c919ae02951a9111eb5e2dc692051e6", hash.Complete());
    }

    [Fact]
    public void No_rows_have_the_hash_of_nothing()
    {
        using var hash = new DatasetHash();
        Assert.Equal("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", hash.Complete());
    }

    [Fact]
    public void Rows_out_of_order_are_refused()
    {
        using var hash = new DatasetHash();
        hash.Append(Correction(8));
        Assert.Throws<ArgumentException>(() => hash.Append(Correction(8)));
    }

    private static string Text(TrainingRow row) => Encoding.UTF8.GetString(CanonicalRow.Bytes(row));
}
