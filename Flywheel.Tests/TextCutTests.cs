using System.Globalization;
using Flywheel.Core;

namespace Flywheel.Tests;

public sealed class TextCutTests
{
    private const string Family = "👨‍👩‍👧‍👦", Waving = "👋🏽", Flag = "🇨🇭", England = "🏴󠁧󠁢󠁥󠁮󠁧󠁿", Accent = "e\u0301", Hangul = "\u1100\u1161\u11a8", Devanagari = "क्षि", Keycap = "1\ufe0f\u20e3";

    public static TheoryData<string> Clusters => [Family, Waving, Flag, England, Accent, Hangul, Devanagari, Keycap, "\r\n", "😀", "ä", "x"];

    [Theory]
    [MemberData(nameof(Clusters))]
    public void No_cut_falls_inside_a_character(string cluster)
    {
        var text = string.Concat(Enumerable.Repeat(cluster, 500)) + " end";
        var whole = Boundaries(text);
        for (var at = 0; at <= text.Length; at++)
        {
            var (before, after) = (TextCut.Before(text, at), TextCut.After(text, at));
            Assert.Contains(before, whole);
            Assert.Contains(after, whole);
            Assert.True(before <= at && at <= after);
            Assert.Equal(whole.Contains(at), before == at && after == at);
        }
    }

    [Theory]
    [InlineData("abc", 5, "abc")]
    [InlineData("abcdef", 3, "abc")]
    [InlineData("ab" + Family + "cd", 6, "ab")]
    [InlineData("ab" + Accent, 3, "ab")]
    [InlineData(Flag + Flag, 5, Flag)]
    public void A_beginning_ends_with_a_whole_character(string text, int most, string expected) => Assert.Equal(expected, TextCut.Beginning(text, most));

    [Fact]
    public void An_excerpt_says_that_something_was_cut_off() =>
        Assert.Equal(("ab…", "ab"), (TextCut.Excerpt("ab" + Waving, 4), TextCut.Excerpt("ab", 4)));

    [Fact]
    public void A_letter_with_a_thousand_marks_is_cut_between_code_points()
    {
        var text = "a" + string.Concat(Enumerable.Repeat("\u0301", 1000));
        Assert.Equal(160, TextCut.Beginning(text, 160).Length);
        Assert.Equal(159, TextCut.Before("a" + string.Concat(Enumerable.Repeat("\U0001d165", 1000)), 160));
    }

    [Fact]
    public void A_broken_surrogate_is_a_character_of_its_own() => Assert.Equal("a\ud83d", TextCut.Beginning("a\ud83da\ude00", 2));

    [Fact]
    public void Characters_are_counted_as_people_see_them() => Assert.Equal(4, TextCut.Count($"x{Family}{Flag}{Accent}y", 1, $"x{Family}{Flag}{Accent}y".Length));

    [Fact]
    public void A_cut_in_a_megabyte_without_a_safe_place_is_quick()
    {
        var text = string.Concat(Enumerable.Repeat(Flag, 250_000));
        var start = TimeProvider.System.GetTimestamp();
        for (var i = 1; i <= 300; i++) TextCut.Before(text, i * 3333);
        Assert.InRange(TimeProvider.System.GetElapsedTime(start).TotalSeconds, 0, 10);
    }

    private static HashSet<int> Boundaries(string text) => [.. StringInfo.ParseCombiningCharacters(text), text.Length];
}
