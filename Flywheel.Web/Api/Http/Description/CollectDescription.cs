using System.Globalization;
using Flywheel.Core.Collect;
using Flywheel.Core.Curate.Candidates;
using Flywheel.Web.Api.Collect;
using Flywheel.Web.Api.Measure;
using Microsoft.OpenApi;
using static Flywheel.Web.Api.Http.Description.OperationDescription;
using static Flywheel.Web.Api.Http.Description.Schemas;

namespace Flywheel.Web.Api.Http.Description;

/// <summary>Describes the routes of Collect.</summary>
internal static class CollectDescription
{
    private const string Tag = "Collect";

    internal static void AddTo(OpenApiDocument document, SignalCatalogue types)
    {
        AddPair(document, "/v1/feedback", "Signal", Signal(types), "one signal", "signals", knows: false);
        AddPair(document, "/v1/interactions", "Exposure", Exposure(), "that the product was used once", "uses", knows: false);
        AddPair(document, "/v1/outcomes", "Outcome", Outcome(), "how one request ended", "outcomes", knows: true);
        new OperationDescription("GET /v1/interactions/{request_id}") { Answers = Ok(Kept(), "What is kept of the request"), Query = Application, Refusals = [404] }
            .ApplyTo(document, Tag, "What is kept of one request");
        new OperationDescription("GET /v1/flywheel/status") { Answers = Ok(Status(), "How far curation is"), Query = Application, Refusals = [404] }
            .ApplyTo(document, Tag, "How many signals there are, and how far they are curated");
    }

    /// <summary>The application that a person's token means; a key has its own.</summary>
    public static (string, OpenApiSchema, string)[] Application =>
        [("application", Text(), "With a personal token: which application is meant; all that the person may see where absent. A key always means its own.")];

    /// <summary>What the model was given beside the query.</summary>
    public static OpenApiSchema Context() => Optional(
        ("system", Text().OrNull()),
        ("messages", new OpenApiSchema { Type = JsonSchemaType.Array | JsonSchemaType.Null, Items = Object(("role", Text()), ("content", Text())) }),
        ("documents", new OpenApiSchema
        {
            Type = JsonSchemaType.Array | JsonSchemaType.Null,
            Items = Object(("id", Text()), ("title?", Text().OrNull()), ("text?", Text().OrNull()), ("score?", Real().OrNull())),
        }));

    private static void AddPair(OpenApiDocument document, string path, string name, OpenApiSchema schema, string one, string many, bool knows)
    {
        document.AddComponent(name, schema);
        var item = new OpenApiSchemaReference(name, document);
        new OperationDescription($"POST {path}")
        {
            Body = JsonBody(item), Answers = Ok(Object(("status", OneOf("recorded")), ("request_id", Text())), "On disk"),
            Refusals = knows || name == "Exposure" ? [413, 415, 429, 500] : [413, 415, 422, 429, 500],
        }.ApplyTo(document, Tag, $"Record {one}; the answer comes when it is on disk");
        new OperationDescription($"POST {path}/batch")
        {
            Body = Content((Json, ListOf(item, Intake.MaxItems)), ("application/x-ndjson", item)), Answers = Ok(BatchAnswer(knows), "Every accepted item is on disk"), Refusals = [413, 415, 429],
        }.ApplyTo(document, Tag, $"Record up to 1,000 {many}: a JSON array, or NDJSON");
    }

    private static OpenApiSchema Signal(SignalCatalogue types) => Object(
        ("request_id", RequestId()), ("signal_type", OneOf(types.Names)), ("user_query", Text()), ("ai_response", Text()), ("user_correction?", Text().OrNull()), ("value?", Value(types)),
        ("metadata?", Metadata()), ("session_id?", Id().OrNull()), ("user_id?", Id().OrNull()), ("segment?", Id().OrNull()), ("experiment?", Id().OrNull()), ("variant?", Id().OrNull()),
        ("model_version?", Id().OrNull()), ("occurred_at?", Time().OrNull()), ("context?", Context().OrNull()), ("consent?", Object(("training", Bool())).OrNull()),
        ("idempotency_key?", Id().OrNull()));

    private static OpenApiSchema RequestId() => Id().Said("1 to 200 characters, without white space at the ends; not . or .., which cannot stand in an address.");

    private static OpenApiSchema Metadata() => AnyObject().OrNull().Said(
        "At most 64 KiB and 16 levels deep; kept as sent. session_id, user_id, segment, experiment, variant and model_version at its top level stand in for an absent field of that name: "
        + "a string, or a number as it is written there (42 is the id \"42\"). Null counts as absent; true, false, a list or an object there is refused, unless the field itself is sent.");

    private static OpenApiSchema Value(SignalCatalogue types) => Real().OrNull().Said(string.Join(' ', types.All.Where(t => t.HasRange)
        .Select(t => string.Create(CultureInfo.InvariantCulture, $"{t.Name}: required, {t.Minimum} to {t.Maximum}.")).Append("No other type carries a value.")));

    private static OpenApiSchema Exposure() => Object(
        ("request_id", RequestId()), ("user_query?", Text().OrNull()), ("ai_response?", Text().OrNull()), ("session_id?", Id().OrNull()), ("user_id?", Id().OrNull()), ("segment?", Id().OrNull()),
        ("experiment?", Id().OrNull()), ("variant?", Id().OrNull()), ("model_version?", Id().OrNull()), ("occurred_at?", Time().OrNull()));

    private static OpenApiSchema Outcome() => Object(
        ("request_id", RequestId()), ("success", Bool()), ("value?", Real().OrNull()), ("source?", Id().OrNull()), ("occurred_at?", Time().OrNull()));

    private static OpenApiSchema BatchAnswer(bool knows)
    {
        (string, IOpenApiSchema)[] members =
            [("index", Number()), ("status", OneOf("recorded", "duplicate", "rejected")), ("request_id?", Text()), ("errors?", Map(ListOf(Text())))];
        if (knows) members = [.. members, ("known?", Bool().Said("false where no answer and no use of that request is kept; absent otherwise."))];
        return Object(("accepted", Number()), ("rejected", Number()), ("results", ListOf(Object(members))));
    }

    private static OpenApiSchema Status() => Object(
    [
        ("signals", Number()), ("curated", Number()), ("lag_seconds", Real()), ("pending", Number()), ("held", Number()),
        ("readers", ListOf(Object(
            ("reader", OneOf("curation", "signals", "interactions", "outcomes", "rescoring")), ("waiting", Number()), ("lag_seconds", Real().Said("The age of the oldest that waits."))))
            .Said("How far each reader is behind: curation of signals, measuring of signals, interactions and outcomes, and judging anew.")),
        ("rebuilding", Object(("started_at", Time()), ("share", Share())).OrNull().Said("A pass over all history under a newer definition or ledger; null where none is made.")),
        .. MeasureDescription.Measured(),
    ]);

    private static OpenApiSchema Kept() => Object(
        ("request_id", Text()),
        ("answers", ListOf(Object(
            ("application", Text()), ("user_query", Text()), ("ai_response", Text()), ("first_seen_at", Time()), ("signals", ListOf(KeptSignal())), ("candidates", ListOf(KeptCandidate()))))),
        ("uses", ListOf(Object(
            ("session_id", Text().OrNull()), ("segment", Text().OrNull()), ("experiment", Text().OrNull()), ("variant", Text().OrNull()), ("model_version", Text().OrNull()),
            ("occurred_at", Time()), ("received_at", Time())))),
        ("outcomes", ListOf(Object(("success", Bool()), ("value", Real().OrNull()), ("source", Text().OrNull()), ("occurred_at", Time()), ("received_at", Time())))));

    private static OpenApiSchema KeptSignal() => Object(
        ("signal_type", Text()), ("value", Real().OrNull()), ("user_correction", Text().OrNull()), ("session_id", Text().OrNull()), ("segment", Text().OrNull()),
        ("experiment", Text().OrNull()), ("variant", Text().OrNull()), ("model_version", Text().OrNull()), ("metadata", AnyObject().OrNull()), ("consent", Object(("training", Bool()))),
        ("occurred_at", Time()), ("received_at", Time()));

    private static OpenApiSchema KeptCandidate() => Object(
        ("id", Number()), ("source", Text()), ("state", OneOf(Enum.GetValues<CandidateState>().Select(s => s.ToWire()))), ("reason", Text().OrNull()), ("quality", Text()),
        ("score", Share()), ("proposed_output", Text().OrNull()), ("ideal_output", Text().OrNull()));
}
