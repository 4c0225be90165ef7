using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Flywheel.Core.Audit;

/// <summary>
/// The hash of an audit entry: SHA-256 over the 32 bytes of the previous hash, then time, actor id, actor name, action,
/// subject, before, after and address, each as its length in bytes (32 bits, big-endian; -1 for null) and its UTF-8.
/// The time is written <c>yyyy-MM-ddTHH:mm:ss.ffffffZ</c>. Lengths keep text from moving between members unseen.
/// </summary>
public static class AuditHash
{
    /// <summary>What stands before the first entry: 32 zero bytes.</summary>
    public static byte[] Origin => new byte[SHA256.HashSizeInBytes];

    /// <summary>The hash that an untouched entry carries.</summary>
    public static byte[] Of(AuditEntry entry)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(entry.PreviousHash);
        foreach (var member in Members(entry)) Append(hash, member);
        return hash.GetHashAndReset();
    }

    private static string?[] Members(AuditEntry entry) =>
    [
        entry.At.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture),
        entry.ActorId, entry.ActorName, entry.Action, entry.Subject, entry.Before, entry.After, entry.From,
    ];

    private static void Append(IncrementalHash hash, string? text)
    {
        var bytes = text is null ? [] : Encoding.UTF8.GetBytes(text);
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, text is null ? -1 : bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }
}
