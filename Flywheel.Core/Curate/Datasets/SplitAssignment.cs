using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Flywheel.Core.Curate.Exports;

namespace Flywheel.Core.Curate.Datasets;

/// <summary>
/// Puts candidates on the sides of a split so that near-duplicates never stand on two of them, in this version or across
/// versions. The answer depends only on its arguments, never on the order of the calls.
/// </summary>
/// <remarks>
/// <para>A candidate that stood in an earlier version keeps its side, whatever happened to ratios or groups since.</para>
/// <para>A group stands where its members stood before; a group without a past stands where its hash falls (see
/// <see cref="ByHash"/>). A new candidate goes where all its groups stand. Where they stand on different sides it is a
/// bridge: it would show one side what the other holds, so it is left out.</para>
/// <para>Groups that merge after they stood on two sides stay where they were, member by member; only what comes new
/// into the merged group is a bridge.</para>
/// </remarks>
public sealed class SplitAssignment(string dataset, SplitRatios ratios, EarlierSplits earlier)
{
    private static readonly Split[] Order = [Split.Train, Split.Validation, Split.Test];

    /// <summary>How many candidates were left out as bridges so far.</summary>
    public int Bridged { get; private set; }

    /// <summary>The candidate's side, or null for a bridge (counted in <see cref="Bridged"/>).</summary>
    /// <param name="groupIds">Its own group and those of its near-duplicates, as they are now; at least one.</param>
    /// <exception cref="ArgumentException">There is no group.</exception>
    public Split? Assign(long candidateId, params IReadOnlyCollection<long> groupIds)
    {
        if (groupIds.Count == 0) throw new ArgumentException("A candidate belongs to at least one group.", nameof(groupIds));
        if (earlier.SplitOf(candidateId) is { } kept) return kept;
        var splits = Splits.None;
        foreach (var group in groupIds) splits |= Standing(group);
        if (splits.Only() is { } split) return split;
        Bridged++;
        return null;
    }

    /// <summary>
    /// The side of a group without a past: the first 8 bytes of SHA-256 of <c>dataset:group</c> in UTF-8, as a big-endian
    /// unsigned integer, divided by 2^64, against the cumulative shares of train, validation and test.
    /// </summary>
    public static Split ByHash(string dataset, long groupId, SplitRatios ratios)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"{dataset}:{groupId}");
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(key));
        var point = BinaryPrimitives.ReadUInt64BigEndian(hash) / Math.Pow(2, 64);
        var sides = Order.Where(s => ratios.ShareOf(s) > 0).ToArray();
        var share = 0.0;
        foreach (var side in sides)
        {
            share += ratios.ShareOf(side);
            if (point < share) return side;
        }

        // Shares that add up to a hair less than 1 must not open a side whose share is 0.
        return sides[^1];
    }

    private Splits Standing(long groupId) =>
        earlier.SplitsOf(groupId) is var past && past != Splits.None ? past : ByHash(dataset, groupId, ratios).AsSet();
}
