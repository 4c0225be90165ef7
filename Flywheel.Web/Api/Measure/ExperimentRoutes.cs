using System.Text.Json;
using System.Text.Json.Nodes;
using Flywheel.Core;
using Flywheel.Core.Access;
using Flywheel.Core.Measure.Experiments;
using Flywheel.Core.Measure.RollUps;
using Flywheel.Web.Api.Http;
using Flywheel.Web.Api.Http.Bodies;

namespace Flywheel.Web.Api.Measure;

/// <summary>Measure: experiments, and which arm a unit belongs to.</summary>
public static class ExperimentRoutes
{
    private const int MaxUnit = 200;
    private const string NotMeasured = "What came in is not measured yet, and a decision would rest on a part of it; nothing was decided. Try again when measured has reached received.";
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, MaxDepth = 16 };

    /// <summary>Maps the routes.</summary>
    public static void MapExperiments(this RouteGroupBuilder v1)
    {
        var experiments = v1.MapGroup("/experiments").WithTags("Experiments");
        experiments.MapGet("/{key}/assignment", AssignAsync).RequireScope(Scopes.Ingest).WithSummary("The arm of a unit");
        var managed = experiments.MapGroup("").RequireScope(Scopes.Manage, tokenOnly: true);
        managed.MapGet("", ListAsync).WithSummary("All experiments");
        managed.MapPost("", CreateAsync).WithSummary("Plan an experiment");
        managed.MapGet("/{key}", GetAsync).WithSummary("One experiment with its analysis");
        managed.MapPut("/{key}", EditAsync).WithSummary("Change a draft");
        managed.MapPost("/{key}/start", StartAsync).WithSummary("Start a draft");
        managed.MapPost("/{key}/stop", StopAsync).WithSummary("Stop a running experiment");
        managed.MapPost("/{key}/decide", DecideAsync).WithSummary("Decide: ship an arm, or keep the control");
        managed.MapPost("/{key}/acknowledge", AcknowledgeAsync).WithSummary("Acknowledge an alarm about the shares of the arms");
    }

    private static async Task<IResult> AssignAsync(HttpContext http, string key, string? unit, Experiments experiments)
    {
        if (string.IsNullOrEmpty(unit)) return Problems.Invalid("unit", "is required.");
        if (http.Request.Query["unit"].Count > 1) return Problems.Invalid("unit", "must be given once.");
        if (unit.EnumerateRunes().Count() > MaxUnit) return Problems.Invalid("unit", "must be 1 to 200 characters.");
        if (unit.Contains('\0')) return Problems.Invalid("unit", "must not contain NUL.");
        if (http.Caller().Application is not { } application) return Problems.NotFound("experiment");
        return await experiments.AssignAsync(application.Id, key, unit, http.RequestAborted) switch
        {
            AssignmentOutcome.Assigned assigned => Results.Json(new JsonObject { ["experiment"] = key, ["unit"] = unit, ["arm"] = assigned.Arm }),
            AssignmentOutcome.NotStarted => Problems.Of(409, "The experiment has not been started.", null, null, ("state", ExperimentState.Draft.ToWire())),
            _ => Problems.NotFound("experiment"),
        };
    }

    private static async Task<IResult> ListAsync(HttpContext http, Experiments experiments, ExperimentAnalyses analyses, MeasureLags lags)
    {
        var measured = await lags.ReadAsync(http.Caller().Actor, null, http.RequestAborted);
        var listed = new JsonArray();
        foreach (var experiment in await experiments.ListAsync(http.Caller().Actor, http.RequestAborted))
        {
            var line = ExperimentJson.Of(experiment);
            line["verdict"] = await analyses.AnalyseAsync(http.Caller().Actor, experiment, http.RequestAborted) is { } analysis ? ExperimentJson.Of(analysis.Verdict) : null;
            listed.Add(line);
        }

        return Results.Json(new JsonObject { ["experiments"] = listed }.With(measured));
    }

    private static async Task<IResult> GetAsync(HttpContext http, string key, Experiments experiments, ExperimentAnalyses analyses)
    {
        if (await experiments.FindAsync(http.Caller().Actor, key, http.RequestAborted) is not { } experiment) return Problems.NotFound("experiment");
        var body = ExperimentJson.Of(experiment);
        if (await analyses.AnalyseAsync(http.Caller().Actor, experiment, http.RequestAborted) is { } analysis) body["analysis"] = ExperimentJson.Of(analysis, experiment);
        else body["power"] = ExperimentJson.Of(await analyses.ForecastAsync(http.Caller().Actor, experiment, http.RequestAborted));
        return Results.Json(body);
    }

    private static async Task<IResult> CreateAsync(HttpContext http, Experiments experiments)
    {
        var (request, error) = await ReadAsync<ExperimentRequest>(http);
        return request is null ? error! : Answer(await experiments.CreateAsync(http.Caller().Actor, request, http.RequestAborted), StatusCodes.Status201Created);
    }

    private static async Task<IResult> EditAsync(HttpContext http, string key, Experiments experiments)
    {
        var (request, error) = await ReadAsync<ExperimentRequest>(http);
        return request is null ? error! : Answer(await experiments.EditAsync(http.Caller().Actor, key, request, http.RequestAborted));
    }

    private static Task<IResult> StartAsync(HttpContext http, string key, Experiments experiments) => DoAsync(http, key, experiments.StartAsync);

    private static Task<IResult> StopAsync(HttpContext http, string key, Experiments experiments) => DoAsync(http, key, experiments.StopAsync);

    private static Task<IResult> AcknowledgeAsync(HttpContext http, string key, Experiments experiments) => DoAsync(http, key, experiments.AcknowledgeAsync);

    private static async Task<IResult> DecideAsync(HttpContext http, string key, Experiments experiments)
    {
        var (request, error) = await ReadAsync<DecideRequest>(http);
        return request is null ? error! : Answer(await experiments.DecideAsync(http.Caller().Actor, key, request, http.RequestAborted));
    }

    private static async Task<IResult> DoAsync(
        HttpContext http, string key, Func<Actor, string, int?, CancellationToken, Task<ExperimentOutcome>> action)
    {
        var bodiless = http.Request.ContentLength is null or 0 && http.Request.ContentType is null;
        var (request, error) = bodiless ? (new VersionRequest(), null) : await ReadAsync<VersionRequest>(http);
        return request is null ? error! : Answer(await action(http.Caller().Actor, key, request.Version, http.RequestAborted));
    }

    private static Task<(T? Request, IResult? Error)> ReadAsync<T>(HttpContext http)
        where T : class => JsonBody.ReadAsync(http, bytes => JsonSerializer.Deserialize<T>(bytes, Json));

    private static IResult Answer(ExperimentOutcome outcome, int status = StatusCodes.Status200OK) => outcome switch
    {
        ExperimentOutcome.Done done => Results.Json(ExperimentJson.Of(done.Experiment), statusCode: status),
        ExperimentOutcome.Invalid broken => Problems.Of(400, "The request is not valid.", broken.Errors),
        ExperimentOutcome.NotAllowed => Problems.Of(403, "Only managers and admins may do that."),
        ExperimentOutcome.NotMeasured late => Problems.Of(409, NotMeasured, null, null, MeasureJson.MembersOf(late.Measured)),
        ExperimentOutcome.Conflict conflict => Problems.Of(409, conflict.Message, null, null, ("state", conflict.State.ToWire()), ("version", conflict.Version)),
        _ => Problems.NotFound("experiment"),
    };

    /// <summary>The body of an action without further particulars.</summary>
    private sealed record VersionRequest(int? Version = null);
}
