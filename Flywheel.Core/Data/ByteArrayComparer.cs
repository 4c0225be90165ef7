using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace Flywheel.Core.Data;

/// <summary>Compares hashes by their bytes.</summary>
public sealed class ByteArrayComparer : IEqualityComparer<byte[]>
{
    public static readonly ByteArrayComparer Instance = new();

    /// <inheritdoc/>
    public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

    /// <summary>The first bytes are as good as any of a cryptographic hash.</summary>
    public int GetHashCode([DisallowNull] byte[] obj) => obj.Length >= 4 ? BinaryPrimitives.ReadInt32LittleEndian(obj) : 0;
}
