using System.Text.Json.Nodes;
using Flywheel.Core.Access;
using Flywheel.Core.Collect.Contract;
using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Curate.Review;
using Flywheel.Web.Api.Http;
using Flywheel.Web.Api.Http.Bodies;

namespace Flywheel.Web.Api.Curate;

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
        review.MapPost("/decisions", BulkDecisions.DecideAsync).WithSummary("Decide up to 100 items; each has an outcome of its own");
        review.MapDelete("/items/{id:long}/decisions/{decision_id:long}", UndoAsync).WithSummary("Take one's own decision back");
        review.MapPost("/items/{id:long}/release", ReleaseHeldAsync).WithSummary("Let a held item into the queue; managers and admins");
    }

    private static async Task<IResult> ClaimAsync(HttpContext http, ReviewQueue queue, Applications applications)
    {
        var (body, error) = await JsonBody.ReadAsync(http);
        if (body is null) return error!;
        var fields = new BodyFields(body);
        if (fields.Number("count") is not { } count || count is < 1 or > ReviewQueue.MaxClaim) fields.Add("count", "must be a number from 1 to 100.");
        else if (await FilterAsync(http, applications, fields.Text, fields.Add) is not { } filter) return fields.Error ?? Problems.NotFound("application");
        else if (fields.Error is null) return Items(await queue.ClaimAsync(http.Caller().Actor, count, filter, http.RequestAborted));
        return fields.Error!;
    }

    private static async Task<IResult> HeldAsync(HttpContext http, ReviewQueue queue, Applications applications)
    {
        var errors = new Dictionary<string, string[]>();
        string? Given(string name) => http.Request.Query[name].ToString() is { Length: > 0 } text ? text : null;
        var filter = await FilterAsync(http, applications, Given, (field, message) => errors[field] = [message]);
        if (errors.Count > 0) return Problems.Of(400, "The request is not valid.", errors);
        return filter is null ? Problems.NotFound("application") : Items(await queue.HeldByAsync(http.Caller().Actor, filter, http.RequestAborted));
    }

    /// <summary>The filter from a body or a query string; null for an application that is not there or not the caller's.</summary>
    private static async Task<ClaimFilter?> FilterAsync(HttpContext http, Applications applications, Func<string, string?> read, Action<string, string> invalid)
    {
        var (name, segment, source, request) = (read("application"), read("segment"), read("source"), read("request_id"));
        if (source is not null && WireNames.ParseSource(source) is null) invalid("source", "must be user_correction or user_approved.");
        var application = name is null ? null : await applications.FindAsync(http.Caller().Actor, name, http.RequestAborted);
        return name is not null && application is null ? null : new(application?.Id, segment, WireNames.ParseSource(source), request);
    }

    private static async Task<IResult> RenewAsync(HttpContext http, long id, ReviewQueue queue) =>
        Lease(id, await queue.RenewAsync(http.Caller().Actor, id, http.RequestAborted));

    private static async Task<IResult> ReleaseAsync(HttpContext http, long id, ReviewQueue queue) =>
        Lease(id, await queue.ReleaseAsync(http.Caller().Actor, id, http.RequestAborted));

    private static async Task<IResult> DecideAsync(HttpContext http, long id, ReviewDecisions decisions)
    {
        var (body, error) = await JsonBody.ReadAsync(http);
        if (body is null) return error!;
        var (request, invalid) = DecisionBody.Read(body);
        if (request is null) return Problems.Of(400, "The request is not valid.", invalid);
        return ReviewJson.Of(await decisions.DecideAsync(http.Caller().Actor, id, request, http.RequestAborted)).ToResult();
    }

    private static async Task<IResult> UndoAsync(HttpContext http, long id, long decision_id, ReviewDecisions decisions) =>
        Undone(await decisions.UndoAsync(http.Caller().Actor, decision_id, http.RequestAborted, id));

    private static async Task<IResult> ReleaseHeldAsync(HttpContext http, long id, ReviewDecisions decisions) =>
        Undone(await decisions.ReleaseHeldAsync(http.Caller().Actor, id, http.RequestAborted));

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
        Results.Json(new JsonObject { ["items"] = new JsonArray([.. items.Select(ReviewJson.Of)]) });
}
