using Flywheel.Core.Measure.Revolutions;
using Flywheel.Core.Measure.Statistics;
using Flywheel.Core.Measure.Success;
using Flywheel.Core.Measure.Trends;
using Microsoft.OpenApi;
using static Flywheel.Web.Api.Http.Description.OperationDescription;
using static Flywheel.Web.Api.Http.Description.Schemas;

namespace Flywheel.Web.Api.Http.Description;

/// <summary>Describes the routes of Measure: metrics and revolutions.</summary>
internal static class MeasureDescription
{
    internal static void AddTo(OpenApiDocument document)
    {
        document.AddComponent("Rate", Rate());
        document.AddComponent("Figures", Figures(new("Rate", document)));
        document.AddComponent("Revolution", Revolution(new("Figures", document)));
        foreach (var operation in Operations(document)) operation.ApplyTo(document, "Measure");
    }

    private static OperationDescription[] Operations(OpenApiDocument document)
    {
        var revolution = new OpenApiSchemaReference("Revolution", document);
        var closed = Object([("closed", revolution), ("current", revolution), .. Measured()]);
        var withLag = Object([.. RevolutionMembers(new("Figures", document)), .. Measured()]);
        return
        [
            new("GET /v1/flywheel/metrics") { Answers = Ok(Metrics(document, revolution), "Rates with interval and n"), Query = MetricsQuery, Refusals = [404] },
            new("GET /v1/revolutions") { Answers = Ok(Object([.. Ledger(revolution), .. Measured()]), "The ledger, oldest first"), Query = CollectDescription.Application, Refusals = [404] },
            new("POST /v1/revolutions")
            {
                Body = JsonBody(Object(("name", Text(200)), ("note?", Text(4000).OrNull()))), Answers = [(201, "The new one is open", Content((Json, closed)))], Refusals = [409, 415],
            },
            new("POST /v1/revolutions/current/close")
            {
                Body = JsonBody(Optional(("name", Text(200).OrNull()), ("note", Text(4000).OrNull()), ("next_name", Text(200).OrNull()))), BodyRequired = false,
                Answers = Ok(closed, "Closed, and the next one is open"), Refusals = [409, 415],
            },
            new("GET /v1/revolutions/{id}") { Answers = Ok(withLag, "The revolution"), Query = CollectDescription.Application, Refusals = [404] },
            new("PUT /v1/revolutions/{id}") { Body = JsonBody(Edit()), Answers = Ok(withLag, "As it is now"), Refusals = [404, 409, 415] },
        ];
    }

    private static (string, OpenApiSchema, string)[] MetricsQuery =>
    [
        ("from", Day(), "The first day; 30 days before the last where absent."), ("to", Day(), "The last day; today where absent."),
        ("step", OneOf(Enum.GetNames<TrendStep>().Select(n => n.ToLowerInvariant())), "day where absent."), ("zone", Text(), "An IANA time zone; UTC where absent."),
        ("split", OneOf("segment", "variant", "model_version", "application"), "A line for each value of it."), ("signal", Text(), "A signal type that the lines of a split count."),
        .. CollectDescription.Application,
    ];

    private static OpenApiSchema Edit() => Optional(
        ("version", Number().OrNull().Said("The version that was read; 409 where it has changed since. Where absent, whatever stands is changed.")), ("name", Text(200).OrNull()),
        ("note", Text(4000).OrNull().Said("An empty one removes the note.")),
        ("model_versions", ListOf(Id(), 100).Said("All model versions of it. What they answered counts for this revolution, whenever it was.")));

    /// <summary>How far the figures of an answer are; the refusal of what needs all of them has the same members.</summary>
    public static IEnumerable<(string, IOpenApiSchema)> Measured() =>
    [
        ("as_of", Time().Said("Everything that was received before is measured.")), ("measured", Number().Said("Signals, uses and outcomes that are measured.")),
        ("received", Number().Said("Signals, uses and outcomes that came in.")),
    ];

    private static IEnumerable<(string, IOpenApiSchema)> Ledger(OpenApiSchemaReference revolution) =>
        [("success_definition", Number()), ("recomputing", Bool()), ("revolutions", ListOf(revolution))];

    private static OpenApiSchema Metrics(OpenApiDocument document, OpenApiSchemaReference revolution)
    {
        var line = Line(new("Rate", document));
        var trend = Object(
            ("from", Day()), ("to", Day()), ("step", Text()), ("zone", Text()), ("all", line), ("lines", ListOf(line)));
        var application = Object(("application", Text()), ("method", Method()), ("outcome_coverage", Share().OrNull()), ("success", new OpenApiSchemaReference("Rate", document)));
        return Object([.. Ledger(revolution), .. Measured(), ("method", Method()), ("outcome_coverage", Share().OrNull()), ("warnings", Warnings()), ("applications", ListOf(application)), ("trend", trend), ("experiments", ListOf(ExperimentDescription.WithAnalysis(document)))]);
    }

    private static OpenApiSchema Line(OpenApiSchemaReference rate) => Object(
        ("name", Text().OrNull()), ("rest", Bool()), ("total", Figures(rate, "signals?")),
        ("points", ListOf(Object([("start", Time()), ("end", Time()), .. FigureMembers(rate, "signals?")]))));

    private static OpenApiSchema Figures(OpenApiSchemaReference rate, string signals = "signals") => Object([.. FigureMembers(rate, signals)]);

    private static IEnumerable<(string, IOpenApiSchema)> FigureMembers(OpenApiSchemaReference rate, string signals) =>
    [
        ("success", rate), ("method", Method()), ("outcome_coverage", Share().OrNull().Said("The share of interactions with a reported outcome.")), ("outcomes_only", rate),
        ("signals_only", rate), ("disagreement", Disagreement(rate).OrNull()), ("warnings", Warnings()), ("reported_share", Share().OrNull()), ("interactions", Number()), ("evidence", Number()), ("coverage", Share().OrNull()), ("exposures", Number().OrNull()),
        ("success_per_exposure", Real().OrNull()), ("bounds", Interval().OrNull().Said("If everything without an outcome failed, and if it succeeded.")),
        ("bounds_by_signals", Interval().OrNull().Said("The same, where signals that tell are taken at their word.")), ("bounds_of", OneOf("exposures", "interactions").OrNull()), (signals, Map(Number()).Said("How many of each type.")),
    ];

    internal static OpenApiSchema Method() => OneOf(Enum.GetNames<SuccessMethod>().Select(System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName))
        .Said("What the rate is made of: by outcomes wherever an application reports any.");

    internal static OpenApiSchema Warnings() => ListOf(Object(("code", Text()), ("text", Text())));

    private static OpenApiSchema Disagreement(OpenApiSchemaReference rate) => Object(
        ("difference", Real().OrNull().Said("Signals only less outcomes only.")), ("low", Real().OrNull()), ("high", Real().OrNull()),
        ("contradicted", rate));

    private static OpenApiSchema Rate() => Object(
        ("rate", Share().OrNull()), ("low", Share().OrNull()), ("high", Share().OrNull()), ("n", Number()), ("successes", Number()),
        ("method", OneOf(Enum.GetNames<RateMethod>().Select(System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName))), ("design_effect", Real().OrNull()));

    private static OpenApiSchema Revolution(OpenApiSchemaReference figures) => Object([.. RevolutionMembers(figures)]);

    private static IEnumerable<(string, IOpenApiSchema)> RevolutionMembers(OpenApiSchemaReference figures) =>
    [
        ("id", Number()), ("name", Text()), ("note", Text().OrNull()), ("version", Number()), ("started_at", Time()), ("ended_at", Time().OrNull()), ("closed_by", Text().OrNull()),
        ("model_versions", ListOf(Text())),
        ("datasets", ListOf(Object(("application", Text()), ("dataset", Text()), ("version", Number()), ("rows", Number()), ("created_at", Time())))), ("figures", figures),
        ("reweighted", Object(("rate", Share().OrNull()), ("low", Real().OrNull()), ("high", Real().OrNull()), ("covered_share", Share().OrNull()), ("difference", Real().OrNull())).OrNull()),
        ("change", Change().OrNull()), ("in_words", Text()),
    ];

    private static OpenApiSchema Change() => Object(
        ("difference", Real().OrNull()), ("low", Real().OrNull()), ("high", Real().OrNull()), ("monthly_growth", Real().OrNull()),
        ("course", OneOf(Enum.GetNames<RevolutionCourse>().Select(System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName))),
        ("coverage", Object(("difference", Real().OrNull()), ("low", Real().OrNull()), ("high", Real().OrNull()))), ("coverage_shifted", Bool()));

    private static OpenApiSchema Interval() => Object(("low", Real()), ("high", Real()));
}
