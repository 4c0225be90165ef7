using System.Text.Json.Nodes;
using Flywheel.Core.Administration;
using Flywheel.Core.Collect;
using Flywheel.Core.Curate;

namespace Flywheel.Web.Api;

/// <summary>Curate: the review queue, acting as the person whose token it is.</summary>
public static class ReviewRoutes
{
    /// <summary>Maps the routes.</summary>
    public static void MapReview(this RouteGroupBuilder v1)
    {
        var review = v1.MapGroup("/review").RequireScope(Scopes.Review, tokenOnly: true).WithTags("Review");
        review.MapPost("/claims", ClaimAsync).WithSummary("Claim items nobody holds");
        review.MapGet("/claims", HeldAsync).WithSummary("The items held now");
        review.MapPut("/items/{id:long}/lease", RenewAsync).WithSummary("Renew a lease");
        review.MapDelete("/items/{id:long}/lease", ReleaseAsync).WithSummary("Give an item back");
        review.MapPost("/items/{id:long}/decisions", DecideAsync).WithSummary("Decide an item");
        review.MapDelete("/items/{id:long}/decisions/{decision_id:long}", UndoAsync).WithSummary("Take one's own decision back");
        review.MapPost("/items/{id:long}/release", ReleaseHeldAsync).WithSummary("Let a held item into the queue; managers and admins");
    }

    private static async Task<IResult> ClaimAsync(HttpContext http, ReviewQueue queue)
    {
        var (body, fault) = await JsonBody.ReadAsync(http);
        if (body is null) return fault!;
        if (body["count"] is not JsonValue value || !value.TryGetValue<int>(out var count) || count is < 1 or > ReviewQueue.MaxClaim)
            return Problems.Invalid("count", "must be a number from 1 to 100.");
        return Items(await queue.ClaimAsync(http.Caller().Actor, count, http.RequestAborted));
    }

    private static async Task<IResult> HeldAsync(HttpContext http, ReviewQueue queue) =>
        Items(await queue.HeldByAsync(http.Caller().Actor, http.RequestAborted));

    private static async Task<IResult> RenewAsync(HttpContext http, long id, ReviewQueue queue) =>
        Lease(id, await queue.RenewAsync(http.Caller().Actor, id, http.RequestAborted));

    private static async Task<IResult> ReleaseAsync(HttpContext http, long id, ReviewQueue queue) =>
        Lease(id, await queue.ReleaseAsync(http.Caller().Actor, id, http.RequestAborted));

    private static async Task<IResult> DecideAsync(HttpContext http, long id, ReviewDesk desk)
    {
        var (body, fault) = await JsonBody.ReadAsync(http);
        if (body is null) return fault!;
        var (request, invalid) = DecisionBody.Read(body);
        if (request is null) return Problems.Of(400, "The request is not valid.", invalid);
        return await desk.DecideAsync(http.Caller().Actor, id, request, http.RequestAborted) switch
        {
            DecisionOutcome.Decided done => Results.Json(new JsonObject
            {
                ["id"] = done.Id, ["state"] = done.State.ToWire(), ["version"] = done.Version, ["decision_id"] = done.DecisionId,
            }),
            DecisionOutcome.AlreadyDecided other => Problems.Of(409, "The item is decided already.", null, null,
                ("decided_by", other.By), ("decided_at", other.At is { } at ? Rfc3339.Format(at) : null), ("state", other.State.ToWire())),
            DecisionOutcome.LeaseLost lost => Problems.Of(409, "You do not hold this item.", null, null, ("lease_lost", true), ("state", lost.State.ToWire())),
            DecisionOutcome.Changed changed => Problems.Of(409, "The item changed since you read it.", null, null,
                ("state", changed.State.ToWire()), ("version", changed.Version)),
            DecisionOutcome.Invalid broken => Problems.Invalid(broken.Field, broken.Message),
            _ => Problems.NotFound("item"),
        };
    }

    private static async Task<IResult> UndoAsync(HttpContext http, long id, long decision_id, ReviewDesk desk) =>
        Undone(await desk.UndoAsync(http.Caller().Actor, decision_id, http.RequestAborted, id));

    private static async Task<IResult> ReleaseHeldAsync(HttpContext http, long id, ReviewDesk desk) =>
        Undone(await desk.ReleaseHeldAsync(http.Caller().Actor, id, http.RequestAborted));

    private static IResult Undone(UndoOutcome outcome) => outcome switch
    {
        UndoOutcome.Undone done => Results.Json(new JsonObject { ["id"] = done.Id, ["state"] = done.State.ToWire(), ["version"] = done.Version }),
        UndoOutcome.TooLate late => Problems.Of(409, late.Reason, null, null, ("state", late.State.ToWire())),
        UndoOutcome.NotAllowed => Problems.Of(403, "Only managers and admins may do that."),
        _ => Problems.NotFound("decision or item"),
    };

    private static IResult Lease(long id, LeaseOutcome outcome) => outcome switch
    {
        LeaseOutcome.Held { Until: { } until } => Results.Json(new JsonObject { ["id"] = id, ["lease_until"] = Rfc3339.Format(until) }),
        LeaseOutcome.Held => Results.NoContent(),
        LeaseOutcome.Lost lost => Problems.Of(409, "You do not hold this item.", null, null, ("lease_lost", true), ("state", lost.State.ToWire())),
        _ => Problems.NotFound("item"),
    };

    private static IResult Items(IReadOnlyList<ReviewItem> items) =>
        Results.Json(new JsonObject { ["items"] = new JsonArray([.. items.Select(Item)]) });

    private static JsonObject Item(ReviewItem item) => new()
    {
        ["id"] = item.Id,
        ["version"] = item.Version,
        ["lease_until"] = item.LeaseUntil is { } until ? Rfc3339.Format(until) : null,
        ["source"] = item.Source.ToWire(),
        ["input"] = item.Input,
        ["original_output"] = item.OriginalOutput,
        ["proposed_output"] = item.ProposedOutput,
        ["score"] = item.Score,
        ["findings"] = new JsonArray([.. item.Findings.Select(f => new JsonObject { ["kind"] = f.Kind.ToWire(), ["message"] = f.Message })]),
        ["signals"] = new JsonArray([.. item.Signals.Select(s => new JsonObject { ["signal_type"] = s.SignalType, ["at"] = Rfc3339.Format(s.At) })]),
    };
}
