using System.Buffers;
using System.Security.Cryptography;

namespace Flywheel.Core.Curate.Exports;

/// <summary>
/// The hash of a dataset version, built row by row: SHA-256 over the canonical rows in the order of their ids, LF between
/// them and none at the end. No rows give the hash of no bytes.
/// </summary>
public sealed class DatasetHash : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly ArrayBufferWriter<byte> _row = new();
    private long _lastId = long.MinValue;

    /// <summary>How many rows were added.</summary>
    public int Rows { get; private set; }

    /// <summary>Adds the next row and gives the row's own hash (<see cref="CanonicalRow.Hash"/>).</summary>
    /// <exception cref="ArgumentException">The id does not rise.</exception>
    public byte[] Append(TrainingRow row)
    {
        if (row.Id <= _lastId) throw new ArgumentException($"Row {row.Id} comes after row {_lastId}; ids must rise.", nameof(row));
        if (Rows > 0) _hash.AppendData("\n"u8);
        _row.ResetWrittenCount();
        CanonicalRow.Write(row, _row);
        _hash.AppendData(_row.WrittenSpan);
        _lastId = row.Id;
        Rows++;
        return SHA256.HashData(_row.WrittenSpan);
    }

    /// <summary>The hash of everything added, 64 lower-case hexadecimal digits; begins anew afterwards.</summary>
    public string Complete()
    {
        _lastId = long.MinValue;
        Rows = 0;
        return Convert.ToHexStringLower(_hash.GetHashAndReset());
    }

    public void Dispose() => _hash.Dispose();
}
