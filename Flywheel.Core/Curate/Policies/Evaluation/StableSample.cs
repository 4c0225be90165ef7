namespace Flywheel.Core.Curate.Policies.Evaluation;

/// <summary>Chance that stays: a number for each candidate and purpose, spread evenly, the same whenever it is asked.</summary>
internal static class StableSample
{
    /// <summary>At least 0, below 1.</summary>
    /// <param name="purpose">Draws for different purposes have nothing to do with each other.</param>
    public static double Draw(long id, string purpose)
    {
        // FNV-1a of the purpose, then the finaliser of SplitMix64 (Steele, Lea and Flood, 2014).
        var z = 14695981039346656037UL;
        foreach (var c in purpose) z = (z ^ c) * 1099511628211UL;
        z += (ulong)id * 0x9E3779B97F4A7C15UL;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return ((z ^ (z >> 31)) >> 11) * (1.0 / (1UL << 53));
    }
}
