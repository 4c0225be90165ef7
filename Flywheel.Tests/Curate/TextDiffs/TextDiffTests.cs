using Flywheel.Core.Curate.TextDiffs;

namespace Flywheel.Tests.Curate.TextDiffs;

public sealed class TextDiffTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("", "new")]
    [InlineData("old", "")]
    [InlineData("The capital is Sidney.", "The capital is Canberra.")]
    [InlineData("one two three", "one three")]
    [InlineData("line\r\nline\r\n", "line\nline\n")]
    [InlineData("a😀b", "a😁b")]
    [InlineData("今日は晴れです", "今日は雨です")]
    [InlineData("broken \ud800 here", "broken here \udc00")]
    [InlineData("aXa aXa", "aXa")]
    public void Both_texts_can_be_read_back_from_the_segments(string before, string after)
    {
        var difference = TextDiff.Compare(before, after);
        Assert.Equal(before, Join(difference, DiffKind.Inserted));
        Assert.Equal(after, Join(difference, DiffKind.Deleted));
    }

    [Theory]
    [InlineData("a 😀 b", "a 😁 b", "😀", "😁")]
    [InlineData("a 👋 b", "a 👋🏽 b", "👋", "👋🏽")]
    [InlineData("a 👨‍👩‍👧 b", "a 👨‍👩‍👦 b", "👨‍👩‍👧", "👨‍👩‍👦")]
    [InlineData("🇨🇭", "🇨🇦", "🇨🇭", "🇨🇦")]
    [InlineData("กี", "กิ", "กี", "กิ")]
    public void A_change_never_cuts_a_character(string before, string after, string deleted, string inserted)
    {
        var segments = TextDiff.Compare(before, after).Segments;
        Assert.Equal((deleted, inserted), (segments.Single(s => s.Kind == DiffKind.Deleted).Text, segments.Single(s => s.Kind == DiffKind.Inserted).Text));
    }

    [Fact]
    public void A_changed_word_is_one_change_and_its_sentence_stays()
    {
        var difference = TextDiff.Compare("The capital is Sidney, of course.", "The capital is Canberra, of course.");
        DiffSegment[] expected =
        [
            new(DiffKind.Equal, "The capital is "), new(DiffKind.Deleted, "Sidney"), new(DiffKind.Inserted, "Canberra"), new(DiffKind.Equal, ", of course."),
        ];
        Assert.Equal(expected, difference.Segments);
    }

    [Fact]
    public void A_common_beginning_is_not_cut_inside_a_word()
    {
        var difference = TextDiff.Compare("reopened", "reopening");
        Assert.Equal([new(DiffKind.Deleted, "reopened"), new(DiffKind.Inserted, "reopening")], difference.Segments);
    }

    [Fact]
    public void A_changed_sentence_is_one_change_not_one_for_every_word()
    {
        var difference = TextDiff.Compare("Say: alpha beta gamma.", "Say: one two three.");
        Assert.Equal(4, difference.Segments.Count);
    }

    [Fact]
    public void Case_and_white_space_count()
    {
        Assert.Contains(TextDiff.Compare("ok", "OK").Segments, s => s.Kind == DiffKind.Inserted);
        Assert.Contains(TextDiff.Compare("a b", "a  b").Segments, s => s.Kind == DiffKind.Inserted);
    }

    [Fact]
    public void Scripts_without_spaces_are_compared_by_character()
    {
        var difference = TextDiff.Compare("今日は晴れです", "今日は雨です");
        Assert.Equal(new DiffSegment(DiffKind.Equal, "今日は"), difference.Segments[0]);
    }

    [Fact]
    public void Long_texts_with_a_small_change_are_still_compared_by_words()
    {
        var text = string.Concat(Enumerable.Range(0, 40_000).Select(i => $"word{i} "));
        var difference = TextDiff.Compare(text, text.Replace("word20000 ", "changed ", StringComparison.Ordinal));
        Assert.Equal(DiffLevel.Words, difference.Level);
        Assert.Contains(new DiffSegment(DiffKind.Inserted, "changed"), difference.Segments);
    }

    [Fact]
    public void Long_texts_that_differ_throughout_are_compared_by_lines()
    {
        var difference = TextDiff.Compare(Lines(0, "old"), Lines(1, "new"));
        Assert.Equal(DiffLevel.Lines, difference.Level);
        Assert.Contains(difference.Segments, s => s.Kind == DiffKind.Equal && s.Text.Contains("shared 500", StringComparison.Ordinal));
    }

    [Fact]
    public void Texts_beyond_a_megabyte_are_replaced_as_a_whole()
    {
        var difference = TextDiff.Compare("same start " + new string('a', 600_000), "same start " + new string('b', 600_000));
        Assert.Equal(DiffLevel.Whole, difference.Level);
        Assert.Equal([DiffKind.Equal, DiffKind.Deleted, DiffKind.Inserted], difference.Segments.Select(s => s.Kind));
    }

    [Theory]
    [InlineData(" ", 2_000, DiffLevel.Words)]
    [InlineData(" ", 5_000, DiffLevel.Lines)]
    [InlineData("\n", 2_000, DiffLevel.Words)]
    [InlineData("\n", 5_000, DiffLevel.Whole)]
    public void Totally_different_texts_are_compared_only_as_finely_as_the_bound_on_pieces_allows(string between, int count, DiffLevel level)
    {
        var random = new Random(7);
        string Make(char low) => string.Concat(Enumerable.Range(0, count).Select(_ => $"{(char)(low + random.Next(13))}{between}"));
        Assert.Equal(level, TextDiff.Compare(Make('a'), Make('n')).Level);
    }

    [Theory]
    [InlineData("!?")]
    [InlineData("ab ba ")]
    [InlineData("\n\r")]
    [InlineData("的一")]
    public void Shuffled_pieces_beyond_the_bound_are_replaced_as_a_whole(string alphabet)
    {
        var random = new Random(7);
        string Make(int length) => string.Concat(Enumerable.Range(0, length).Select(_ => alphabet[random.Next(alphabet.Length)]));
        var (before, after) = (Make(600_000), Make(600_000));
        var difference = TextDiff.Compare(before, after);
        Assert.Equal(DiffLevel.Whole, difference.Level);
        Assert.Equal((before, after), (Join(difference, DiffKind.Inserted), Join(difference, DiffKind.Deleted)));
    }

    [Fact]
    public async Task Giving_up_waiting_is_immediate()
    {
        using var cancel = new CancellationTokenSource();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => TextDiff.CompareAsync("a", "b", cancel.Token));
    }

    private static string Lines(int offset, string own) => string.Concat(Enumerable.Range(0, 1000).Select(i =>
        (i + offset) % 2 == 0 ? $"{own} line {i} with words enough to be long\n" : $"shared {i - (i % 10)}\n"));

    private static string Join(TextDifference difference, DiffKind without) =>
        string.Concat(difference.Segments.Where(s => s.Kind != without).Select(s => s.Text));
}
