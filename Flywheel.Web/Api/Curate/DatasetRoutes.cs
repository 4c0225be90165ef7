using System.Text.Json;
using System.Text.Json.Nodes;
using Flywheel.Core.Access;
using Flywheel.Core.Collect.Contract;
using Flywheel.Core.Curate.Datasets;
using Flywheel.Core.Spreadsheets;
using Flywheel.Web.Api.Http;
using Flywheel.Web.Api.Http.Bodies;

namespace Flywheel.Web.Api.Curate;

/// <summary>Curate: frozen datasets.</summary>
public static class DatasetRoutes
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, MaxDepth = 16 };

    private const string ExportDescription =
        "Every line of a file has the same members. A row whose conversation a format cannot hold is left out of that format; the manifest "
        + "counts and names such rows for each format under `exports`. " + SpreadsheetWriter.ApostropheNote;

    /// <summary>Maps the routes.</summary>
    public static void MapDatasets(this RouteGroupBuilder v1)
    {
        var datasets = v1.MapGroup("/datasets").RequireScope(Scopes.Export).WithTags("Datasets");
        datasets.MapGet("", ListAsync).WithSummary("All versions");
        datasets.MapPost("/{name}/versions", FreezeAsync).WithSummary("Freeze what is approved now")
            .WithDescription("Answers `422` with the reason where nothing qualifies: no version is made of nothing.");
        datasets.MapGet("/{name}/versions/{n:int}/manifest", ManifestAsync).WithSummary("What a version was made of");
        datasets.MapGet("/{name}/versions/{n:int}/export", ExportAsync).WithSummary("A version as a file")
            .WithDescription(ExportDescription);
    }

    private static async Task<IResult> ListAsync(HttpContext http, Applications applications, DatasetLibrary library)
    {
        var (application, error) = await ApplicationScope.OptionalAsync(http, applications);
        if (error is not null) return error;
        var versions = await library.ListAsync(http.Caller().Actor, application?.Id, http.RequestAborted);
        return Results.Json(new JsonObject { ["datasets"] = new JsonArray([.. versions.GroupBy(v => (v.Application, v.Dataset)).Select(Dataset)]) });
    }

    private static JsonObject Dataset(IGrouping<(string Application, string Dataset), DatasetVersionSummary> versions) => new()
    {
        ["dataset"] = versions.Key.Dataset,
        ["application"] = versions.Key.Application,
        ["versions"] = new JsonArray([.. versions.Select(Version)]),
    };

    private static JsonObject Version(DatasetVersionSummary version) => new()
    {
        ["version"] = version.Version,
        ["rows"] = version.Rows,
        ["sha256"] = version.Sha256,
        ["created_at"] = Rfc3339.Format(version.CreatedAt),
        ["created_by"] = version.CreatedBy,
        ["note"] = version.Note,
        ["withheld"] = version.Withheld,
        ["successor"] = version.Successor,
    };

    private static async Task<IResult> FreezeAsync(HttpContext http, string name, Applications applications, DatasetFreezer freezer)
    {
        var (application, error) = await ApplicationScope.RequiredAsync(http, applications);
        if (error is not null) return error;
        var (request, invalid) = await ReadBodyAsync(http);
        if (request is null) return invalid!;
        return await freezer.FreezeAsync(http.Caller().Actor, application!.Id, name, request, http.RequestAborted) switch
        {
            FreezeOutcome.Frozen done => Results.Json(
                new JsonObject { ["dataset"] = done.Dataset, ["version"] = done.Version, ["rows"] = done.Rows, ["sha256"] = done.Sha256 }, statusCode: 201),
            FreezeOutcome.NotAllowed => Forbidden(),
            FreezeOutcome.NotFound => Problems.NotFound("application"),
            FreezeOutcome.Empty none => Problems.Of(422, none.Reason),
            FreezeOutcome.Invalid broken => Problems.Of(400, "The request is not valid.", broken.Errors),
            _ => Problems.Of(409, "Reviews were taken back while the version was made; try again."),
        };
    }

    private static async Task<(DatasetRequest? Request, IResult? Error)> ReadBodyAsync(HttpContext http) =>
        http.Request.ContentLength is null or 0 && http.Request.ContentType is null
            ? (new(), null)
            : await JsonBody.ReadAsync(http, bytes => JsonSerializer.Deserialize<DatasetRequest>(bytes, Json) ?? new());

    private static async Task<IResult> ManifestAsync(HttpContext http, string name, int n, Applications applications, DatasetLibrary library)
    {
        var (application, error) = await ApplicationScope.RequiredAsync(http, applications);
        if (error is not null) return error;
        return await library.FindAsync(http.Caller().Actor, application!.Id, name, n, http.RequestAborted) switch
        {
            null => Problems.NotFound("dataset version"),
            { Withheld: true } gone => Gone(gone.Successor),
            var version => Results.Text(version.Manifest.ToJson(), "application/json"),
        };
    }

    private static async Task<IResult> ExportAsync(
        HttpContext http, string name, int n, string? format, string? split, string? rows, Applications applications, DatasetLibrary library)
    {
        var (application, error) = await ApplicationScope.RequiredAsync(http, applications);
        if (error is not null) return error;
        return await library.ExportAsync(http.Caller().Actor, application!.Id, name, n, format, split, rows, http.RequestAborted) switch
        {
            ExportOutcome.Ready file => new DatasetFileResult(file),
            ExportOutcome.Invalid broken => Problems.Invalid(broken.Field, broken.Message),
            ExportOutcome.Withheld gone => Gone(gone.Successor),
            ExportOutcome.NotAllowed => Forbidden(),
            _ => Problems.NotFound("dataset version"),
        };
    }

    private static IResult Gone(int? successor) =>
        Problems.Of(410, "This version was withheld after an erasure.", null, null, ("successor", successor));

    private static IResult Forbidden() => Problems.Of(403, "Only managers and admins may do that.");
}
