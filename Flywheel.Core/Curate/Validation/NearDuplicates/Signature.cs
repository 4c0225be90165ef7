using System.Buffers.Binary;

namespace Flywheel.Core.Curate.Validation.NearDuplicates;

/// <summary>
/// A MinHash sample of a text's shingles (the bottom-k form: Broder 1997, "On the resemblance and containment of
/// documents"), made by <see cref="NearDuplicateIndex.Observe(long, string)"/>. It is small (at most about 200 bytes) and can be stored: see
/// <see cref="ToBytes"/>.
/// </summary>
public sealed class Signature
{
    private const byte Format = 1;
    private readonly uint[] hashes;

    internal Signature(uint[] hashes, bool isBoilerplateOnly, bool isPair)
    {
        IsPair = isPair;
        this.hashes = hashes;
        IsBoilerplateOnly = isBoilerplateOnly;
    }

    /// <summary>Ascending; the highest bit tells the second part of a pair.</summary>
    internal ReadOnlySpan<uint> Hashes => hashes;

    /// <summary>Whether everything in the text is said by everybody, so that nothing could be left out.</summary>
    internal bool IsBoilerplateOnly { get; }

    /// <summary>Whether it is of an input with its output.</summary>
    internal bool IsPair { get; }

    /// <summary>How many hashes a full sample of one part has.</summary>
    internal int PartSize => IsPair ? NearDuplicateIndex.SampleSize / 2 : NearDuplicateIndex.SampleSize;

    /// <summary>Whether the text teaches the index what everybody says; near-copies of earlier texts do not.</summary>
    internal bool Teaches { get; set; }

    /// <summary>A stored form: one byte of format, one of flags, four for each hash, little-endian.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[2 + (hashes.Length * sizeof(uint))];
        bytes[0] = Format;
        bytes[1] = (byte)((IsBoilerplateOnly ? 1 : 0) | (Teaches ? 2 : 0) | (IsPair ? 4 : 0));
        for (var i = 0; i < hashes.Length; i++)
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(2 + (i * sizeof(uint))), hashes[i]);
        return bytes;
    }

    /// <summary>Reads the stored form.</summary>
    /// <exception cref="FormatException">The bytes are not a signature of this version.</exception>
    public static Signature FromBytes(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 2 || bytes[0] != Format || (bytes.Length - 2) % sizeof(uint) != 0
            || (bytes.Length - 2) / sizeof(uint) > NearDuplicateIndex.SampleSize)
            throw new FormatException("Not a near-duplicate signature of this version.");
        var hashes = new uint[(bytes.Length - 2) / sizeof(uint)];
        for (var i = 0; i < hashes.Length; i++)
            hashes[i] = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(2 + (i * sizeof(uint)))..]);
        return new Signature(hashes, (bytes[1] & 1) != 0, (bytes[1] & 4) != 0) { Teaches = (bytes[1] & 2) != 0 };
    }
}
