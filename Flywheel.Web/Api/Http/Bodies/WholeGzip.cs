using System.IO.Compression;
using System.Security.Cryptography;

namespace Flywheel.Web.Api.Http.Bodies;

/// <summary>
/// Gzip of one or more members (RFC 1952) that must be whole. The framework's stream ends quietly where the data does, and passes over
/// what follows the last member. So a last member of our own is put behind what came: its text is the end of the plain bytes only if
/// all before it were complete members, whose check sums the framework looks at, and nothing else.
/// </summary>
internal sealed class WholeGzip : IDisposable
{
    // In letters and digits, so that its compressed form does not hold it as it is.
    private static readonly byte[] Mark = [.. Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)).Select(c => (byte)c)];
    private static readonly byte[] LastMember = Compressed(Mark);
    private readonly FollowedStream _body;

    public WholeGzip(Stream body)
    {
        _body = new(body, LastMember);
        Plain = new(_body, CompressionMode.Decompress, leaveOpen: true);
    }

    /// <summary>How many bytes stand behind the plain body.</summary>
    public static int MarkLength => Mark.Length;

    /// <summary>The plain bytes and the mark.</summary>
    public GZipStream Plain { get; }

    /// <summary>Of everything that <see cref="Plain"/> gave, is it the whole body?</summary>
    public bool IsWhole(ReadOnlySpan<byte> read) => _body.HadAny && read.EndsWith(Mark);

    public void Dispose() => Plain.Dispose();

    private static byte[] Compressed(byte[] text)
    {
        using var output = new MemoryStream();
        using (var gzip = new GZipStream(output, CompressionLevel.SmallestSize)) gzip.Write(text);
        return output.ToArray();
    }
}
