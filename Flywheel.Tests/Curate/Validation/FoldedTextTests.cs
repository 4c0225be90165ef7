using Flywheel.Core.Curate.Validation;

namespace Flywheel.Tests.Curate.Validation;

public class FoldedTextTests
{
    [Fact]
    public void Plain_text_is_searched_as_it_is()
    {
        const string Text = "Grüße, 漢字, 030 1234";
        Assert.Same(Text, FoldedText.Of(Text).Text);
    }

    [Theory]
    [InlineData("０３－Ａ", "03-A")]
    [InlineData("٣४৫", "345")]
    [InlineData("\u212a\u017f", "Ks")]
    [InlineData("a\u200bb\u00adc", "abc")]
    [InlineData("𝟏𝐀", "1A")]
    [InlineData("x² and ²³", "x² and 23")]
    [InlineData("½ …", "½ …")]
    [InlineData("カード", "カード")]
    [InlineData("3ー4", "3-4")]
    [InlineData("です。次", "です。次")]
    [InlineData("\ud800０", "\ud8000")]
    public void Forms_fold_to_what_they_stand_for(string text, string folded) => Assert.Equal(folded, FoldedText.Of(text).Text);

    [Fact]
    public void Every_place_leads_back_to_the_characters_it_came_from()
    {
        const string Text = "😀a\u0301\u200b𝟏℡漢";
        var folded = FoldedText.Of(Text);
        Assert.Equal("😀a1TEL漢", folded.Text);
        var origins = Enumerable.Range(0, folded.Text.Length).Select(i => folded.ToOriginal(new FindingSpan(i, 1, ""))).Select(s => (s.Start, s.Length));
        Assert.Equal([(0, 1), (1, 1), (2, 2), (5, 2), (7, 1), (7, 1), (7, 1), (8, 1)], origins);
        Assert.Equal(new FindingSpan(0, Text.Length, "X"), folded.ToOriginal(new FindingSpan(0, folded.Text.Length, "X")));
    }
}
