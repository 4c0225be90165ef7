using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Curate.Validation.NearDuplicates;
using Flywheel.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Curate.Curation;

/// <summary>What the indexes of one application know of a text: the signals that proposed nearly the same before.</summary>
internal sealed record NearDuplicates(byte[] PairSignature, byte[] InputSignature, IReadOnlyList<NearDuplicateMatch> Pairs, IReadOnlyList<NearDuplicateMatch> Inputs);

/// <summary>
/// The near-duplicate indexes, two for each application (pairs, inputs), in the Curator's memory. They are read from the
/// stored fingerprints when first needed. One thread at a time.
/// </summary>
internal sealed class NearDuplicateIndexes(Database database)
{
    private const int MostMatches = 3;
    private readonly Dictionary<int, (NearDuplicateIndex Pairs, NearDuplicateIndex Inputs)> _byApplication = [];

    /// <summary>Loads an application's fingerprints up to a position of the feed, unless they are there already.</summary>
    public async Task LoadAsync(int applicationId, long upTo, CancellationToken cancellationToken)
    {
        if (_byApplication.ContainsKey(applicationId)) return;
        var (pairs, inputs) = (new NearDuplicateIndex(), new NearDuplicateIndex());
        await using var db = await database.ReadAsync(cancellationToken);
        await foreach (var print in db.Fingerprints.AsNoTracking().Where(f => f.ApplicationId == applicationId && f.SignalId <= upTo)
            .OrderBy(f => f.SignalId).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            pairs.Restore(print.SignalId, Signature.FromBytes(print.Pair));
            inputs.Restore(print.SignalId, Signature.FromBytes(print.Input));
        }

        _byApplication[applicationId] = (pairs, inputs);
    }

    /// <summary>Looks for what is near, and remembers the text under its signal's id.</summary>
    public NearDuplicates Observe(int applicationId, long signalId, string input, string output)
    {
        var (pairs, inputs) = _byApplication[applicationId];
        var pair = pairs.Sign(input, output);
        var alone = inputs.Sign(input);
        var nearPairs = FindAndAdd(pairs, signalId, pair);
        var nearInputs = FindAndAdd(inputs, signalId, alone);
        return new(pair.ToBytes(), alone.ToBytes(), nearPairs, nearInputs);
    }

    private static IReadOnlyList<NearDuplicateMatch> FindAndAdd(NearDuplicateIndex index, long signalId, Signature signature)
    {
        var matches = index.FindAll(signature, MostMatches, NearDuplicateIndex.Threshold);
        signature.Teaches = matches is not [{ Similarity: >= NearDuplicateIndex.CopyThreshold }, ..];
        index.Restore(signalId, signature);
        return matches;
    }

    /// <summary>Forgets everything: the next use reads the fingerprints again.</summary>
    public void Clear() => _byApplication.Clear();
}
