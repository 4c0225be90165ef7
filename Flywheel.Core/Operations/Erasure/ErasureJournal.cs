using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Flywheel.Core.Collect.Intake;
using Flywheel.Core.Data;

namespace Flywheel.Core.Operations.Erasure;

/// <summary>A confirmed erasure as the journal keeps it.</summary>
/// <param name="TargetHash">See <see cref="ErasureJournal.HashOf"/>.</param>
public sealed record ErasureLine(Guid Id, DateTime At, int ApplicationId, ErasureKind Kind, string TargetHash, string RequestedBy);

/// <summary>
/// <c>erasures.jsonl</c> in the data directory: every confirmed erasure, outside the database, so that a restored backup
/// forgets again what was erased after it was made. It only grows, and names nobody.
/// </summary>
public sealed class ErasureJournal(DatabaseLocation location, Pseudonyms pseudonyms)
{
    internal const string FileName = "erasures.jsonl";
    private readonly Lock _turn = new();

    /// <summary>Where it lies.</summary>
    public string File => Path.Combine(location.DataDirectory, FileName);

    /// <summary>
    /// SHA-256 of a pseudonym, which is a keyed hash already; HMAC of a request id under the pseudonyms' key. 64 hexadecimal
    /// digits.
    /// </summary>
    public string HashOf(ErasureTarget target) => target.Kind == ErasureKind.Person
        ? Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(target.Value)))
        : pseudonyms.OfRequest(target.ApplicationId, target.Value);

    /// <summary>Adds a line; it is on disk when this returns.</summary>
    public void Append(ErasureLine line)
    {
        lock (_turn)
        {
            using var stream = new FileStream(File, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
            // After a line that a crash cut off, the next one begins on its own.
            if (stream.Length > 0) stream.Seek(-1, SeekOrigin.End);
            if (stream.Length > 0 && stream.ReadByte() != '\n') stream.WriteByte((byte)'\n');
            stream.Write([.. JsonSerializer.SerializeToUtf8Bytes(line), (byte)'\n']);
            stream.Flush(flushToDisk: true);
        }
    }

    /// <summary>All lines, the oldest first, each once. One that a crash cut off was never confirmed, and is passed over.</summary>
    public IReadOnlyList<ErasureLine> Read() =>
        System.IO.File.Exists(File) ? [.. System.IO.File.ReadLines(File).Select(Parse).OfType<ErasureLine>().DistinctBy(line => line.Id)] : [];

    private static ErasureLine? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<ErasureLine>(line);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
