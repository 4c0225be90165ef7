using Bunit;
using Flywheel.Core.Curate.TextDiffs;
using Flywheel.Core.Curate.Validation;
using Flywheel.Web.Components.Shared.Text;

namespace Flywheel.Tests.Components.Shared.Text;

public sealed class TextViewTests
{
    [Fact]
    public void What_cannot_be_seen_is_named_and_never_reaches_the_page()
    {
        var runs = TextMarks.Of("a\u202eb\u200b\u200b\0\ud800c").Cut(0, 8);
        Assert.Equal(["a", "RLO", "b", "ZWSP×2", "NUL", "BROKEN", "c"], runs.Select(r => r.Text));
    }

    [Fact]
    public void A_thousand_different_invisible_characters_are_summed_up()
    {
        var text = string.Concat(Enumerable.Range(0, 1000).Select(i => i % 2 == 0 ? "\u200b" : "\u2060"));
        Assert.InRange(TextMarks.Of(text).Cut(0, text.Length).Count, 1, 20);
    }

    [Fact]
    public void Behind_the_last_named_character_nothing_invisible_is_left()
    {
        var text = string.Concat(Enumerable.Repeat("a\u202e", 10_000));
        var runs = TextMarks.Of(text).Cut(0, text.Length);
        Assert.InRange(runs.Count, 1, TextMarks.Most + 2);
        Assert.DoesNotContain(runs, r => r.Text.Contains('\u202e', StringComparison.Ordinal));
    }

    [Fact]
    public void A_finding_is_marked_and_of_two_the_narrower_one()
    {
        var runs = TextMarks.Of("call 12345 now", [new(0, 14, "ORDER"), new(5, 5, "PHONE")]).Cut(0, 14);
        Assert.Equal([("call ", "ORDER"), ("12345", "PHONE"), (" now", "ORDER")], runs.Select(r => (r.Text, r.Title!)));
    }

    [Fact]
    public void Spans_outside_the_text_are_ignored() =>
        Assert.Equal("abc", string.Concat(TextMarks.Of("abc", [new(-5, 2, "X"), new(2, int.MaxValue, "Y"), new(9, 1, "Z")]).Cut(0, 3).Select(r => r.Text)));

    [Fact]
    public async Task Markup_in_a_text_stays_text()
    {
        await using var context = new BunitContext();
        var text = "<script>alert(1)</script> & <b>";
        var view = context.Render<VisibleText>(p => p.Add(v => v.Text, text));
        Assert.Equal(text, view.Find(".rv-text").TextContent);
    }

    [Theory]
    [InlineData("😀", 2200)]
    [InlineData("👨‍👩‍👧‍👦", 700)]
    [InlineData("e\u0301", 3100)]
    [InlineData("🇨🇭", 1501)]
    public async Task A_fold_is_cut_at_whole_characters_and_counts_them(string character, int times)
    {
        await using var context = new BunitContext();
        var text = string.Concat(Enumerable.Repeat(character, times));
        var view = context.Render<DiffView>(p => p.Add(v => v.Difference, TextDiff.Compare(text + " end", text + " the end")));
        var shown = view.Find(".rv-diff").TextContent;
        var fold = view.Find(".rv-fold").TextContent;
        Assert.DoesNotContain('\ufffd', shown);
        var hidden = int.Parse(fold.Split(' ')[0].Replace(",", "", StringComparison.Ordinal), System.Globalization.CultureInfo.InvariantCulture);
        var seen = shown.Replace(fold, "", StringComparison.Ordinal).Split(character).Length - 1;
        Assert.Equal(times, seen + hidden);
        view.Find(".rv-fold").Click();
        Assert.Contains(text, view.Find(".rv-diff").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_of_a_megabyte_is_cut_and_can_be_downloaded()
    {
        await using var context = new BunitContext();
        var view = context.Render<VisibleText>(p => p.Add(v => v.Text, new string('x', 1 << 20)).Add(v => v.Href, "/whole"));
        Assert.Equal(VisibleText.Most, view.Find(".rv-text").TextContent.Length);
        Assert.Equal("/whole", view.Find("a").GetAttribute("href"));
    }

    [Fact]
    public async Task A_difference_is_drawn_to_the_character()
    {
        await using var context = new BunitContext();
        var difference = TextDiff.Compare("One  two\nthree four", "One  2\nthree four five");
        var view = context.Render<DiffView>(p => p.Add(v => v.Difference, difference));
        Assert.Equal("One  two2\nthree four five", view.Find(".rv-diff").TextContent);
        Assert.Equal(("two", 2), (view.Find("del").TextContent, view.FindAll("ins").Count));
    }

    [Fact]
    public async Task A_long_unchanged_part_is_folded_until_it_is_wanted()
    {
        await using var context = new BunitContext();
        var same = string.Concat(Enumerable.Repeat("same words ", 2000));
        var view = context.Render<DiffView>(p => p.Add(v => v.Difference, TextDiff.Compare($"a {same}", $"b {same}")));
        Assert.InRange(view.Find(".rv-diff").TextContent.Length, 1, 2000);
        view.Find(".rv-fold").Click();
        Assert.InRange(view.Find(".rv-diff").TextContent.Length, same.Length, int.MaxValue);
    }

    [Fact]
    public async Task A_finding_in_the_new_text_is_marked_inside_the_difference()
    {
        await using var context = new BunitContext();
        var view = context.Render<DiffView>(p => p
            .Add(v => v.Difference, TextDiff.Compare("Ask us.", "Ask a@b.example."))
            .Add(v => v.After, [new FindingSpan(4, 11, "EMAIL")]));
        Assert.Equal("a@b.example", string.Concat(view.FindAll("mark.rv-found").Select(m => m.TextContent)));
    }
}
