using Flywheel.Core.Measure.Experiments;
using Flywheel.Web.Api.Measure;
using Microsoft.OpenApi;
using static Flywheel.Web.Api.Http.Description.OperationDescription;
using static Flywheel.Web.Api.Http.Description.Schemas;

namespace Flywheel.Web.Api.Http.Description;

/// <summary>Describes the routes of experiments.</summary>
internal static class ExperimentDescription
{
    internal static void AddTo(OpenApiDocument document)
    {
        document.AddComponent("Verdict", Verdict());
        document.AddComponent("Analysis", Analysis(new("Verdict", document)));
        document.AddComponent("Experiment", Object([.. Members()]));
        document.AddComponent("ExperimentPlan", Plan());
        foreach (var operation in Operations(document)) operation.ApplyTo(document, "Experiments");
    }

    /// <summary>An experiment with its analysis; null before its start.</summary>
    public static OpenApiSchema WithAnalysis(OpenApiDocument document) =>
        Object([.. Members(), ("analysis", new OpenApiSchemaReference("Analysis", document).OrNull())]);

    private static OperationDescription[] Operations(OpenApiDocument document)
    {
        var (experiment, plan) = (new OpenApiSchemaReference("Experiment", document), JsonBody(new OpenApiSchemaReference("ExperimentPlan", document)));
        return
        [
            new("GET /v1/experiments/{key}/assignment")
            {
                Answers = Ok(Object(("experiment", Text()), ("unit", Text()), ("arm", Text())), "The arm of the unit, the same for ever"),
                Query = [("unit", Id(), "Required: the person, session or interaction.")], Refusals = [404, 409],
            },
            new("GET /v1/experiments")
            {
                Answers = Ok(Object([("experiments", ListOf(Object([.. Members(), ("verdict", new OpenApiSchemaReference("Verdict", document).OrNull())]))), .. MeasureDescription.Measured()]), "All experiments that the person may see"),
            },
            new("POST /v1/experiments") { Body = plan, Answers = [(201, "A draft", JsonBody(experiment))], Refusals = [409, 415] },
            new("GET /v1/experiments/{key}")
            {
                Answers = Ok(Object([.. Members(), ("analysis?", new OpenApiSchemaReference("Analysis", document)), ("power?", Power())]), "With its analysis, or a draft with its forecast"),
                Refusals = [404],
            },
            new("PUT /v1/experiments/{key}") { Body = plan, Answers = Ok(experiment, "The draft as it is now"), Refusals = [404, 409, 415] },
            Act("start", experiment), Act("stop", experiment), Act("acknowledge", experiment),
            new("POST /v1/experiments/{key}/decide") { Body = JsonBody(Decision()), Answers = Ok(experiment, "Decided"), Refusals = [404, 409, 415] },
        ];
    }

    private static OperationDescription Act(string action, OpenApiSchemaReference experiment) => new($"POST /v1/experiments/{{key}}/{action}")
    {
        Body = JsonBody(Optional(("version", Version()))), BodyRequired = false, Answers = Ok(experiment), Refusals = [404, 409, 415],
    };

    private static OpenApiSchema Version() => Number().OrNull().Said("The version that was read; whatever stands where absent.");

    private static OpenApiSchema Decision() => Object(
        ("decision", OneOf(Enum.GetValues<ExperimentDecision>().Select(d => d.ToWire()))), ("arm?", Text().OrNull().Said("The arm that is shipped.")), ("reason?", Text(2000).OrNull()),
        ("version?", Version()));

    private static OpenApiSchema Plan() => Optional(
        ("key", Id()), ("hypothesis", Text(2000)), ("application", Text().OrNull()), ("unit", OneOf(Units)),
        ("primary_metric", Text().Said("success_rate (where absent), value, or signal: and a signal type.")), ("higher_is_better", Bool().OrNull()), ("guardrails", ListOf(Text(), 10)),
        ("smallest_effect", Real().OrNull()),
        ("baseline", Real().OrNull().Said("The level to plan with: 0 to 1 for a rate, the standard deviation for a value. The past's where absent.")), ("arms", ListOf(Object(("name", Text()), ("share?", Share().OrNull())), 20)), ("version", Version()));

    private static IEnumerable<string> Units => Enum.GetValues<ExperimentUnit>().Select(u => u.ToWire());

    private static IEnumerable<(string, IOpenApiSchema)> Members() =>
    [
        ("key", Text()), ("application", Text().OrNull()), ("hypothesis", Text()), ("state", OneOf(Enum.GetValues<ExperimentState>().Select(s => s.ToWire()))), ("unit", OneOf(Units)),
        ("primary_metric", Text()), ("higher_is_better", Bool()), ("guardrails", ListOf(Text())), ("smallest_effect", Real()), ("baseline", Real().OrNull()), ("arms", ListOf(Object(("name", Text()), ("share", Share())))),
        ("created_at", Time()), ("created_by", Text().OrNull()), ("started_at", Time().OrNull()), ("stopped_at", Time().OrNull()),
        ("decision", Object(
            ("decision", OneOf(Enum.GetValues<ExperimentDecision>().Select(d => d.ToWire()))), ("arm", Text().OrNull()), ("by", Text().OrNull()), ("at", Time()), ("reason", Text().OrNull())).OrNull()),
        ("sample_ratio_acknowledged_by", Text().OrNull()), ("sample_ratio_acknowledged_at", Time().OrNull()), ("version", Number()),
    ];

    private static OpenApiSchema Verdict() => Object(
        ("kind", OneOf("ship", "do_no_harm", "stop_for_harm", "keep_running", "cannot_tell", "hidden", "not_started")), ("arm", Text().OrNull()), ("reason", Text()));

    private static OpenApiSchema Power() => Object(
        ("baseline", Real().OrNull()), ("smallest_effect", Real()), ("design_effect", Real().OrNull()), ("needed_per_arm", Number().OrNull()), ("collected_per_arm", Number()), ("per_day", Real()),
        ("days_to_go", Real().OrNull()), ("detectable_in_28_days", Real().OrNull()));

    private static OpenApiSchema Analysis(OpenApiSchemaReference verdict) => Object(
    [
        ("computed_at", Time()), .. MeasureDescription.Measured(), ("verdict", verdict), ("hidden", Bool().Said("The figures are hidden until the alarm about the arms' shares is acknowledged.")),
        ("method", MeasureDescription.Method()), ("warnings", MeasureDescription.Warnings()),
        ("arms", ListOf(Object(("name", Text()), ("share", Share()), ("units", Number()), ("exposed_units", Number()), ("interactions", Number()), ("outcomes", Number())))),
        ("left_out", Object(("interactions_without_unit", Number()), ("interactions_contested", Number()), ("units_in_several_arms", Number()))),
        ("sample_ratio", Object(("p_value", Share().OrNull()), ("p_value_fixed", Share().OrNull()), ("alarm", Bool()), ("acknowledged", Bool())).OrNull()),
        ("primary", Metric().OrNull()), ("guardrails", ListOf(Metric())), ("power", Power()),
    ]);

    private static OpenApiSchema Metric() => Object(
        ("metric", Text()), ("higher_is_better", Bool()),
        ("arms", ListOf(Object(
            ("arm", Text()), ("units", Number()), ("hits", Number().OrNull().Said("null for a value.")), ("n", Number()), ("level", Real().OrNull()), ("interval", Interval().OrNull()), ("design_effect", Real().OrNull())))),
        ("comparisons", ListOf(Object(
            ("arm", Text()), ("lift", Real().OrNull()), ("relative_lift", Real().OrNull()), ("relative_interval", Interval().OrNull()), ("always_valid", Evidence()), ("fixed_horizon", Evidence()),
            ("cluster_robust", Bool()),
            ("cuped", Object(
                ("lift", Real().OrNull()), ("interval", Interval().OrNull()), ("p_value", Share().OrNull()), ("variance_reduction", Real().OrNull()), ("units_with_past", Number())).OrNull())))));

    private static OpenApiSchema Evidence() => Object(("interval", Interval().OrNull()), ("p_value", Share().OrNull()), ("p_value_holm", Share().OrNull()));

    /// <summary>Low and high; null stands for an open side.</summary>
    private static OpenApiSchema Interval() => new() { Type = JsonSchemaType.Array, Items = Real().OrNull(), MinItems = 2, MaxItems = 2 };
}
