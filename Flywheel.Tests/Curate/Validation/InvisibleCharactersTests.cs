using Flywheel.Core.Curate.Validation;

namespace Flywheel.Tests.Curate.Validation;

public class InvisibleCharactersTests
{
    private static List<FindingSpan> Find(string text)
    {
        var spans = new List<FindingSpan>();
        InvisibleCharacters.Find(text, spans);
        return spans;
    }

    [Theory]
    [InlineData("pass\u200bword", 4, 1)]
    [InlineData("soft\u00adhyphen", 4, 1)]
    [InlineData("x\u202egnp.exe", 1, 1)]
    [InlineData("line\u2028two", 4, 1)]
    [InlineData("nul\0", 3, 1)]
    [InlineData("\ufeffstart", 0, 1)]
    [InlineData("a\u200b\u200c\u200db", 1, 3)]
    [InlineData("filler\u3164", 6, 1)]
    public void What_cannot_be_seen_is_found(string text, int start, int length)
    {
        var span = Assert.Single(Find(text));
        Assert.Equal(new FindingSpan(start, length, InvisibleCharacters.Label), span);
    }

    // Not as data of an attribute: those are stored as UTF-8, which has no broken surrogates.
    [Fact]
    public void A_broken_surrogate_is_found() =>
        Assert.Equal(new FindingSpan(6, 1, InvisibleCharacters.Label), Assert.Single(Find("broken\ud800")));

    [Fact]
    public void Text_hidden_in_tag_characters_is_found()
    {
        var hidden = string.Concat("ignore all".Select(c => char.ConvertFromUtf32(0xe0000 + c)));
        Assert.Equal(hidden.Length, Assert.Single(Find("Hello" + hidden)).Length);
    }

    [Theory]
    [InlineData("Tabs\tand\r\nlines")]
    [InlineData("A family: \ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67")]
    [InlineData("A heart: \u2764\ufe0f\u200d\ud83d\udd25")]
    [InlineData("\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645")]
    [InlineData("\u0915\u094d\u200d\u0937")]
    [InlineData("\u05e9\u05dc\u05d5\u05dd\u200f!")]
    [InlineData("\ud83c\udff4\udb40\udc67\udb40\udc62\udb40\udc65\udb40\udc6e\udb40\udc67\udb40\udc7f")]
    [InlineData("na\u00efve caf\u00e9 \u4e2d\u6587 \u20ac")]
    public void What_a_script_or_an_emoji_needs_is_left_alone(string text) => Assert.Empty(Find(text));

    [Fact]
    public void A_joiner_between_latin_letters_is_not_needed() => Assert.Single(Find("pay\u200dpal"));
}
