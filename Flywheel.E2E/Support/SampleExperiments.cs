using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Flywheel.Core;
using Flywheel.Core.Measure.Experiments;
using Microsoft.Extensions.DependencyInjection;

namespace Flywheel.E2E.Support;

/// <summary>Experiments without a browser: planned, started, and fed as an application does.</summary>
internal static class SampleExperiments
{
    /// <summary>Runs one in which the treatment succeeds in four of five, and the control in three.</summary>
    public static async Task RunAsync(AppUnderTest app, HttpClient key, Actor manager, string name, int people)
    {
        await app.PlanAsync(manager, name);
        var desk = app.Services.GetRequiredService<Experiments>();
        Assert.IsType<ExperimentOutcome.Done>(await desk.StartAsync(manager, name, null, TestContext.Current.CancellationToken));
        await FeedAsync(app, key, name, people);
    }

    /// <summary>Makes a draft.</summary>
    public static async Task PlanAsync(this AppUnderTest app, Actor manager, string name)
    {
        var request = new ExperimentRequest(name, $"The new {name} answers better, because it sees more of the document.", Guardrails: ["signal:escalation"]);
        Assert.IsType<ExperimentOutcome.Done>(await app.Services.GetRequiredService<Experiments>().CreateAsync(manager, request, TestContext.Current.CancellationToken));
    }

    /// <summary>Asks for everybody's arm, reports the use and the outcome, and waits until they are measured.</summary>
    public static async Task FeedAsync(AppUnderTest app, HttpClient key, string name, int people)
    {
        var (uses, outcomes) = (new JsonArray(), new JsonArray());
        for (var i = 0; i < people; i++)
        {
            var arm = (string)(await key.GetFromJsonAsync<JsonObject>($"/v1/experiments/{name}/assignment?unit=person-{i}", TestContext.Current.CancellationToken))!["arm"]!;
            uses.Add(new JsonObject { ["request_id"] = $"{name}-{i}", ["user_id"] = $"person-{i}", ["experiment"] = name, ["variant"] = arm });
            outcomes.Add(new JsonObject { ["request_id"] = $"{name}-{i}", ["success"] = i % 5 < (arm == "control" ? 3 : 4) });
        }

        await SendAsync(key, "/v1/interactions/batch", uses);
        await SendAsync(key, "/v1/outcomes/batch", outcomes);
        await app.MeasuredAsync();
    }

    private static async Task SendAsync(HttpClient key, string path, JsonArray items)
    {
        var answer = await key.PostAsJsonAsync(path, items, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode && text.Contains("\"rejected\":0", StringComparison.Ordinal), text);
    }
}
