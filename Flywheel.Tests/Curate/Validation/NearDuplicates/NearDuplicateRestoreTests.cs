using Flywheel.Core.Curate.Validation.NearDuplicates;

namespace Flywheel.Tests.Curate.Validation.NearDuplicates;

public class NearDuplicateRestoreTests
{
    /// <summary>Texts with shared openings, copies, small edits and texts of their own, in a fixed order.</summary>
    private static List<string> Texts(int seed, int count)
    {
        var random = new Random(seed);
        string[] openings = ["", "Translate this to German please: ", "Summarise the article below in one sentence: "];
        var texts = new List<string>(count);
        for (var i = 0; i < count; i++)
        {
            var fresh = openings[random.Next(3)] + string.Join(' ', NearDuplicateIndexTests.Words(seed + (i * 7), 1 + random.Next(30)));
            texts.Add(random.Next(4) > 0 || i == 0 ? fresh : texts[random.Next(i)] + (random.Next(2) == 0 ? "" : " again"));
        }

        return texts;
    }

    [Theory]
    [InlineData(1, 100)]
    [InlineData(2, 1500)]
    [InlineData(3, 3000)]
    public void An_index_restored_from_stored_signatures_answers_as_the_first_one_goes_on(int seed, int killedAt)
    {
        var texts = Texts(seed, 4000);
        var index = new NearDuplicateIndex();
        var stored = texts.Take(killedAt).Select((text, i) => index.Observe(i + 1, text).Signature.ToBytes()).ToList();
        var restored = new NearDuplicateIndex();
        for (var i = 0; i < stored.Count; i++) restored.Restore(i + 1, Signature.FromBytes(stored[i]));
        for (var i = killedAt; i < texts.Count; i++)
        {
            var (a, b) = (index.Observe(i + 1, texts[i]), restored.Observe(i + 1, texts[i]));
            Assert.Equal(a.Match, b.Match);
            Assert.Equal(a.Signature.ToBytes(), b.Signature.ToBytes());
        }
    }

    [Fact]
    public void Pairs_are_restored_too()
    {
        var texts = Texts(4, 1200);
        var (index, restored) = (new NearDuplicateIndex(), new NearDuplicateIndex());
        for (var i = 0; i + 1 < 600; i++)
            restored.Restore(i, Signature.FromBytes(index.Observe(i, texts[i], texts[i + 1]).Signature.ToBytes()));
        for (var i = 600; i + 1 < texts.Count; i++)
            Assert.Equal(index.Observe(i, texts[i], texts[i + 1]).Match, restored.Observe(i, texts[i], texts[i + 1]).Match);
    }

    [Fact]
    public void The_same_texts_give_the_same_signatures_in_any_process()
    {
        var signature = new NearDuplicateIndex().Sign("one two three").ToBytes();
        Assert.Equal(signature, new NearDuplicateIndex().Sign("One, two: THREE!").ToBytes());
    }

    [Theory]
    [InlineData(new byte[] { })]
    [InlineData(new byte[] { 2, 0 })]
    [InlineData(new byte[] { 1, 0, 5 })]
    public void Other_bytes_are_refused(byte[] bytes) => Assert.Throws<FormatException>(() => Signature.FromBytes(bytes));

    [Fact]
    public void A_stored_signature_is_small()
    {
        var text = string.Join(' ', NearDuplicateIndexTests.Words(1, 5000));
        Assert.Equal(2 + (4 * NearDuplicateIndex.SampleSize), new NearDuplicateIndex().Sign(text).ToBytes().Length);
    }
}
