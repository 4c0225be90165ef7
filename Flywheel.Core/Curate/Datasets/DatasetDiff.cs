using System.Runtime.CompilerServices;

namespace Flywheel.Core.Curate.Datasets;

/// <summary>A row of a version as far as a comparison needs it.</summary>
/// <param name="Hash">SHA-256 of the canonical row.</param>
public readonly record struct DatasetEntry(long CandidateId, byte[] Hash);

/// <summary>What became of a row between two versions.</summary>
public enum DatasetChangeKind
{
    /// <summary>Only in the later version.</summary>
    In = 0,

    /// <summary>Only in the earlier version.</summary>
    Out = 1,

    /// <summary>In both, with another content.</summary>
    Edited = 2,
}

/// <summary>One difference.</summary>
public readonly record struct DatasetChange(long CandidateId, DatasetChangeKind Kind);

/// <summary>How many differences of each kind.</summary>
public sealed record DatasetChangeCounts(int In, int Out, int Edited);

/// <summary>Compares two versions of a dataset in one pass over both, holding one row of each.</summary>
public static class DatasetDiff
{
    /// <summary>The differences, by rising candidate id.</summary>
    /// <param name="before">The earlier version, by rising id.</param>
    /// <param name="after">The later version, by rising id.</param>
    /// <exception cref="ArgumentException">The ids of a version do not rise.</exception>
    public static async IAsyncEnumerable<DatasetChange> Compare(
        IAsyncEnumerable<DatasetEntry> before, IAsyncEnumerable<DatasetEntry> after, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        await using var left = new Cursor(before, cancel);
        await using var right = new Cursor(after, cancel);
        await left.MoveAsync();
        await right.MoveAsync();
        while (left.Current is not null || right.Current is not null)
        {
            var (id, kind) = Next(left.Current, right.Current);
            if (kind is { } change) yield return new DatasetChange(id, change);
            if (left.Current?.CandidateId == id) await left.MoveAsync();
            if (right.Current?.CandidateId == id) await right.MoveAsync();
        }
    }

    /// <summary>Counts the differences; the arguments are those of <see cref="Compare"/>.</summary>
    public static async Task<DatasetChangeCounts> CountAsync(
        IAsyncEnumerable<DatasetEntry> before, IAsyncEnumerable<DatasetEntry> after, CancellationToken cancel = default)
    {
        var counts = new int[3];
        await foreach (var change in Compare(before, after, cancel)) counts[(int)change.Kind]++;
        return new DatasetChangeCounts(counts[0], counts[1], counts[2]);
    }

    private static (long Id, DatasetChangeKind? Kind) Next(DatasetEntry? left, DatasetEntry? right)
    {
        if (right is not { } after || left?.CandidateId < after.CandidateId) return (left!.Value.CandidateId, DatasetChangeKind.Out);
        if (left is not { } before || after.CandidateId < before.CandidateId) return (after.CandidateId, DatasetChangeKind.In);
        return (after.CandidateId, before.Hash.AsSpan().SequenceEqual(after.Hash) ? null : DatasetChangeKind.Edited);
    }

    private sealed class Cursor(IAsyncEnumerable<DatasetEntry> entries, CancellationToken cancel) : IAsyncDisposable
    {
        private readonly IAsyncEnumerator<DatasetEntry> _entries = entries.GetAsyncEnumerator(cancel);

        public DatasetEntry? Current { get; private set; }

        public async ValueTask MoveAsync()
        {
            var last = Current?.CandidateId;
            Current = await _entries.MoveNextAsync() ? _entries.Current : null;
            if (Current?.CandidateId <= last) throw new ArgumentException("The ids of a version must rise.");
        }

        public ValueTask DisposeAsync() => _entries.DisposeAsync();
    }
}
