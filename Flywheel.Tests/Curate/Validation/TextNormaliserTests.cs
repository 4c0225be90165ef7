using Flywheel.Core.Curate.Validation;
using Flywheel.Tests.Support;

namespace Flywheel.Tests.Curate.Validation;

public class TextNormaliserTests
{
    [Theory]
    [InlineData("We refund in 30 days.", "We refund  in\n30 days. ")]
    [InlineData("caf\u00e9", "cafe\u0301")]
    [InlineData("a\u00a0b", "a b")]
    [InlineData("", "  \n")]
    public void Prose_that_differs_in_white_space_or_form_only_is_the_same(string a, string b) =>
        Assert.True(TextNormaliser.Same(a, b));

    [Theory]
    [InlineData("We refund in 30 days.", "we refund in 30 days.")]
    [InlineData("30 days", "30days")]
    [InlineData("\u212b", "A")]
    public void Case_and_words_count(string a, string b) => Assert.False(TextNormaliser.Same(a, b));

    [Fact]
    public void White_space_counts_in_code()
    {
        const string Code = "def f(x):\n    if x:\n        return 1\n    return 2\n";
        Assert.False(TextNormaliser.Same(Code, Code.Replace("    return 2", "        return 2")));
    }

    [Fact]
    public void Line_endings_and_empty_lines_at_the_ends_do_not_count_in_code()
    {
        const string Code = "def f(x):\n    return x\n";
        Assert.True(TextNormaliser.Same(Code, "\r\n" + Code.Replace("\n", "\r\n") + "\r\n"));
    }

    [Theory]
    [InlineData("```\nx = 1\n```", true)]
    [InlineData("public int F()\n{\n    return 1;\n}", true)]
    [InlineData("SELECT name FROM users;", true)]
    [InlineData("Please do three things:\n- open the app;\n- choose (Settings)\n- sign out", false)]
    [InlineData("He said: wait; then (slowly) left.", false)]
    [InlineData("Hello there", false)]
    [InlineData("", false)]
    public void Code_is_distinguished_from_prose(string text, bool isCode) => Assert.Equal(isCode, CodeDetector.LooksLikeCode(text));

    [Fact]
    public void Broken_surrogates_are_kept_apart()
    {
        Assert.False(TextNormaliser.Same("a\ud800b", "a\udc00b"));
        Assert.True(TextNormaliser.Same("a\ud800  b", "a\ud800 b"));
        Assert.NotEqual(TextNormaliser.Hash("a\ud800"), TextNormaliser.Hash("a\ud801"));
    }

    [Fact]
    public void A_run_of_marks_beyond_the_stream_safe_length_is_not_reordered()
    {
        var run = "a" + string.Concat(Enumerable.Repeat("\u0301\u0323", 50_000));
        Assert.Same(run, TextNormaliser.ToNfc(run));
        Assert.Equal("\u1ea5", TextNormaliser.ToNfc("a\u0302\u0301"));
    }

    [Fact]
    public void The_hash_depends_on_where_one_text_ends()
    {
        Assert.NotEqual(TextNormaliser.Hash("ab", "c"), TextNormaliser.Hash("a", "bc"));
        Assert.Equal(TextNormaliser.Hash("a  b"), TextNormaliser.Hash("a b "));
    }

    [Fact]
    public void Of_the_real_corrections_exactly_the_marked_ones_change_nothing()
    {
        foreach (var row in SharedData.Lines("corrections.jsonl"))
        {
            var same = TextNormaliser.Same(row.Text("original_output"), row.Text("corrected_output"));
            Assert.True(same != row.GetProperty("changed").GetBoolean(), row.Text("id"));
        }
    }
}
