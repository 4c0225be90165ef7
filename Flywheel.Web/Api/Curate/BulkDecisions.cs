using System.Data.Common;
using System.Text.Json.Nodes;
using Flywheel.Core;
using Flywheel.Core.Curate.Review;
using Flywheel.Core.Data;
using Flywheel.Web.Api.Collect;
using Flywheel.Web.Api.Http;
using Flywheel.Web.Api.Http.Bodies;

namespace Flywheel.Web.Api.Curate;

/// <summary><c>POST /v1/review/decisions</c>: up to 100 decisions, each with an outcome of its own, in order.</summary>
internal static partial class BulkDecisions
{
    /// <summary>The most decisions of one post.</summary>
    public const int Most = 100;

    private static readonly Dictionary<string, string[]> NoObject = new() { [""] = ["must be an object."] };
    private static readonly Dictionary<string, string[]> NoId = new() { ["id"] = ["is required: the item's number."] };

    private static readonly DecisionAnswer NotStored = new(503, "unavailable", "The storage did not take it; nothing of it was stored. Send it again.", null, []);

    /// <summary>Takes <c>{"decisions":[...]}</c>, or the array alone.</summary>
    public static async Task<IResult> DecideAsync(HttpContext http, ReviewDecisions decisions)
    {
        var (body, error) = await JsonBody.ReadAsync(http, JsonBody.ParseNode);
        if (body is null) return error!;
        if ((body as JsonArray ?? (body as JsonObject)?["decisions"] as JsonArray) is not { Count: > 0 } bodies)
            return Problems.Invalid("decisions", "is required: a list of 1 to 100 decisions.");
        if (bodies.Count > Most) return Problems.Of(413, $"At most {Most} decisions are taken at once.");
        var answers = await DecideAllAsync(http, bodies, decisions);
        var decided = answers.Count(IsDecided);
        var lines = answers.Select((answer, i) => answer.ToLine(i, Id(bodies[i])));
        return Results.Json(new JsonObject { ["decided"] = decided, ["refused"] = answers.Count - decided, ["results"] = new JsonArray([.. lines]) });
    }

    /// <summary>
    /// A storage that fails over one decision must not hide what became of those before it; one that is busy is not asked again for those
    /// behind it. Busy before anything was decided, it is a 503 of the whole.
    /// </summary>
    private static async Task<List<DecisionAnswer>> DecideAllAsync(HttpContext http, JsonArray bodies, ReviewDecisions decisions)
    {
        var answers = new List<DecisionAnswer>();
        var isBusy = false;
        foreach (var decision in bodies)
        {
            try
            {
                answers.Add(isBusy ? NotStored : await DecideAsync(http.Caller().Actor, decision, decisions, http.RequestAborted));
            }
            catch (Exception exception) when (exception is DbException or { InnerException: DbException } && (!exception.IsBusy() || answers.Exists(IsDecided)))
            {
                isBusy = exception.IsBusy();
                DecisionNotStored(http.Service<ILoggerFactory>().CreateLogger(nameof(BulkDecisions)), exception, answers.Count);
                answers.Add(NotStored);
            }
        }

        return answers;
    }

    private static bool IsDecided(DecisionAnswer answer) => answer.Status == StatusCodes.Status200OK;

    private static async Task<DecisionAnswer> DecideAsync(Actor actor, JsonNode? decision, ReviewDecisions decisions, CancellationToken cancellationToken)
    {
        if (decision is not JsonObject body) return ReviewJson.Invalid(NoObject);
        var (request, errors) = DecisionBody.Read(body);
        if (Id(body) is not { } id) return ReviewJson.Invalid(errors.Count == 0 ? NoId : new Dictionary<string, string[]>(errors) { ["id"] = NoId["id"] });
        return request is null ? ReviewJson.Invalid(errors) : ReviewJson.Of(await decisions.DecideAsync(actor, id, request, cancellationToken));
    }

    private static long? Id(JsonNode? decision) => decision is JsonObject body && body["id"] is JsonValue value && value.TryGetValue(out long id) ? id : null;

    [LoggerMessage(Level = LogLevel.Error, Message = "Decision {Index} of a post could not be stored")]
    private static partial void DecisionNotStored(ILogger log, Exception exception, int index);
}
