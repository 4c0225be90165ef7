namespace Flywheel.Core.Curate.Validation.PersonalData;

/// <summary>Tells random-looking strings from words.</summary>
internal static class Randomness
{
    /// <summary>
    /// Whether a string of at least <paramref name="shortest"/> characters mixes digits with letters and its Shannon
    /// entropy per character is at least 3 bits (English text of that length has about 2.5 to 3.5, but no digits).
    /// </summary>
    public static bool LooksRandom(ReadOnlySpan<char> token, int shortest)
    {
        if (token.Length < shortest) return false;
        return token.ContainsAnyInRange('0', '9') && token.ContainsAny(Letters) && Entropy(token) >= 3.0;
    }

    private static readonly System.Buffers.SearchValues<char> Letters =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>Shannon entropy, bits a character, of the token's first 256 characters.</summary>
    public static double Entropy(ReadOnlySpan<char> token)
    {
        token = token[..Math.Min(token.Length, 256)];
        Span<int> counts = stackalloc int[128];
        foreach (var c in token) counts[c & 127]++;
        var bits = 0.0;
        foreach (var count in counts)
        {
            if (count == 0) continue;
            var share = (double)count / token.Length;
            bits -= share * Math.Log2(share);
        }

        return bits;
    }
}
