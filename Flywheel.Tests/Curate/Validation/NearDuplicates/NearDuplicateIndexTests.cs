using Flywheel.Core.Curate.Validation.NearDuplicates;

namespace Flywheel.Tests.Curate.Validation.NearDuplicates;

public class NearDuplicateIndexTests
{
    private const string Text = "How do I get a refund for a parcel that arrived broken last week in Leeds?";
    private readonly NearDuplicateIndex index = new();

    [Fact]
    public void The_first_text_has_no_match() => Assert.Null(index.Observe(1, Text).Match);

    [Theory]
    [InlineData(Text)]
    [InlineData("how do I get a REFUND for a parcel that arrived broken, last week in Leeds")]
    [InlineData("How do I get a refund for a package that arrived broken last week in Leeds?")]
    public void A_small_edit_is_a_near_duplicate(string edited)
    {
        index.Observe(7, Text);
        Assert.Equal(7, index.Observe(8, edited).Match?.Id);
    }

    [Theory]
    [InlineData("How do I get a new card for my account when the old one was stolen?")]
    [InlineData("Was bedeutet das?")]
    [InlineData("")]
    public void Another_text_is_not(string other)
    {
        index.Observe(7, Text);
        Assert.Null(index.Observe(8, other).Match);
    }

    [Theory]
    [InlineData("\u6211\u60f3\u53d6\u6d88\u6628\u5929\u4e0b\u7684\u8ba2\u5355\u8bf7\u95ee\u600e\u4e48\u529e", "\u6211\u60f3\u53d6\u6d88\u4eca\u5929\u4e0b\u7684\u8ba2\u5355\u8bf7\u95ee\u600e\u4e48\u529e")]
    [InlineData("\u0e09\u0e31\u0e19\u0e15\u0e49\u0e2d\u0e07\u0e01\u0e32\u0e23\u0e22\u0e01\u0e40\u0e25\u0e34\u0e01\u0e04\u0e33\u0e2a\u0e31\u0e48\u0e07\u0e0b\u0e37\u0e49\u0e2d", "\u0e09\u0e31\u0e19\u0e15\u0e49\u0e2d\u0e07\u0e01\u0e32\u0e23\u0e22\u0e01\u0e40\u0e25\u0e34\u0e01\u0e04\u0e33\u0e2a\u0e31\u0e48\u0e07")]
    public void Scripts_without_spaces_are_compared_by_characters(string a, string b)
    {
        index.Observe(1, a);
        Assert.Equal(1, index.Observe(2, b).Match?.Id);
    }

    [Fact]
    public void A_long_text_with_an_edit_is_found_and_its_similarity_is_about_right()
    {
        var words = Words(1, 2000);
        index.Observe(1, string.Join(' ', words));
        var match = index.Observe(2, string.Join(' ', words.Select((w, i) => i % 20 == 0 ? "changed" : w))).Match;
        // Of each 20 words 2 of the pairs and 3 of the triples change: J = 35 / 45.
        Assert.InRange(match!.Value.Similarity, 0.78 - 0.2, 0.78 + 0.2);
    }

    [Fact]
    public void A_pair_is_near_only_when_both_parts_are()
    {
        index.Observe(1, Text, "Send it back within thirty days and we pay the postage.");
        Assert.Null(index.Observe(2, Text, "We cannot help you with that, I am afraid, since it was a gift.").Match);
        Assert.Equal(1, index.Observe(3, Text, "Send it back within thirty days and we will pay the postage.").Match?.Id);
    }

    [Fact]
    public void An_opening_that_everybody_uses_does_not_count()
    {
        const string Opening = "You are a helpful assistant of the shop; answer in one short sentence: ";
        for (var i = 0; i < 300; i++) index.Observe(i + 1, Opening + string.Join(' ', Words(i, 1 + (i % 12))));
        index.Observe(1000, Opening + "where is my order");
        Assert.Null(index.Observe(1001, Opening + "close the account").Match);
        Assert.Equal(1000, index.Observe(1002, Opening + "where is my order please").Match?.Id);
    }

    [Fact]
    public void A_flood_of_copies_is_still_found_and_costs_a_bounded_number_of_comparisons()
    {
        for (var i = 1; i <= 5000; i++)
        {
            var match = index.Observe(i, Text).Match;
            Assert.Equal(i > 1, match is { Similarity: 1 });
            Assert.InRange(index.LastCompared, 0, 16);
        }
    }

    [Fact]
    public void Similar_texts_come_with_the_most_similar_first()
    {
        index.Observe(1, "the red car stopped at the old bridge near the market square");
        index.Observe(2, "the red car stopped at the old bridge near the market place");
        index.Observe(3, "nothing of the kind");
        var found = index.FindAll(index.Sign("the red car stopped at the old bridge near the market place"), 5, 0.2);
        Assert.Equal([2, 1], found.Select(f => f.Id));
        Assert.Empty(index.FindAll(index.Sign(Text), 5, 0.2));
    }

    [Fact]
    public void A_removed_text_is_never_found_again()
    {
        index.Observe(1, Text);
        Assert.True(index.Remove(1));
        Assert.False(index.Remove(1));
        Assert.Null(index.Observe(2, Text).Match);
    }

    internal static string[] Words(int seed, int count)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => "w" + random.Next(100_000))];
    }
}
