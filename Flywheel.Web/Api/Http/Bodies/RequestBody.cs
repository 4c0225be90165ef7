using System.Buffers;

namespace Flywheel.Web.Api.Http.Bodies;

/// <summary>What became of reading a body.</summary>
public enum BodyError
{
    None,

    /// <summary>More bytes than the route takes, compressed or not.</summary>
    TooLarge,

    /// <summary>A content encoding other than gzip or br.</summary>
    UnknownEncoding,

    /// <summary>Compressed data that cannot be read.</summary>
    Broken,

    /// <summary>It came too slowly, or not at all.</summary>
    TooSlow,
}

/// <summary>Reads a whole body, decompressed, and never more than the route takes: a bomb is cut off at the limit.</summary>
public static class RequestBody
{
    private const int FirstBuffer = 4096;

    /// <summary>The bytes, in a buffer rented from the shared pool; give it back with <see cref="Release"/>.</summary>
    public static async ValueTask<(BodyError Error, ArraySegment<byte> Bytes)> ReadAsync(HttpContext http, int limit)
    {
        if (http.Request.ContentLength > limit) return (BodyError.TooLarge, default);
        var encoding = http.Request.Headers.ContentEncoding.ToString();
        try
        {
            if (encoding.Length == 0 || encoding.Equals("identity", StringComparison.OrdinalIgnoreCase))
                return await FillAsync(http.Request.Body, (int)Math.Min(limit, (http.Request.ContentLength + 1) ?? FirstBuffer), limit, http.RequestAborted);
            return encoding.ToLowerInvariant() switch
            {
                "gzip" or "x-gzip" => await ReadGzipAsync(http, limit),
                "br" => await ReadBrotliAsync(http, limit),
                _ => (BodyError.UnknownEncoding, default),
            };
        }
        catch (InvalidDataException)
        {
            return (BodyError.Broken, default);
        }
        catch (BadHttpRequestException exception)
        {
            return (exception.StatusCode switch
            {
                StatusCodes.Status413PayloadTooLarge => BodyError.TooLarge,
                StatusCodes.Status408RequestTimeout => BodyError.TooSlow,
                _ => BodyError.Broken,
            }, default);
        }
    }

    /// <summary>Gives the buffer back.</summary>
    public static void Release(ArraySegment<byte> bytes)
    {
        if (bytes.Array is { Length: > 0 } array) ArrayPool<byte>.Shared.Return(array);
    }

    /// <summary>Answers an error.</summary>
    public static Task AnswerAsync(HttpContext http, BodyError error, int limit) => error switch
    {
        BodyError.TooLarge => Problems.WriteAsync(http, 413, $"The body is larger than {limit >> 20} MiB."),
        BodyError.UnknownEncoding => AnswerEncodingAsync(http),
        BodyError.TooSlow => Problems.WriteAsync(http, 408, "The body came too slowly."),
        _ => Problems.WriteAsync(http, 400, "The body cannot be read: it is broken or cut off, or not compressed as its encoding says."),
    };

    /// <summary>The header says what would be taken (RFC 9110, 12.5.3).</summary>
    private static Task AnswerEncodingAsync(HttpContext http)
    {
        http.Response.Headers.AcceptEncoding = "gzip, br, identity";
        return Problems.WriteAsync(http, 415, "The content encoding must be gzip, br or none, and one alone.");
    }

    private static async ValueTask<(BodyError, ArraySegment<byte>)> ReadGzipAsync(HttpContext http, int limit)
    {
        using var gzip = new WholeGzip(http.Request.Body);
        var (error, read) = await FillAsync(gzip.Plain, FirstBuffer, limit + WholeGzip.MarkLength, http.RequestAborted);
        if (error != BodyError.None) return (error, default);
        if (gzip.IsWhole(read)) return (BodyError.None, read[..^WholeGzip.MarkLength]);
        Release(read);
        return (BodyError.Broken, default);
    }

    private static async ValueTask<(BodyError, ArraySegment<byte>)> ReadBrotliAsync(HttpContext http, int limit)
    {
        await using var plain = new WholeBrotli(http.Request.Body);
        return await FillAsync(plain, FirstBuffer, limit, http.RequestAborted);
    }

    private static async ValueTask<(BodyError, ArraySegment<byte>)> FillAsync(Stream stream, int firstSize, int limit, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Math.Max(1, firstSize));
        var length = 0;
        try
        {
            while (true)
            {
                if (length == buffer.Length) buffer = Grow(buffer, length);
                var read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken);
                if (read == 0) return (BodyError.None, new(buffer, 0, length));
                length += read;
                if (length <= limit) continue;
                ArrayPool<byte>.Shared.Return(buffer);
                return (BodyError.TooLarge, default);
            }
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(buffer);
            throw;
        }
    }

    private static byte[] Grow(byte[] buffer, int length)
    {
        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.AsSpan(0, length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }
}
