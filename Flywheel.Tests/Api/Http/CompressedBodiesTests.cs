using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Flywheel.Core.Data;
using Flywheel.Tests.Support;
using Flywheel.Tests.Support.Hosts;
using Flywheel.Web.Api.Http.Bodies;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Tests.Api.Http;

/// <summary>A compressed body is taken whole or not at all.</summary>
public sealed class CompressedBodiesTests : IAsyncLifetime
{
    private const int Limit = 1 << 20;
    private static readonly byte[] Plain = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 6).Select(i => $"{{\"request_id\":\"r-{i}\",\"success\":true}}\n")));
    private readonly ApiHost _host = new();

    public static TheoryData<string, CompressionLevel> Encodings => new()
    {
        { "gzip", CompressionLevel.Optimal }, { "gzip", CompressionLevel.NoCompression }, { "br", CompressionLevel.Optimal }, { "br", CompressionLevel.NoCompression },
    };

    [Theory]
    [MemberData(nameof(Encodings))]
    public async Task A_whole_body_is_read_however_it_comes_in(string encoding, CompressionLevel level)
    {
        var packed = Packed(Plain, encoding, level);
        foreach (var size in new[] { 1, 7, 4096 }) Assert.Equal(Plain, await ReadAsync(packed, encoding, size));
    }

    [Theory]
    [MemberData(nameof(Encodings))]
    public async Task Cut_off_anywhere_it_is_refused(string encoding, CompressionLevel level)
    {
        var packed = Packed(Plain, encoding, level);
        for (var length = 0; length < packed.Length; length++) Assert.True(await ReadAsync(packed[..length], encoding) is null, $"{length} of {packed.Length} bytes");
    }

    [Theory]
    [MemberData(nameof(Encodings))]
    public async Task Whatever_follows_it_is_refused(string encoding, CompressionLevel level)
    {
        byte[] packed = Packed(Plain, encoding, level);
        foreach (var more in new byte[][] { [0], [0, 0, 0, 0], [0x1F], [0x1F, 0x8B], [.. "{\"request_id\":\"x\"}"u8] }) Assert.Null(await ReadAsync([.. packed, .. more], encoding));
    }

    [Fact]
    public async Task A_wrong_check_sum_or_length_of_gzip_is_refused()
    {
        var packed = Packed(Plain, "gzip", CompressionLevel.Optimal);
        for (var back = 1; back <= 8; back++)
        {
            var wrong = packed.ToArray();
            wrong[^back] ^= 1;
            Assert.Null(await ReadAsync(wrong, "gzip"));
        }
    }

    [Fact]
    public async Task Gzip_of_several_members_is_read_whole_and_refused_cut_off_inside_one()
    {
        var (first, second) = (Packed(Plain[..80], "gzip", CompressionLevel.Optimal), Packed(Plain[80..], "gzip", CompressionLevel.Optimal));
        byte[] both = [.. first, .. second];
        foreach (var size in new[] { 1, 5, 4096 }) Assert.Equal(Plain, await ReadAsync(both, "gzip", size));
        // Between two members nothing shows that there is more to come.
        for (var length = first.Length + 1; length < both.Length; length++) Assert.Null(await ReadAsync(both[..length], "gzip"));
    }

    [Fact]
    public async Task Nothing_in_gzip_is_nothing()
    {
        // The framework packs nothing as no bytes at all; other writers make a member of it.
        byte[] member = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        Assert.Empty((await ReadAsync(member, "gzip"))!);
        Assert.Empty((await ReadAsync([0x3B], "br"))!);
        foreach (var encoding in new[] { "gzip", "br" }) Assert.Null(await ReadAsync([], encoding));
    }

    [Theory]
    [InlineData("deflate")]
    [InlineData("zstd")]
    [InlineData("gzip, br")]
    [InlineData("gzip, gzip")]
    public async Task Other_encodings_and_several_at_once_are_415(string encoding)
    {
        var http = Request(Packed(Plain, "gzip", CompressionLevel.Optimal), encoding, 4096);
        Assert.Equal(BodyError.UnknownEncoding, (await RequestBody.ReadAsync(http, Limit)).Error);
    }

    [Theory]
    [InlineData("/v1/outcomes/batch", "application/x-ndjson")]
    [InlineData("/v1/outcomes/batch", "application/json")]
    [InlineData("/v1/outcomes", "application/json")]
    public async Task A_cut_off_post_is_a_400_and_nothing_of_it_is_stored(string route, string type)
    {
        var client = await _host.ClientAsync();
        foreach (var encoding in new[] { "gzip", "br" })
        {
            var packed = Packed(Plain, encoding, CompressionLevel.NoCompression);
            using var content = new ByteArrayContent(packed[..^12]);
            content.Headers.ContentType = new(type);
            content.Headers.ContentEncoding.Add(encoding);
            var answer = await client.PostAsync(route, content, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.Contains("cut off", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        await using var db = _host.Open();
        Assert.Equal(0, await db.Outcomes.CountAsync());
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private static async Task<byte[]?> ReadAsync(byte[] packed, string encoding, int chunk = 4096)
    {
        var (error, bytes) = await RequestBody.ReadAsync(Request(packed, encoding, chunk), Limit);
        if (error == BodyError.None) return bytes.ToArray();
        Assert.Equal(BodyError.Broken, error);
        return null;
    }

    private static DefaultHttpContext Request(byte[] packed, string encoding, int chunk)
    {
        var http = new DefaultHttpContext();
        http.Request.Body = new Trickle(packed, chunk);
        http.Request.Headers.ContentEncoding = encoding;
        return http;
    }

    private static byte[] Packed(byte[] plain, string encoding, CompressionLevel level)
    {
        using var output = new MemoryStream();
        using (Stream stream = encoding == "br" ? new BrotliStream(output, level) : new GZipStream(output, level)) stream.Write(plain);
        return output.ToArray();
    }

    /// <summary>At most so many bytes a read, as a network may do.</summary>
    private sealed class Trickle(byte[] bytes, int chunk) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(chunk, buffer.Length)], cancellationToken);
    }
}
