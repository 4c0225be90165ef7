using System.IO.Compression;
using Flywheel.Core.Curate.Datasets;
using Microsoft.Net.Http.Headers;

namespace Flywheel.Web.Api.Http;

/// <summary>
/// A version as a streamed file, gzipped when the client asks for it. It never changes, so a client that has it already is
/// told so and gets no second copy.
/// </summary>
internal sealed class DatasetFileResult(ExportOutcome.Ready file) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (request, response) = (httpContext.Request, httpContext.Response);
        var gzip = AsksForGzip(request);
        var tag = new EntityTagHeaderValue($"\"{file.Tag}{(gzip ? "-gzip" : "")}\"");
        response.GetTypedHeaders().ETag = tag;
        response.Headers.Vary = "Accept-Encoding";
        response.Headers.CacheControl = "private, no-cache";
        if (request.GetTypedHeaders().IfNoneMatch.Any(known => known.Compare(tag, useStrongComparison: false) || known.Equals(EntityTagHeaderValue.Any)))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.ContentType = file.ContentType;
        response.Headers.ContentDisposition = $"attachment; filename=\"{file.FileName}\"";
        await (gzip ? WriteGzipAsync(response, httpContext.RequestAborted) : file.WriteAsync(response.Body, httpContext.RequestAborted));
    }

    private async Task WriteGzipAsync(HttpResponse response, CancellationToken cancellationToken)
    {
        response.Headers.ContentEncoding = "gzip";
        await using var gzip = new GZipStream(response.Body, CompressionLevel.Fastest, leaveOpen: true);
        await file.WriteAsync(gzip, cancellationToken);
    }

    private static bool AsksForGzip(HttpRequest request) => request.GetTypedHeaders().AcceptEncoding
        .Any(e => e.Value.Equals("gzip", StringComparison.OrdinalIgnoreCase) && e.Quality is null or > 0);
}
