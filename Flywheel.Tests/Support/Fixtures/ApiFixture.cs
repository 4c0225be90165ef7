using System.Net;
using System.Text.Json.Nodes;
using Flywheel.Tests.Support.Hosts;

namespace Flywheel.Tests.Support.Fixtures;

/// <summary>What most tests over HTTP begin with: corrections posted, curated, claimed and decided.</summary>
public static class ApiFixture
{
    private static readonly string[] Topics =
    [
        "opening hours of the branch in Leeds", "fee for a foreign transfer", "form for a change of address", "limit of the blue card", "interest on the youth account",
        "deadline for a complaint about a delivery", "warranty on refurbished phones", "price of a return ticket", "number of the lost property office", "menu on Sundays",
    ];

    /// <summary>A correction that is like no other.</summary>
    public static JsonObject Correction(int number, params (string Name, JsonNode? Value)[] more) => Json.Edit(
        $"r-{number}", $"Corrected in case {number * 7919}: the {Topics[number % Topics.Length]} is {number} and {number * 31}.",
        [("user_query", $"Case {number * 7919}: please tell me the {Topics[number % Topics.Length]}"), ("ai_response", $"I do not know anything about case {number}."), .. more]);

    /// <summary>Posts corrections number <paramref name="from"/> and on, and curates them.</summary>
    public static async Task CorrectAsync(this ApiHost host, HttpClient key, int count, int from = 1, params (string Name, JsonNode? Value)[] more)
    {
        var batch = new JsonArray([.. Enumerable.Range(from, count).Select(i => Correction(i, [.. more.Select(m => (m.Name, m.Value?.DeepClone()))]))]);
        Assert.Equal(count, (int)(await key.PostExpectAsync("/v1/feedback/batch", batch))["accepted"]!);
        await host.CuratedAsync();
    }

    /// <summary>Claims items.</summary>
    public static async Task<List<JsonObject>> ClaimAsync(this HttpClient person, int count = 100) =>
        [.. (await person.PostExpectAsync("/v1/review/claims", new JsonObject { ["count"] = count }))["items"]!.AsArray().Select(i => (JsonObject)i!)];

    /// <summary>Decides an item as it was claimed.</summary>
    public static Task<JsonObject> DecideAsync(
        this HttpClient person, JsonObject item, string decision, HttpStatusCode status = HttpStatusCode.OK, params (string Name, JsonNode? Value)[] more)
    {
        var body = new JsonObject { ["version"] = (int)item["version"]!, ["decision"] = decision };
        foreach (var (name, value) in more) body[name] = value;
        return person.PostExpectAsync($"/v1/review/items/{item["id"]}/decisions", body, status);
    }

    /// <summary>Approves everything that waits; how many that was.</summary>
    public static async Task<int> ApproveAllAsync(this HttpClient person)
    {
        var approved = 0;
        while (await person.ClaimAsync() is { Count: > 0 } items)
        {
            foreach (var item in items) await person.DecideAsync(item, "approve");
            approved += items.Count;
        }

        return approved;
    }

    /// <summary>The names of an object's members, in order.</summary>
    public static string Members(this JsonNode? node) => string.Join(' ', ((JsonObject)node!).Select(m => m.Key));

    /// <summary>Undoes a decision.</summary>
    public static Task<HttpResponseMessage> UndoAsync(this HttpClient person, JsonObject decided) =>
        person.DeleteAsync($"/v1/review/items/{decided["id"]}/decisions/{decided["decision_id"]}", TestContext.Current.CancellationToken);
}
