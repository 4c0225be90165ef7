using Flywheel.Core.Curate.Validation;

namespace Flywheel.Tests.Curate.Validation;

public class RedactionTests
{
    [Fact]
    public void What_is_found_becomes_a_placeholder()
    {
        var (text, count) = Redaction.Redact("I am anna@example.org, card 4111 1111 1111 1111, password: hunter2!x.");
        Assert.Equal("I am [EMAIL], card [CARD], password: [SECRET].", text);
        Assert.Equal(3, count);
    }

    [Fact]
    public void A_text_without_finds_stays_the_same_object()
    {
        const string Clean = "Nothing to see here.";
        Assert.Same(Clean, Redaction.Redact(Clean).Text);
    }

    [Fact]
    public void Redacting_twice_changes_nothing_more()
    {
        var (once, _) = Redaction.Redact("IP 203.0.113.7, SSN 123-45-6789, GB82WEST12345698765432, +44 20 7946 0958");
        Assert.Equal("IP [IP], SSN [SSN], [IBAN], [PHONE]", once);
        Assert.Equal(0, Redaction.Redact(once).Count);
    }

    [Fact]
    public void A_place_deep_in_a_long_text_is_found() =>
        Assert.Equal(1, Redaction.Redact(new string('x', 700_000) + " anna@example.org " + new string('y', 700_000)).Count);

    [Fact]
    public void Spans_in_any_order_overlapping_or_outside_are_handled()
    {
        FindingSpan[] spans = [new(8, 2, "B"), new(0, 3, "A"), new(1, 4, "X"), new(9, 5, "Y"), new(3, 0, "Z")];
        Assert.Equal("[A]34567[B]", Redaction.Apply("0123456789", spans));
    }

    [Fact]
    public void Places_count_utf16_units() => Assert.Equal("\ud83d\ude00 [EMAIL]", Redaction.Redact("\ud83d\ude00 a@example.org").Text);
}
