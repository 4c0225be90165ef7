namespace Flywheel.Core.Curate.Validation.NearDuplicates;

/// <summary>An earlier text that nearly equals another; the similarity is above 0 and at most 1.</summary>
public readonly record struct NearDuplicateMatch(long Id, double Similarity);

/// <summary>What observing a text told: its signature, to be stored, and the most similar earlier text, if any is near.</summary>
public readonly record struct Observation(Signature Signature, NearDuplicateMatch? Match);

/// <summary>
/// Finds near-duplicates among the texts of one application, in memory, in time that does not grow with their number:
/// MinHash signatures with locality-sensitive hashing (bands of one row), verified by the Jaccard similarity of the sampled shingles.
/// Shingles that everybody uses (see <see cref="FrequencySketch"/>) do not count, unless a text has no others.
/// <para>
/// The state is a function of the sequence of additions alone. Each stored signature holds all that its text contributed,
/// after discounting: calling <see cref="Restore"/> with the stored signatures in the order in which they were observed
/// brings the same state back. Not safe for use by several threads at once.
/// </para>
/// </summary>
public sealed class NearDuplicateIndex
{
    /// <summary>The most hashes in a signature. The standard error of a similarity near the threshold is at most 0.08 at this size.</summary>
    public const int SampleSize = 40;

    /// <summary>The Jaccard similarity from which two texts are near-duplicates.</summary>
    public const double Threshold = 0.42;

    /// <summary>What stands in fewer texts than this always counts.</summary>
    public const int LearntFrom = FrequencySketch.LeastTexts;

    /// <summary>A text this similar to an earlier one does not teach what everybody says, so that a flood of copies does not hide itself.</summary>
    internal const double CopyThreshold = 0.9;

    private const int BandsStored = 12;
    private const int BandsSearched = 16;
    private const int RareBelow = 8;
    private const int MostVerified = 16;

    private readonly FrequencySketch frequencies = new();
    private readonly SignatureStore store = new();
    private readonly BandTable table = new();
    private readonly HashSample whole = new(SampleSize);
    private readonly HashSample half = new(SampleSize / 2);
    private readonly List<int> candidates = [];
    private readonly List<long> ranked = [];

    /// <summary>How many texts were added.</summary>
    public int Count => store.Count;

    /// <summary>How many texts the last search compared in full; at most 16 whatever the index holds.</summary>
    internal int LastCompared => candidates.Count;

    /// <summary>Signs a text, looks for the most similar earlier one, and adds it.</summary>
    public Observation Observe(long id, string text) => Observe(id, Sign(text));

    /// <summary>The same for a pair: near only when both the inputs and the outputs are.</summary>
    public Observation Observe(long id, string input, string output) => Observe(id, Sign(input, output));

    /// <summary>The signature of a text as the index now stands. It is not added.</summary>
    public Signature Sign(string text)
    {
        var hashes = SampleOf(text, whole, 0, out var boilerplate).ToArray();
        return new Signature(hashes, boilerplate, isPair: false);
    }

    /// <summary>The signature of a pair as the index now stands: half of the sample from each.</summary>
    public Signature Sign(string input, string output)
    {
        var first = SampleOf(input, half, 0, out var inputIsBoilerplate).ToArray();
        var second = SampleOf(output, half, Similarity.SecondPart, out var outputIsBoilerplate);
        return new Signature([.. first, .. second], inputIsBoilerplate || outputIsBoilerplate, isPair: true);
    }

    /// <summary>The most similar text at or above <see cref="Threshold"/>; of equals the earliest. Null when there is none.</summary>
    public NearDuplicateMatch? Find(Signature signature) =>
        FindAll(signature, 1, Threshold) is [var best, ..] ? best : null;

    /// <summary>Up to <paramref name="most"/> texts of at least that similarity (above 0 to 1), the most similar first, then the earliest.</summary>
    public IReadOnlyList<NearDuplicateMatch> FindAll(Signature signature, int most, double least)
    {
        Gather(signature.Hashes);
        List<(int Ordinal, double Similarity)>? found = null;
        var discounted = signature.IsBoilerplateOnly ? null : frequencies.Boilerplate;
        foreach (var ordinal in candidates)
        {
            var similarity = Similarity.Between(signature.Hashes, store.HashesOf(ordinal), discounted, signature.PartSize);
            if (similarity >= least) (found ??= []).Add((ordinal, similarity));
        }

        return found is null
            ? []
            : [.. found.OrderByDescending(f => f.Similarity).ThenBy(f => f.Ordinal).Take(most)
                .Select(f => new NearDuplicateMatch(store.IdOf(f.Ordinal), f.Similarity))];
    }

    /// <summary>Adds a stored signature without looking for its like. In the order of observation it brings the same state back.</summary>
    /// <exception cref="InvalidOperationException">The index holds <see cref="BandTable.MostTexts"/> texts.</exception>
    public void Restore(long id, Signature signature)
    {
        if (Count >= BandTable.MostTexts) throw new InvalidOperationException("The near-duplicate index is full.");
        if (table.IsTooSmallFor((long)(Count + 1) * BandsStored)) Grow();
        Insert(store.Append(id, signature.Hashes), signature.Hashes);
        if (signature.Teaches) frequencies.Learn(signature.Hashes);
    }

    /// <summary>
    /// Forgets a text (after an erasure): it is never found again, and its hashes are overwritten. Costs a walk over the
    /// ids. An index restored without it may differ in what it takes for boilerplate by this one text. False when the id is unknown.
    /// </summary>
    public bool Remove(long id) => store.Remove(id);

    private Observation Observe(long id, Signature signature)
    {
        var match = Find(signature);
        signature.Teaches = match is not { Similarity: >= CopyThreshold };
        Restore(id, signature);
        return new Observation(signature, match);
    }

    /// <summary>The texts that share most bands, at most <see cref="MostVerified"/>; of equals the earliest.</summary>
    private void Gather(ReadOnlySpan<uint> hashes)
    {
        candidates.Clear();
        Span<uint> bands = stackalloc uint[BandsSearched];
        foreach (var hash in bands[..Bands(hashes, bands)]) table.Find(hash, candidates);
        candidates.Sort();
        ranked.Clear();
        for (var i = 0; i < candidates.Count;)
        {
            var (ordinal, first) = (candidates[i], i);
            while (i < candidates.Count && candidates[i] == ordinal) i++;
            if (store.IdOf(ordinal) != 0) ranked.Add(((long)-(i - first) << 32) | (uint)ordinal);
        }

        ranked.Sort();
        candidates.Clear();
        for (var i = 0; i < ranked.Count && i < MostVerified; i++) candidates.Add((int)ranked[i]);
    }

    private ReadOnlySpan<uint> SampleOf(string text, HashSample sample, uint tag, out bool isBoilerplateOnly)
    {
        sample.Reset();
        sample.Tag = tag;
        sample.Except = frequencies.Boilerplate;
        Shingles.Collect(text, sample);
        var hashes = sample.Take();
        isBoilerplateOnly = hashes.IsEmpty && sample.LeftOut;
        if (!isBoilerplateOnly) return hashes;
        sample.Reset();
        sample.Tag = tag;
        sample.Except = null;
        Shingles.Collect(text, sample);
        return sample.Take();
    }

    private void Insert(int ordinal, ReadOnlySpan<uint> hashes)
    {
        Span<uint> bands = stackalloc uint[BandsStored];
        foreach (var hash in bands[..Bands(hashes, bands)]) table.Add(hash, ordinal);
    }

    /// <summary>
    /// The hashes to look up: rare shingles first, since they tell the most, the smallest first among them; of pairs, as
    /// many of either part as fit.
    /// </summary>
    private int Bands(ReadOnlySpan<uint> hashes, Span<uint> bands)
    {
        var split = Similarity.SplitOf(hashes);
        var second = hashes[split..];
        var forSecond = Math.Min(second.Length, split == 0 ? bands.Length : bands.Length * 2 / 3);
        var count = Pick(hashes[..split], bands[..(bands.Length - forSecond)]);
        return count + Pick(second, bands.Slice(count, forSecond));
    }

    private int Pick(ReadOnlySpan<uint> hashes, Span<uint> picked)
    {
        var count = 0;
        var rare = 0UL;
        for (var i = 0; i < hashes.Length && count < picked.Length; i++)
        {
            if (frequencies.CountOf(hashes[i]) >= RareBelow) continue;
            rare |= 1UL << i;
            picked[count++] = hashes[i];
        }

        for (var i = 0; i < hashes.Length && count < picked.Length; i++)
        {
            if ((rare & (1UL << i)) != 0) continue;
            picked[count++] = hashes[i];
        }

        return count;
    }

    private void Grow()
    {
        table.Grow();
        for (var i = 0; i < store.Count; i++) Insert(i, store.HashesOf(i));
    }
}
