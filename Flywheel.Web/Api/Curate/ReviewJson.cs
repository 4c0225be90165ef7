using System.Text.Json.Nodes;
using Flywheel.Core.Collect.Contract;
using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Curate.Review;
using Flywheel.Core.Curate.Validation;
using Flywheel.Web.Api.Http;

namespace Flywheel.Web.Api.Curate;

/// <summary>Items under review, and what became of a decision, on the wire.</summary>
internal static class ReviewJson
{
    public static JsonObject Of(ReviewItem item) => new()
    {
        ["id"] = item.Id,
        ["version"] = item.Version,
        ["lease_until"] = item.LeaseUntil is { } until ? Rfc3339.Format(until) : null,
        ["application"] = item.Application,
        ["request_id"] = item.RequestId,
        ["segment"] = item.Segment,
        ["source"] = item.Source.ToWire(),
        ["input"] = item.Input,
        ["original_output"] = item.OriginalOutput,
        ["proposed_output"] = item.ProposedOutput,
        // Stored as it was sent, in wire names.
        ["context"] = item.Context is null ? null : JsonNode.Parse(item.Context),
        ["score"] = item.Score,
        ["findings"] = new JsonArray([.. item.Findings.Select(f => new JsonObject { ["kind"] = f.Kind.ToWire(), ["message"] = f.Message })]),
        ["signals"] = new JsonArray([.. item.Signals.Select(s => new JsonObject { ["signal_type"] = s.SignalType, ["at"] = Rfc3339.Format(s.At) })]),
    };

    /// <summary>The answer to one decision as its HTTP status, a title for people, and its members.</summary>
    public static DecisionAnswer Of(DecisionOutcome outcome) => outcome switch
    {
        DecisionOutcome.Decided done => new(200, "decided", "", null,
            [("id", done.Id), ("state", done.State.ToWire()), ("version", done.Version), ("decision_id", done.DecisionId)]),
        DecisionOutcome.AlreadyDecided other => new(409, "already_decided", "The item is decided already.", null,
            [("decided_by", other.By), ("decided_at", other.At is { } at ? Rfc3339.Format(at) : null), ("state", other.State.ToWire())]),
        DecisionOutcome.LeaseLost lost => new(409, "lease_lost", "You do not hold this item.", null, [("lease_lost", true), ("state", lost.State.ToWire())]),
        DecisionOutcome.Changed changed => new(409, "changed", "The item changed since you read it.", null,
            [("state", changed.State.ToWire()), ("version", changed.Version)]),
        DecisionOutcome.Invalid broken => Invalid(new Dictionary<string, string[]> { [broken.Field] = [broken.Message] }),
        _ => new(404, "not_found", "There is no such item.", null, []),
    };

    /// <summary>A decision that breaks a rule.</summary>
    public static DecisionAnswer Invalid(IReadOnlyDictionary<string, string[]> errors) => new(400, "invalid", "The request is not valid.", errors, []);
}

/// <summary>What became of one decision.</summary>
/// <param name="Status">The HTTP status that the single route answers.</param>
/// <param name="Name">What the bulk route calls it.</param>
/// <param name="Title">In words; empty where it stands.</param>
internal sealed record DecisionAnswer(
    int Status, string Name, string Title, IReadOnlyDictionary<string, string[]>? Errors, (string Name, JsonNode? Value)[] Members)
{
    /// <summary>As the whole answer of a route.</summary>
    public IResult ToResult() => Status == StatusCodes.Status200OK
        ? Results.Json(new JsonObject(Members.Select(m => KeyValuePair.Create(m.Name, m.Value))))
        : Problems.Of(Status, Title, Errors, null, Members);

    /// <summary>As one line of a bulk answer; <paramref name="id"/> as it was sent.</summary>
    public JsonObject ToLine(int index, JsonNode? id)
    {
        var line = new JsonObject { ["index"] = index, ["status"] = Name, ["id"] = id };
        if (Title.Length > 0) line["title"] = Title;
        if (Errors is not null) line["errors"] = Problems.ErrorsJson(Errors);
        foreach (var (name, value) in Members) line[name] = value;
        return line;
    }
}
