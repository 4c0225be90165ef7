using System.Security.Cryptography;
using System.Text;
using Flywheel.Core.Data;

namespace Flywheel.Core.Collect.Intake;

/// <summary>
/// Turns a client's user id into a pseudonym: HMAC-SHA-256 under a key that lies outside the database and is backed up
/// apart from it, so that a stolen database names nobody.
/// </summary>
public sealed class Pseudonyms
{
    private const int KeyBytes = 32;
    private readonly Lazy<byte[]> _key;

    /// <summary>Uses (or makes) the key file in the data directory.</summary>
    public Pseudonyms(DatabaseLocation location) => _key = new(() => ReadOrMake(KeyFile(location)));

    /// <summary>Where the key lies.</summary>
    public static string KeyFile(DatabaseLocation location) => Path.Combine(location.DataDirectory, "pseudonym.key");

    /// <summary>The pseudonym of one application's user: 64 hexadecimal digits.</summary>
    public string Of(int applicationId, string userId) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(_key.Value, Encoding.UTF8.GetBytes($"{applicationId}:{userId}")));

    /// <summary>What stands for a request id where the id itself must not; 64 hexadecimal digits.</summary>
    public string OfRequest(int applicationId, string requestId) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(_key.Value, Encoding.UTF8.GetBytes($"request:{applicationId}:{requestId}")));

    /// <summary>What stays of the hash of an erased body: nobody without the key can try guesses against it. 32 bytes.</summary>
    public byte[] OfBody(byte[] bodyHash) => HMACSHA256.HashData(_key.Value, (byte[])[.. "body:"u8, .. bodyHash]);

    private static byte[] ReadOrMake(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        if (!File.Exists(file)) Make(file);
        var key = Convert.FromHexString(File.ReadAllText(file).Trim());
        return key.Length == KeyBytes ? key : throw new InvalidDataException($"{file} does not hold a key of {KeyBytes} bytes.");
    }

    /// <summary>Written aside and moved into place without overwriting: two processes that start at once agree on one key.</summary>
    private static void Make(string file)
    {
        var aside = $"{file}.{Guid.NewGuid():N}";
        File.WriteAllText(aside, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(KeyBytes)));
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(aside, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        try
        {
            File.Move(aside, file, overwrite: false);
        }
        catch (IOException) when (File.Exists(file))
        {
            File.Delete(aside);
        }
    }
}
