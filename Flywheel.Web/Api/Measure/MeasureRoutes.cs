using System.Globalization;
using System.Text.Json.Nodes;
using Flywheel.Core;
using Flywheel.Core.Access;
using Flywheel.Core.Collect;
using Flywheel.Core.Measure.Experiments;
using Flywheel.Core.Measure.Revolutions;
using Flywheel.Core.Measure.RollUps;
using Flywheel.Core.Measure.Trends;
using Flywheel.Web.Api.Http;
using Flywheel.Web.Api.Http.Bodies;

namespace Flywheel.Web.Api.Measure;

/// <summary>Measure: the ledger of revolutions, and the figures of the pages for other tools.</summary>
public static class MeasureRoutes
{
    private const int DefaultDays = 30;
    private const string NotMeasured = "What came in is not measured yet, so the figures would not be final; nothing was closed. Try again when measured has reached received.";

    /// <summary>Maps the routes.</summary>
    public static void MapMeasure(this RouteGroupBuilder v1)
    {
        v1.MapGroup("").RequireScope(Scopes.Read).WithTags("Measure")
            .MapGet("/flywheel/metrics", MetricsAsync).WithSummary("Success by revolution and over time, and experiments, with intervals and n");
        var revolutions = v1.MapGroup("/revolutions").RequireScope(Scopes.Manage, tokenOnly: true).WithTags("Measure");
        revolutions.MapGet("", ListAsync).WithSummary("The ledger of revolutions");
        revolutions.MapPost("", OpenAsync).WithSummary("Begin a new revolution, which closes the open one");
        revolutions.MapGet("/{id:int}", GetAsync).WithSummary("One revolution with its figures");
        revolutions.MapPut("/{id:int}", EditAsync).WithSummary("Change a revolution's name, note or model versions; what is left out stays");
        revolutions.MapPost("/current/close", CloseAsync).WithSummary("Close the open revolution and begin the next one");
    }

    private static async Task<IResult> ListAsync(HttpContext http, Applications applications, Revolutions revolutions, MeasureLags lags)
    {
        var (application, error) = await ApplicationScope.OptionalAsync(http, applications);
        if (error is not null) return error;
        var measured = await lags.ReadAsync(http.Caller().Actor, application?.Id, http.RequestAborted);
        return Results.Json(LedgerJson(await revolutions.ReadAsync(http.Caller().Actor, application?.Id, http.RequestAborted)).With(measured));
    }

    private static async Task<IResult> GetAsync(HttpContext http, int id, Applications applications, Revolutions revolutions, MeasureLags lags)
    {
        var (application, error) = await ApplicationScope.OptionalAsync(http, applications);
        if (error is not null) return error;
        var measured = await lags.ReadAsync(http.Caller().Actor, application?.Id, http.RequestAborted);
        var ledger = await revolutions.ReadAsync(http.Caller().Actor, application?.Id, http.RequestAborted);
        return ledger.Revolutions.FirstOrDefault(r => r.Id == id) is { } revolution ? Results.Json(MeasureJson.Of(revolution).With(measured)) : Problems.NotFound("revolution");
    }

    private static async Task<IResult> EditAsync(HttpContext http, int id, Revolutions revolutions, MeasureLags lags)
    {
        var (body, error) = await JsonBody.ReadAsync(http);
        if (error is not null) return error;
        var fields = new BodyFields(body!);
        var edit = new RevolutionEdit(fields.Number("version"), fields.Text("name"), fields.Text("note"), fields.Texts("model_versions"));
        if (fields.Error is { } invalid) return invalid;
        return await revolutions.ChangeAsync(http.Caller().Actor, id, edit, http.RequestAborted) switch
        {
            LedgerOutcome.Done => await EditedAsync(http, id, revolutions, lags),
            LedgerOutcome.Invalid broken => Problems.Of(400, "The request is not valid.", broken.Errors),
            LedgerOutcome.NotAllowed => Problems.Of(403, "Only managers and admins change revolutions."),
            LedgerOutcome.NotFound => Problems.NotFound("revolution"),
            _ => Problems.Of(409, "Somebody else changed the revolution meanwhile; read it again."),
        };
    }

    private static async Task<IResult> EditedAsync(HttpContext http, int id, Revolutions revolutions, MeasureLags lags)
    {
        var measured = await lags.ReadAsync(http.Caller().Actor, null, http.RequestAborted);
        var ledger = await revolutions.ReadAsync(http.Caller().Actor, null, http.RequestAborted);
        return Results.Json(MeasureJson.Of(ledger.Revolutions.First(r => r.Id == id)).With(measured));
    }

    private static async Task<IResult> OpenAsync(HttpContext http, Revolutions revolutions, MeasureLags lags)
    {
        var (body, error) = await JsonBody.ReadAsync(http);
        if (error is not null) return error;
        var fields = new BodyFields(body!);
        var (name, note) = (fields.Text("name"), fields.Text("note"));
        if (string.IsNullOrWhiteSpace(name) && fields.Error is null) fields.Add("name", "is required.");
        if (fields.Error is { } invalid) return invalid;
        return await AnswerAsync(http, revolutions, lags, await revolutions.CloseAsync(http.Caller().Actor, null, null, note, name, http.RequestAborted), 201, "name");
    }

    private static async Task<IResult> CloseAsync(HttpContext http, Revolutions revolutions, MeasureLags lags)
    {
        var (body, error) = http.Request.ContentLength is null or 0 && http.Request.ContentType is null ? (new JsonObject(), null) : await JsonBody.ReadAsync(http);
        if (error is not null) return error;
        var fields = new BodyFields(body!);
        var (name, note, next) = (fields.Text("name"), fields.Text("note"), fields.Text("next_name"));
        if (fields.Error is { } invalid) return invalid;
        return await AnswerAsync(http, revolutions, lags, await revolutions.CloseAsync(http.Caller().Actor, null, name, note, next, http.RequestAborted), 200);
    }

    private static async Task<IResult> AnswerAsync(
        HttpContext http, Revolutions revolutions, MeasureLags lags, LedgerOutcome outcome, int status, string nextName = "next_name")
    {
        switch (outcome)
        {
            case LedgerOutcome.Done done:
                var measured = await lags.ReadAsync(http.Caller().Actor, null, http.RequestAborted);
                var ledger = await revolutions.ReadAsync(http.Caller().Actor, null, http.RequestAborted);
                return Results.Json(
                    new JsonObject
                    {
                        ["closed"] = MeasureJson.Of(ledger.Revolutions.First(r => r.Id == done.Id)),
                        ["current"] = MeasureJson.Of(ledger.Revolutions.First(r => r.Id == done.OpenId)),
                    }.With(measured),
                    statusCode: status);
            case LedgerOutcome.NotMeasured late: return Problems.Of(409, NotMeasured, null, null, MeasureJson.MembersOf(late.Measured));
            case LedgerOutcome.Invalid broken: return Problems.Of(400, "The request is not valid.", broken.Errors.ToDictionary(e => e.Key == "next_name" ? nextName : e.Key, e => e.Value));
            case LedgerOutcome.NotAllowed: return Problems.Of(403, "Only managers and admins close revolutions.");
            default: return Problems.Of(409, "Somebody else closed the revolution at the same moment.");
        }
    }

    private static async Task<IResult> MetricsAsync(
        HttpContext http, Applications applications, Revolutions revolutions, Trends trends, Experiments experiments, ExperimentAnalyses analyses, SignalTypes types,
        MeasureLags lags, TimeProvider clock)
    {
        var (application, error) = await ApplicationScope.OptionalAsync(http, applications);
        if (error is not null) return error;
        var (query, invalid) = TrendQueryString.Read(http.Request.Query, DateOnly.FromDateTime(clock.Now()), DefaultDays, await types.CurrentAsync(http.RequestAborted));
        if (query is null) return invalid!;
        var measured = await lags.ReadAsync(http.Caller().Actor, application?.Id, http.RequestAborted);
        Trend trend;
        try
        {
            trend = await trends.ReadAsync(http.Caller().Actor, query with { ApplicationId = application?.Id }, http.RequestAborted);
        }
        catch (ArgumentException unfit)
        {
            return Problems.Invalid("to", unfit.Message.Split(" (Parameter")[0]);
        }

        var json = LedgerJson(await revolutions.ReadAsync(http.Caller().Actor, application?.Id, http.RequestAborted));
        var total = trend.All.Total;
        json["method"] = MeasureJson.Name(total.Estimate.Method);
        json["outcome_coverage"] = total.Estimate.OutcomeCoverage;
        json["warnings"] = MeasureJson.Of(total.Estimate.Warnings);
        json["applications"] = MeasureJson.Methods(total);
        json["trend"] = new JsonObject
        {
            ["from"] = query.From.ToString("O", CultureInfo.InvariantCulture), ["to"] = query.To.ToString("O", CultureInfo.InvariantCulture), ["step"] = query.Step.ToString().ToLowerInvariant(), ["zone"] = query.Zone.Id,
            ["all"] = MeasureJson.Of(trend.All, trend.Periods),
            ["lines"] = query.Split == TrendSplit.None ? [] : new JsonArray([.. trend.Lines.Select(l => MeasureJson.Of(l, trend.Periods, query.Signal))]),
        };
        json.With(measured)["experiments"] = await ExperimentsAsync(http.Caller().Actor, application?.Name, experiments, analyses, http.RequestAborted);
        return Results.Json(json);
    }

    /// <summary>Where one application is meant only its own: an experiment of all of them tells of the others.</summary>
    private static async Task<JsonArray> ExperimentsAsync(Actor actor, string? application, Experiments experiments, ExperimentAnalyses analyses, CancellationToken cancellationToken)
    {
        var answers = new JsonArray();
        foreach (var experiment in await experiments.ListAsync(actor, cancellationToken))
        {
            if (application is not null && experiment.Application != application) continue;
            var json = ExperimentJson.Of(experiment);
            json["analysis"] = await analyses.AnalyseAsync(actor, experiment, cancellationToken) is { } analysis ? ExperimentJson.Of(analysis, experiment) : null;
            answers.Add(json);
        }

        return answers;
    }

    private static JsonObject LedgerJson(Ledger ledger) => new()
    {
        ["success_definition"] = ledger.DefinitionVersion,
        ["recomputing"] = ledger.Recomputing,
        ["revolutions"] = new JsonArray([.. ledger.Revolutions.Select(MeasureJson.Of)]),
    };
}
