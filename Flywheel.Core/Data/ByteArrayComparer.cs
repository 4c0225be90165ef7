using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace Flywheel.Core.Data;

/// <summary>Compares hashes by their bytes.</summary>
public sealed class ByteArrayComparer : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
{
    public static readonly ByteArrayComparer Instance = new();

    /// <inheritdoc/>
    public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

    /// <inheritdoc/>
    public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

    /// <inheritdoc/>
    public int GetHashCode([DisallowNull] byte[] obj) => GetHashCode(obj.AsSpan());

    /// <summary>The first bytes are as good as any of a cryptographic hash.</summary>
    public int GetHashCode(ReadOnlySpan<byte> alternate) => alternate.Length >= 4 ? BinaryPrimitives.ReadInt32LittleEndian(alternate) : 0;

    /// <inheritdoc/>
    public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();
}
