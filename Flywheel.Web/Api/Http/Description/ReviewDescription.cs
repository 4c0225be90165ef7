using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Curate.Review;
using Flywheel.Core.Curate.Validation;
using Flywheel.Web.Api.Curate;
using Microsoft.OpenApi;
using static Flywheel.Web.Api.Http.Description.OperationDescription;
using static Flywheel.Web.Api.Http.Description.Schemas;

namespace Flywheel.Web.Api.Http.Description;

/// <summary>Describes the review routes.</summary>
internal static class ReviewDescription
{
    private static readonly string[] States = [.. Enum.GetValues<CandidateState>().Select(s => s.ToWire())];
    private static readonly string[] Sources = [.. Enum.GetValues<CandidateSource>().Select(s => s.ToWire())];
    private static readonly string[] Kinds = [.. Enum.GetValues<FindingKinds>().Where(k => k != FindingKinds.None).Select(k => k.ToWire())];

    internal static void AddTo(OpenApiDocument document)
    {
        document.AddComponent("ReviewItem", Item());
        document.AddComponent("Decision", Decision());
        foreach (var operation in Operations(document)) operation.ApplyTo(document, "Review");
    }

    private static OperationDescription[] Operations(OpenApiDocument document)
    {
        var items = Object(("items", ListOf(new OpenApiSchemaReference("ReviewItem", document))));
        var decision = new OpenApiSchemaReference("Decision", document);
        return
        [
            new("POST /v1/review/claims") { Body = JsonBody(Claim()), Answers = Ok(items, "The items newly claimed; none where nothing waits"), Refusals = [404, 415] },
            new("GET /v1/review/claims") { Answers = Ok(items, "The items held now"), Query = HeldFilter(), Refusals = [404] },
            new("PUT /v1/review/items/{id}/lease")
            {
                Answers = Ok(Object(("id", Number()), ("lease_until", Time())), "The lease is renewed"), Refusals = [404, 409],
            },
            new("DELETE /v1/review/items/{id}/lease") { Answers = [(204, "The item is given back", null)], Refusals = [404, 409] },
            new("POST /v1/review/items/{id}/decisions")
            {
                Body = JsonBody(decision), Refusals = [404, 409, 415],
                Answers = Ok(Object(("id", Number()), ("state", State()), ("version", Number()), ("decision_id", Number())), "The decision stands"),
            },
            new("POST /v1/review/decisions") { Body = JsonBody(Bulk(decision)), Answers = Ok(BulkAnswer(), "Each with an outcome of its own, in order"), Refusals = [413, 415] },
            new("DELETE /v1/review/items/{id}/decisions/{decision_id}") { Answers = Ok(Undone(), "Taken back; the item waits again"), Refusals = [404, 409] },
            new("POST /v1/review/items/{id}/release") { Answers = Ok(Undone(), "The held item is in the queue"), Refusals = [404, 409] },
        ];
    }

    private static OpenApiSchema Claim() => Object(
        ("count", Number(1, ReviewQueue.MaxClaim)), ("application?", Text().Said("Only items of this application.")), ("segment?", Text().Said("Only items of this segment, compared exactly.")),
        ("source?", OneOf(Sources)), ("request_id?", Text().Said("Only items of this request.")));

    private static (string, OpenApiSchema, string)[] HeldFilter() =>
    [
        ("application", Text(), "Only items of this application."), ("segment", Text(), "Only items of this segment, compared exactly."),
        ("source", OneOf(Sources), "Only items from this source."), ("request_id", Text(), "Only items of this request."),
    ];

    private static OpenApiSchema Item() => Object(
        ("id", Number()), ("version", Number().Said("What a decision names as the version that was judged.")), ("lease_until", Time().OrNull()), ("application", Text()), ("request_id", Text()),
        ("segment", Text().OrNull()), ("source", OneOf(Sources)), ("input", Text()), ("original_output", Text()), ("proposed_output", Text()), ("context", CollectDescription.Context().OrNull()),
        ("score", Share()), ("findings", ListOf(Object(("kind", OneOf(Kinds)), ("message", Text())))), ("signals", ListOf(Object(("signal_type", Text()), ("at", Time())))));

    private static OpenApiSchema Decision() => Object(
        ("version", Number()), ("decision", OneOf("approve", "fix", "reject", "skip", "second_opinion")), ("ideal_output?", Text().Said("For fix, and only there.")),
        ("reason?", OneOf("wrong", "unsafe", "off_topic", "low_quality", "personal_data", "spam", "duplicate", "other").Said("For reject, and only there.")),
        ("comment?", Text(4000)));

    private static OpenApiSchema Bulk(OpenApiSchemaReference decision)
    {
        var one = new OpenApiSchema { AllOf = [decision, Object(("id", Number().Said("The item.")))] };
        return Object(("decisions", ListOf(one, BulkDecisions.Most))).Said("The list alone is taken as well.");
    }

    private static OpenApiSchema BulkAnswer() => Object(
        ("decided", Number()), ("refused", Number()),
        ("results", ListOf(Object(
            ("index", Number()), ("status", OneOf("decided", "already_decided", "lease_lost", "changed", "invalid", "not_found", "unavailable")), ("id", Number().OrNull()), ("title?", Text()),
            ("errors?", Map(ListOf(Text()))), ("state?", State()), ("version?", Number()), ("decision_id?", Number()), ("decided_by?", Text().OrNull()), ("decided_at?", Time().OrNull()),
            ("lease_lost?", Bool())))));

    private static OpenApiSchema Undone() => Object(("id", Number()), ("state", State()), ("version", Number()));

    private static OpenApiSchema State() => OneOf(States);
}
