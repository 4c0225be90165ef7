using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Curate.Exports;
using Microsoft.OpenApi;
using static Flywheel.Web.Api.Http.Description.OperationDescription;
using static Flywheel.Web.Api.Http.Description.Schemas;

namespace Flywheel.Web.Api.Http.Description;

/// <summary>Describes the routes for training candidates and datasets.</summary>
internal static class TrainingDataDescription
{
    private static readonly string[] Qualities = [.. Enum.GetValues<Quality>().Select(q => q.ToWire())];
    private static readonly string[] Rows = [.. Enum.GetValues<ExportRows>().Select(r => r.ToWire())];
    private static readonly string[] Sources = [.. Enum.GetValues<CandidateSource>().Select(s => s.ToWire())];

    internal static void AddTo(OpenApiDocument document, IReadOnlyList<IExportFormat> formats)
    {
        new OperationDescription("GET /v1/flywheel/training-candidates") { Answers = Ok(Candidates(), "Approved pairs"), Query = CandidateQuery, Refusals = [404] }
            .ApplyTo(document, "Training data");
        foreach (var operation in Datasets(formats)) operation.ApplyTo(document, "Datasets");
    }

    private static (string, OpenApiSchema, string)[] CandidateQuery =>
    [
        ("min_quality", OneOf(Qualities), "The least quality; high where absent."), ("limit", Number(1, 10_000), "A page of so many; everything, streamed, where absent."),
        ("after", Number(), "Where the next page begins; the Link header gives it."), ("fields", OneOf("all"), "all: with ids, origin and times."), .. CollectDescription.Application,
    ];

    private static OpenApiSchema Candidates() => Object(
        ("candidates", ListOf(Object(
            ("id?", Number()), ("input", Text()), ("ideal_output", Text()), ("source", OneOf(Sources)), ("quality", OneOf(Qualities)), ("application?", Text()), ("request_id?", Text()),
            ("segment?", Text().OrNull()), ("model_version?", Text().OrNull()), ("created_at?", Time()), ("decided_at?", Time().OrNull())))),
        ("total", Number()));

    private static OperationDescription[] Datasets(IReadOnlyList<IExportFormat> formats) =>
    [
        new("GET /v1/datasets") { Answers = Ok(Object(("datasets", ListOf(Dataset()))), "All versions"), Query = CollectDescription.Application, Refusals = [404] },
        new("POST /v1/datasets/{name}/versions")
        {
            Body = JsonBody(Freeze()), BodyRequired = false, Query = CollectDescription.Application, Refusals = [404, 409, 415, 422],
            Answers = [(201, "Frozen", Content((Json, Object(("dataset", Text()), ("version", Number()), ("rows", Number()), ("sha256", Text())))))],
        },
        new("GET /v1/datasets/{name}/versions/{n}/manifest") { Answers = Ok(Manifest(), "What the version was made of"), Query = CollectDescription.Application, Refusals = [404, 410] },
        new("GET /v1/datasets/{name}/versions/{n}/export")
        {
            Answers = [(200, "The file; the same bytes whenever it is pulled", Content([.. formats.Select(f => f.ContentType.Split(';')[0]).Distinct().Select(t => (t, Text()))]))],
            Query = ExportQuery(formats), Refusals = [404, 410],
        },
    ];

    private static (string, OpenApiSchema, string)[] ExportQuery(IReadOnlyList<IExportFormat> formats) =>
    [
        ("format", OneOf(formats.Select(f => f.Name)), "Required."), ("split", OneOf("train", "validation", "test", "all"), "all where absent."),
        ("rows", OneOf(Rows), $"For {formats.WithChoiceOfRows(f => f.Name)} only; sft where absent."), .. CollectDescription.Application,
    ];

    private static OpenApiSchema Dataset() => Object(
        ("dataset", Text()), ("application", Text()),
        ("versions", ListOf(Object(
            ("version", Number()), ("rows", Number()), ("sha256", Text()), ("created_at", Time()), ("created_by", Text().OrNull()), ("note", Text().OrNull()), ("withheld", Bool()),
            ("successor", Number().OrNull())))));

    private static OpenApiSchema Freeze() => Optional(
        ("min_quality", OneOf(Qualities).OrNull()), ("sources", ListOf(OneOf(Sources))), ("segments", ListOf(Id(), 1000)),
        ("split", Optional(("train", Share()), ("validation", Share()), ("test", Share())).Said("0.8, 0.1, 0.1 where absent; the sum is 1.")), ("note", Text(2000).OrNull()));

    private static OpenApiSchema Manifest() => Object(
        ("dataset", Text()), ("version", Number()), ("created_at", Time()), ("created_by", Text()), ("application", Text()), ("policy_versions", ListOf(Number())), ("exporter_version", Text()),
        ("filter", Object(("min_quality", OneOf(Qualities)), ("sources?", ListOf(OneOf(Sources))), ("segments?", ListOf(Text())))),
        ("split", Split(Share())), ("rows", Number()), ("rows_per_split", Split(Number())), ("sha256", Text()),
        ("funnel", Object(("found", Number()), ("waiting", Number()), ("held", Number()), ("rejected", Number()), ("duplicate", Number()), ("bridged", Number()), ("in", Number()))),
        ("changes?", Object(("in", Number()), ("out", Number()), ("edited", Number()))), ("note?", Text()), ("formats", ListOf(Text())),
        ("erasure?", Object(("replaces", Number()), ("rows_erased", Number()))), ("exports?", ListOf(Export())), ("rows_with_documents?", Number()));

    private static OpenApiSchema Export() => Object(
        ("format", Text()), ("kind", OneOf(Rows)), ("rows", Number()), ("left_out", Number()),
        ("reasons?", Optional([.. Enum.GetValues<LeftOutReason>().Select(r => (r.ToWire(), Number()))])), ("left_out_ids?", ListOf(Number())));

    private static OpenApiSchema Split(OpenApiSchema part) => Object(("train", part), ("validation", part), ("test", part));
}
