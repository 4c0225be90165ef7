namespace Flywheel.Core.Curate.Validation.NearDuplicates;

/// <summary>All hashes of all texts, one after the other in blocks, with the id of each text. 4 bytes a hash.</summary>
internal sealed class SignatureStore
{
    private const int BlockBits = 16;
    private const int BlockSize = 1 << BlockBits;
    private const int FirstBlock = 1 << 10;

    private readonly List<uint[]> blocks = [new uint[FirstBlock]];
    private readonly List<long> ids = [];
    private readonly List<uint> places = [];
    private int used;

    /// <summary>How many texts there are; their ordinals are 0 and up.</summary>
    public int Count => ids.Count;

    /// <summary>The id of a text; 0 when it was removed.</summary>
    public long IdOf(int ordinal) => ids[ordinal];

    public ReadOnlySpan<uint> HashesOf(int ordinal)
    {
        var place = places[ordinal];
        var block = blocks[(int)(place >> BlockBits)];
        var start = (int)(place & (BlockSize - 1));
        return block.AsSpan(start + 1, (int)block[start]);
    }

    /// <summary>Appends a text and answers its ordinal.</summary>
    public int Append(long id, ReadOnlySpan<uint> hashes)
    {
        var block = Room(hashes.Length + 1);
        places.Add(((uint)(blocks.Count - 1) << BlockBits) | (uint)used);
        block[used] = (uint)hashes.Length;
        hashes.CopyTo(block.AsSpan(used + 1));
        used += hashes.Length + 1;
        ids.Add(id);
        return ids.Count - 1;
    }

    /// <summary>Forgets a text's id and hashes. Its ordinal stays taken. False when the id is unknown.</summary>
    public bool Remove(long id)
    {
        var ordinal = ids.IndexOf(id);
        if (ordinal < 0) return false;
        var place = places[ordinal];
        var block = blocks[(int)(place >> BlockBits)];
        var start = (int)(place & (BlockSize - 1));
        block.AsSpan(start, (int)block[start] + 1).Clear();
        ids[ordinal] = 0;
        return true;
    }

    private uint[] Room(int length)
    {
        var block = blocks[^1];
        if (used + length <= block.Length) return block;
        if (block.Length < BlockSize)
        {
            Array.Resize(ref block, block.Length * 2);
            return blocks[^1] = block;
        }

        blocks.Add(block = new uint[BlockSize]);
        used = 0;
        return block;
    }
}
