using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Flywheel.Core.Access;

/// <summary>A key or token that was just made: the only moment at which its text is known.</summary>
/// <param name="Id">The row's id, to revoke it by.</param>
/// <param name="Secret">The text to hand over; it is stored nowhere.</param>
/// <param name="Prefix">The first characters, to recognise it by later.</param>
public sealed record CreatedSecret(int Id, string Secret, string Prefix);

/// <summary>
/// Keys and tokens as text: a marker that secret scanners recognise and 256 random bits in base64url. What is stored is
/// the SHA-256: with that much randomness a slow hash would add nothing.
/// </summary>
public static class Secrets
{
    /// <summary>How an application's key begins.</summary>
    public const string KeyMarker = "fw_key_";

    /// <summary>How a personal token begins.</summary>
    public const string TokenMarker = "fw_pat_";

    /// <summary>How many characters of a secret are kept readable: the marker and five of 43 random ones.</summary>
    public const int PrefixLength = 12;

    private const int RandomBytes = 32;

    /// <summary>A new secret that begins with <paramref name="marker"/>.</summary>
    public static string Create(string marker) =>
        marker + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes));

    /// <summary>The characters to recognise a secret by.</summary>
    public static string PrefixOf(string secret) => secret[..Math.Min(PrefixLength, secret.Length)];

    /// <summary>SHA-256 of the text's UTF-8 bytes, 32 bytes: what is stored and looked up.</summary>
    public static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    /// <summary>Does the text belong to the stored hash? Takes the same time whatever differs.</summary>
    public static bool Matches(string secret, ReadOnlySpan<byte> storedHash) =>
        CryptographicOperations.FixedTimeEquals(Hash(secret), storedHash);
}
