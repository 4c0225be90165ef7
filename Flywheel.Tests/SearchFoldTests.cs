using Flywheel.Core;

namespace Flywheel.Tests;

/// <summary>Expected pairs: Unicode's CaseFolding.txt (C and F) and the compatibility mappings of UAX #15.</summary>
public sealed class SearchFoldTests
{
    [Theory]
    [InlineData("Öffnungszeiten in KÖLN", "öffnungszeiten in köln")]
    [InlineData("ПРИВЕТ", "привет")]
    [InlineData("STRASSE", "Straße")]
    [InlineData("STRAẞE", "straße")]
    [InlineData("ΟΔΥΣΣΕΥΣ", "οδυσσευς")]
    [InlineData("İSTANBUL", "istanbul")]
    [InlineData("DIYARBAKIR", "dıyarbakır")]
    [InlineData("i\u0307stanbul", "İstanbul")]
    [InlineData("ＳＨＯＰ １００％", "shop 100%")]
    [InlineData("ｶﾞｷﾞ", "ガギ")]
    [InlineData("Ko\u0308ln", "KÖLN")]
    [InlineData("ﬁle", "FILE")]
    [InlineData("K\u212a", "kk")]
    [InlineData("ՀԱՅԵՐԵՆ", "հայերեն")]
    [InlineData("ᲥᲐᲠᲗᲣᲚᲘ", "ქართული")]
    [InlineData("𐐀𐐁", "𐐨𐐩")]
    [InlineData("Ꭰꭰ", "ꭰꭰ")]
    [InlineData("Ǆ ǅ", "ǆ ǆ")]
    public void What_differs_in_case_or_width_only_is_the_same(string one, string other) => Assert.Equal(SearchFold.Of(one), SearchFold.Of(other));

    [Theory]
    [InlineData("Köln", "Koln")]
    [InlineData("е", "e")]
    [InlineData("café", "cafe")]
    public void Accents_and_scripts_keep_texts_apart(string one, string other) => Assert.NotEqual(SearchFold.Of(one), SearchFold.Of(other));

    [Fact]
    public void Folding_twice_changes_nothing_more()
    {
        foreach (var text in new[] { "Straße İı ΣΣ ς ＡＢＣ ﬁ Ǆ ᾼ ΐ J\u030c ŉ", "a\ud800b", "\u0130\u0307" })
            Assert.Equal(SearchFold.Of(text), SearchFold.Of(SearchFold.Of(text)));
    }

    [Fact]
    public void A_broken_surrogate_does_no_harm() => Assert.Equal("a\ufffdb", SearchFold.Of("A\ud800B"));

    [Fact]
    public void Texts_that_are_searched_together_do_not_run_together() =>
        Assert.DoesNotContain(SearchFold.Of("one two"), SearchFold.OfAll("one", " two", "one", null, ""), StringComparison.Ordinal);

    [Fact]
    public void A_long_run_of_marks_costs_no_square()
    {
        var text = "ä" + string.Concat(Enumerable.Repeat("\u0301\u0323", 250_000));
        var start = TimeProvider.System.GetTimestamp();
        SearchFold.Of(text);
        Assert.InRange(TimeProvider.System.GetElapsedTime(start).TotalSeconds, 0, 5);
    }
}
