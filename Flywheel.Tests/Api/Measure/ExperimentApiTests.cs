using System.Net;
using System.Text.Json.Nodes;
using Flywheel.Core;
using Flywheel.Core.Access;
using Flywheel.Core.Measure.Experiments;
using Flywheel.Tests.Support;
using Flywheel.Tests.Support.Fixtures;
using Flywheel.Tests.Support.Hosts;
using Microsoft.Extensions.DependencyInjection;

namespace Flywheel.Tests.Api.Measure;

/// <summary>The experiment routes of the contract.</summary>
public sealed class ExperimentApiTests : IAsyncLifetime
{
    private const string Root = "/v1/experiments";
    private readonly ApiHost _host = new();
    private HttpClient _key = null!, _cleo = null!;
    private ExperimentFixture _fixture = null!;

    public async ValueTask InitializeAsync()
    {
        _key = await _host.ClientAsync();
        _cleo = await _host.PersonAsync("cleo", Roles.Manager, Scopes.Manage);
        _fixture = new(_host.Open, Service<Experiments>(), Service<ExperimentAnalyses>(), Service<TimeProvider>());
        await _fixture.PrepareAsync();
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task From_plan_to_decision()
    {
        var (made, now) = (await PlanAsync(), Service<TimeProvider>());
        Assert.Equal(("draft", "person", "success_rate", 1), ((string)made["state"]!, (string)made["unit"]!, (string)made["primary_metric"]!, (int)made["version"]!));
        Assert.Equal("running", (string)(await _cleo.PostExpectAsync($"{Root}/reranker/start", new JsonObject { ["version"] = 1 }))["state"]!);
        await _fixture.StoreAsync([.. _fixture.Arm("control", 300, 150, r => r.OccurredAt = now.Now()), .. _fixture.Arm("treatment", 300, 250, r => r.OccurredAt = now.Now())]);
        Assert.Equal("stopped", (string)(await PostEmptyAsync("stop"))["state"]!);
        var analysis = (await _cleo.GetJsonAsync($"{Root}/reranker"))["analysis"]!;
        Assert.Equal(("ship", "treatment"), ((string)analysis["verdict"]!["kind"]!, (string)analysis["verdict"]!["arm"]!));
        Assert.Equal((300, 150, 0.5), ((int)analysis["primary"]!["arms"]![0]!["n"]!, (int)analysis["primary"]!["arms"]![0]!["hits"]!, (double)analysis["primary"]!["arms"]![0]!["level"]!));
        Assert.Equal(1 / 3.0, (double)analysis["primary"]!["comparisons"]![0]!["lift"]!, 1e-9);
        var decided = await _cleo.PostExpectAsync($"{Root}/reranker/decide", new JsonObject { ["decision"] = "ship", ["reason"] = "Better by a third." });
        Assert.Equal(("decided", "treatment", "cleo"), ((string)decided["state"]!, (string)decided["decision"]!["arm"]!, (string)decided["decision"]!["by"]!));
        Assert.Equal("reranker", (string)(await _cleo.GetJsonAsync(Root))["experiments"]![0]!["key"]!);
    }

    [Fact]
    public async Task An_experiment_without_any_data_is_all_numbers_or_null()
    {
        await PlanAsync();
        await PostEmptyAsync("start");
        var text = (await _cleo.GetJsonAsync($"{Root}/reranker")).ToJsonString();
        Assert.DoesNotContain("NaN", text, StringComparison.Ordinal);
        var primary = JsonNode.Parse(text)!["analysis"]!["primary"]!;
        Assert.Equal((0, null, null), ((int)primary["arms"]![0]!["n"]!, primary["arms"]![0]!["level"], primary["comparisons"]![0]!["lift"]));
    }

    [Fact]
    public async Task A_draft_says_what_it_needs_and_can_be_changed()
    {
        await PlanAsync();
        var edit = new JsonObject { ["hypothesis"] = "Another one.", ["smallest_effect"] = 0.05, ["arms"] = new JsonArray(Arm("old", 0.9), Arm("new", 0.1)) };
        Assert.Equal(0.9, (double)(await PutAsync("reranker", edit, HttpStatusCode.OK))["arms"]![0]!["share"]!);
        var draft = await _cleo.GetJsonAsync($"{Root}/reranker");
        Assert.Equal((null, 0.05), (draft["analysis"], (double)draft["power"]!["smallest_effect"]!));
    }

    [Fact]
    public async Task Keys_are_assigned_by_the_published_hash_and_only_within_their_application()
    {
        await PlanAsync(("application", "shop"));
        Assert.Equal(HttpStatusCode.Conflict, await AssignedAsync(_key, "unit=u-1"));
        await PostEmptyAsync("start");
        var answer = await _key.GetJsonAsync($"{Root}/reranker/assignment?unit=u-1");
        Assert.Equal("""{"experiment":"reranker","unit":"u-1","arm":"control"}""", answer.ToJsonString());
        using var bank = await _host.ClientAsync("bank");
        Assert.Equal(HttpStatusCode.NotFound, await AssignedAsync(bank, "unit=u-1"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("unit=")]
    [InlineData("unit=%00")]
    [InlineData("unit=long")]
    [InlineData("unit=a&unit=b")]
    public async Task An_assignment_without_a_good_unit_names_it(string query)
    {
        var answer = await _key.GetAsync($"{Root}/reranker/assignment?{query.Replace("long", new string('u', 201), StringComparison.Ordinal)}", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.NotNull((await answer.JsonAsync()).ErrorOf("unit"));
    }

    [Theory]
    [InlineData("key", """{"hypothesis":"h"}""")]
    [InlineData("hypothesis", """{"key":"k"}""")]
    [InlineData("hypothesis", """{"key":"k","hypothesis":5}""")]
    [InlineData("unit", """{"key":"k","hypothesis":"h","unit":"planet"}""")]
    [InlineData("primary_metric", """{"key":"k","hypothesis":"h","primary_metric":"joy"}""")]
    [InlineData("guardrails[0]", """{"key":"k","hypothesis":"h","guardrails":[null]}""")]
    [InlineData("smallest_effect", """{"key":"k","hypothesis":"h","smallest_effect":-1}""")]
    [InlineData("application", """{"key":"k","hypothesis":"h","application":"nowhere"}""")]
    [InlineData("arms", """{"key":"k","hypothesis":"h","arms":[]}""")]
    [InlineData("arms[0].name", """{"key":"k","hypothesis":"h","arms":[null,{"name":"b"}]}""")]
    [InlineData("arms[1].share", """{"key":"k","hypothesis":"h","arms":[{"name":"a","share":1},{"name":"b","share":-1}]}""")]
    public async Task What_breaks_a_rule_is_reported_by_its_field(string field, string body)
    {
        var answer = await _cleo.PostRawAsync(Root, body);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.NotNull((await answer.JsonAsync()).ErrorOf(field));
    }

    [Fact]
    public async Task What_the_state_forbids_is_a_409_that_says_the_state()
    {
        await PlanAsync();
        foreach (var action in new[] { "stop", "acknowledge" })
            Assert.Equal("draft", (string)(await _cleo.PostExpectAsync($"{Root}/reranker/{action}", new JsonObject(), HttpStatusCode.Conflict))["state"]!);
        await _cleo.PostExpectAsync($"{Root}/reranker/decide", new JsonObject { ["decision"] = "keep", ["reason"] = "r" }, HttpStatusCode.Conflict);
        await _cleo.PostExpectAsync(Root, Body(), HttpStatusCode.Conflict);
        await _cleo.PostExpectAsync($"{Root}/reranker/start", new JsonObject { ["version"] = 7 }, HttpStatusCode.Conflict);
        await PostEmptyAsync("start");
        Assert.Equal("running", (string)(await PutAsync("reranker", Body(), HttpStatusCode.Conflict))["state"]!);
    }

    [Fact]
    public async Task What_does_not_exist_is_a_404()
    {
        var decision = new JsonObject { ["decision"] = "keep", ["reason"] = "r" };
        foreach (var action in new[] { "start", "stop", "acknowledge", "decide" }) await _cleo.PostExpectAsync($"{Root}/none/{action}", decision.DeepClone(), HttpStatusCode.NotFound);
        await PutAsync("none", Body(), HttpStatusCode.NotFound);
        Assert.Equal(HttpStatusCode.NotFound, (await _cleo.GetAsync($"{Root}/none", TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, await AssignedAsync(_key, "unit=u"));
    }

    [Fact]
    public async Task A_manager_who_became_a_reviewer_is_refused()
    {
        using var ana = await _host.PersonAsync("ana");
        Assert.Equal(HttpStatusCode.Forbidden, (await ana.PostAsync(Root, Body())).StatusCode);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await _cleo.PostRawAsync(Root, "{}", "text/plain")).StatusCode);
    }

    private static JsonObject Arm(string name, double share) => new() { ["name"] = name, ["share"] = share };

    private static JsonObject Body(params (string Name, JsonNode? Value)[] more)
    {
        var body = new JsonObject { ["key"] = "reranker", ["hypothesis"] = "A reranker finds the better document." };
        foreach (var (name, value) in more) body[name] = value;
        return body;
    }

    private Task<JsonObject> PlanAsync(params (string Name, JsonNode? Value)[] more) => _cleo.PostExpectAsync(Root, Body(more), HttpStatusCode.Created);

    private async Task<JsonObject> PostEmptyAsync(string action)
    {
        var answer = await _cleo.PostAsync($"{Root}/reranker/{action}", (HttpContent?)null, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.JsonAsync();
    }

    private async Task<JsonObject> PutAsync(string key, JsonObject body, HttpStatusCode status)
    {
        var answer = await _cleo.PutAsync($"{Root}/{key}", new StringContent(body.ToJsonString(), System.Text.Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);
        Assert.Equal(status, answer.StatusCode);
        return await answer.JsonAsync();
    }

    private static async Task<HttpStatusCode> AssignedAsync(HttpClient key, string query) =>
        (await key.GetAsync($"{Root}/reranker/assignment?{query}", TestContext.Current.CancellationToken)).StatusCode;

    private T Service<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();
}
