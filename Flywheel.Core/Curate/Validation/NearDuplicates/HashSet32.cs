namespace Flywheel.Core.Curate.Validation.NearDuplicates;

/// <summary>A set of hashes in open addressing. They are spread already, so that asking is one look as a rule.</summary>
internal sealed class HashSet32
{
    private uint[] slots = new uint[64];
    private bool hasZero;

    public int Count { get; private set; }

    public bool Contains(uint hash)
    {
        if (hash == 0) return hasZero;
        for (var i = hash & (uint)(slots.Length - 1); ; i = (i + 1) & (uint)(slots.Length - 1))
        {
            if (slots[i] == hash) return true;
            if (slots[i] == 0) return false;
        }
    }

    public void Add(uint hash)
    {
        if (Contains(hash)) return;
        Count++;
        if (hash == 0) hasZero = true;
        else if (Count * 2 > slots.Length) Grow(hash);
        else Put(hash);
    }

    private void Grow(uint added)
    {
        var old = slots;
        slots = new uint[old.Length * 2];
        foreach (var hash in old)
        {
            if (hash != 0) Put(hash);
        }

        Put(added);
    }

    private void Put(uint hash)
    {
        var i = hash & (uint)(slots.Length - 1);
        while (slots[i] != 0) i = (i + 1) & (uint)(slots.Length - 1);
        slots[i] = hash;
    }
}
