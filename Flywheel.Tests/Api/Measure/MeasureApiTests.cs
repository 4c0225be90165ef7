using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Flywheel.Core;
using Flywheel.Core.Access;
using Flywheel.Core.Measure.RollUps;
using Flywheel.Tests.Support;
using Flywheel.Tests.Support.Fixtures;
using Flywheel.Tests.Support.Hosts;
using Microsoft.Extensions.DependencyInjection;

namespace Flywheel.Tests.Api.Measure;

public sealed class MeasureApiTests : IAsyncLifetime
{
    private readonly ApiHost _host = new();
    private HttpClient _key = default!, _max = default!;

    [Fact]
    public async Task Metrics_give_every_rate_with_its_interval_and_n()
    {
        await SendAsync(10, 7);
        var json = await JsonAsync(_key, "/v1/flywheel/metrics?split=segment");
        var success = json["revolutions"]![0]!["figures"]!["success"]!;
        Assert.Equal((0.7, 10, 7, "wilson"), ((double)success["rate"]!, (int)success["n"]!, (int)success["successes"]!, (string?)success["method"]));
        // Wilson 95 %: prop.test(7, 10, correct = FALSE) in R gives 0.3967781 to 0.8922087.
        Assert.Equal((0.3967781, 0.8922087), (Math.Round((double)success["low"]!, 7), Math.Round((double)success["high"]!, 7)));
        Assert.Equal(30, json["trend"]!["all"]!["points"]!.AsArray().Count);
        Assert.Equal("retail", (string?)json["trend"]!["lines"]![0]!["name"]);
    }

    [Fact]
    public async Task Every_measured_answer_says_how_far_it_is()
    {
        await SendAsync(10, 7);
        await _max.PostAsJsonAsync("/v1/experiments", new { key = "ours", hypothesis = "Better.", application = "shop" }, Cancel);
        await _max.PostAsync("/v1/experiments/ours/start", null, Cancel);
        var closed = await _max.PostAsync("/v1/revolutions/current/close", null, Cancel);
        JsonNode[] answers =
        [
            await JsonAsync(_key, "/v1/flywheel/metrics"), await JsonAsync(_key, "/v1/flywheel/status"), await JsonAsync(_max, "/v1/revolutions"), await JsonAsync(_max, "/v1/revolutions/1"),
            JsonNode.Parse(await closed.Content.ReadAsStringAsync(Cancel))!, await JsonAsync(_max, "/v1/experiments"), (await JsonAsync(_max, "/v1/experiments/ours"))["analysis"]!,
        ];
        Assert.All(answers, answer =>
        {
            Assert.True((long)answer["received"]! > 0);
            Assert.Equal((long)answer["received"]!, (long)answer["measured"]!);
            Assert.EndsWith("Z", (string?)answer["as_of"], StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task The_status_has_every_readers_lag_beside_what_it_always_had()
    {
        var status = (await JsonAsync(_key, "/v1/flywheel/status")).AsObject();
        Assert.Equal(["signals", "curated", "lag_seconds", "pending", "held"], status.Select(m => m.Key).Take(5));
        Assert.Equal(["curation", "signals", "interactions", "outcomes", "rescoring"], status["readers"]!.AsArray().Select(r => (string?)r!["reader"]));
        Assert.All(status["readers"]!.AsArray(), reader => Assert.Equal((0, 0.0), ((long)reader!["waiting"]!, (double)reader["lag_seconds"]!)));
        Assert.Null(status["rebuilding"]);
    }

    [Fact]
    public async Task Metrics_say_how_success_is_made_and_what_outcomes_and_signals_say_alone()
    {
        // Ten uses, of which five have an outcome; a thumb up on an answer that failed, and three on answers of which nothing is reported.
        foreach (var i in Enumerable.Range(0, 10)) await _key.PostAsJsonAsync("/v1/interactions", new { request_id = $"m{i}", segment = "retail" }, Cancel);
        foreach (var i in Enumerable.Range(0, 5)) await _key.PostAsJsonAsync("/v1/outcomes", new { request_id = $"m{i}", success = i < 3 }, Cancel);
        foreach (var i in new[] { 4, 5, 6, 7 }) await _key.PostAsJsonAsync("/v1/feedback", new { request_id = $"m{i}", user_query = "q", ai_response = "a", signal_type = "thumbs_up" }, Cancel);
        await _host.Services.GetRequiredService<Measurer>().CatchUpAsync(Cancel);
        var json = await JsonAsync(_key, "/v1/flywheel/metrics");
        var figures = json["revolutions"]![0]!["figures"]!;
        Assert.Equal(("outcomes", 0.5), ((string?)figures["method"], (double)figures["outcome_coverage"]!));
        Assert.Equal((0.6, 5), ((double)figures["success"]!["rate"]!, (int)figures["success"]!["n"]!));
        Assert.Equal((0.6, 1.0, 4), ((double)figures["outcomes_only"]!["rate"]!, (double)figures["signals_only"]!["rate"]!, (int)figures["signals_only"]!["n"]!));
        Assert.Equal((0.4, 1.0), (Math.Round((double)figures["disagreement"]!["difference"]!, 9), (double)figures["disagreement"]!["contradicted"]!["rate"]!));
        // Three succeeded and two failed for certain, out of ten.
        Assert.Equal((0.3, 0.8, "exposures"), ((double)figures["bounds"]!["low"]!, (double)figures["bounds"]!["high"]!, (string?)figures["bounds_of"]));
        Assert.Equal((0.6, 0.8), ((double)figures["bounds_by_signals"]!["low"]!, (double)figures["bounds_by_signals"]!["high"]!));
        Assert.Equal(("outcomes", 0.5, 0), ((string?)json["method"], (double)json["outcome_coverage"]!, json["warnings"]!.AsArray().Count));
        Assert.Equal(("shop", "outcomes"), ((string?)json["applications"]![0]!["application"], (string?)json["applications"]![0]!["method"]));
    }

    [Fact]
    public async Task Without_outcomes_the_method_is_signals()
    {
        await _key.PostAsJsonAsync("/v1/feedback", new { request_id = "m", user_query = "q", ai_response = "a", signal_type = "thumbs_up" }, Cancel);
        await _host.Services.GetRequiredService<Measurer>().CatchUpAsync(Cancel);
        var json = await JsonAsync(_key, "/v1/flywheel/metrics");
        Assert.Equal(("signals", "signals", 0.0), ((string?)json["method"], (string?)json["trend"]!["all"]!["total"]!["method"], (double)json["outcome_coverage"]!));
        Assert.Null(json["trend"]!["all"]!["total"]!["outcomes_only"]!["rate"]);
    }

    [Fact]
    public async Task Nothing_known_is_null_and_not_a_number()
    {
        var figures = (await JsonAsync(_key, "/v1/flywheel/metrics"))["revolutions"]![0]!["figures"]!;
        Assert.Null(figures["success"]!["rate"]);
        Assert.Null(figures["success"]!["low"]);
        Assert.Null(figures["coverage"]);
        Assert.Null(figures["exposures"]);
    }

    [Fact]
    public async Task A_key_sees_only_its_own_applications_figures()
    {
        await SendAsync(4, 4);
        var other = await _host.ClientAsync("bank");
        Assert.Equal(0, (int)(await JsonAsync(other, "/v1/flywheel/metrics"))["revolutions"]![0]!["figures"]!["interactions"]!);
    }

    [Fact]
    public async Task Metrics_include_experiments_but_a_key_gets_only_those_of_its_own_application()
    {
        foreach (var (key, application) in new[] { ("ours", "shop"), ("everybodys", null) })
            Assert.Equal(HttpStatusCode.Created, (await _max.PostAsJsonAsync("/v1/experiments", new { key, hypothesis = "Better.", application }, Cancel)).StatusCode);
        await _max.PostAsync("/v1/experiments/ours/start", null, Cancel);
        var own = (await JsonAsync(_key, "/v1/flywheel/metrics"))["experiments"]!.AsArray();
        Assert.Equal("ours", (string?)Assert.Single(own)!["key"]);
        Assert.NotNull(own[0]!["analysis"]!["verdict"]!["reason"]);
        Assert.Equal(2, (await JsonAsync(_max, "/v1/flywheel/metrics"))["experiments"]!.AsArray().Count);
    }

    [Theory]
    [InlineData("from=yesterday", "from")]
    [InlineData("step=minute", "step")]
    [InlineData("zone=Mars/Base", "zone")]
    [InlineData("split=colour", "split")]
    [InlineData("signal=smile", "signal")]
    [InlineData("from=2026-05-02&to=2026-05-01", "to")]
    [InlineData("from=2001-01-01&to=2026-05-01", "to")]
    public async Task An_impossible_question_names_its_field(string query, string field)
    {
        var answer = await _key.GetAsync($"/v1/flywheel/metrics?{query}", Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.True(JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancel))!["errors"]!.AsObject().ContainsKey(field));
    }

    [Fact]
    public async Task A_manager_closes_the_open_revolution_and_the_next_one_is_open()
    {
        var answer = await _max.PostAsJsonAsync("/v1/revolutions/current/close", new { name = "Week one", note = "Prompts", next_name = "Week two" }, Cancel);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var ledger = await JsonAsync(_max, "/v1/revolutions");
        Assert.Equal(["Week one", "Week two"], ledger["revolutions"]!.AsArray().Select(r => (string?)r!["name"]));
        Assert.NotNull(ledger["revolutions"]![0]!["ended_at"]);
        Assert.Null(ledger["revolutions"]![1]!["ended_at"]);
    }

    [Fact]
    public async Task Closing_needs_no_body_and_beginning_needs_a_name()
    {
        Assert.Equal(HttpStatusCode.OK, (await _max.PostAsync("/v1/revolutions/current/close", null, Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await _max.PostAsJsonAsync("/v1/revolutions", new { note = "x" }, Cancel)).StatusCode);
        var begun = await _max.PostAsJsonAsync("/v1/revolutions", new { name = "Spring" }, Cancel);
        Assert.Equal(HttpStatusCode.Created, begun.StatusCode);
        Assert.Equal("Spring", (string?)JsonNode.Parse(await begun.Content.ReadAsStringAsync(Cancel))!["current"]!["name"]);
    }

    [Fact]
    public async Task A_name_that_is_too_long_is_refused_by_the_name_it_was_sent_under()
    {
        var answer = await _max.PostAsJsonAsync("/v1/revolutions", new { name = new string('x', 201) }, Cancel);
        Assert.Equal(["name"], JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancel))!["errors"]!.AsObject().Select(e => e.Key));
    }

    [Fact]
    public async Task Model_versions_are_mapped_to_a_revolution_and_the_rest_stays()
    {
        await _max.PostAsJsonAsync("/v1/revolutions/current/close", new { name = "Week one", note = "Prompts" }, Cancel);
        var changed = await PutAsync("/v1/revolutions/1", """{"model_versions":["m1","m 2","m1"]}""");
        Assert.Equal(("Week one", "Prompts"), ((string?)changed["name"], (string?)changed["note"]));
        Assert.Equal(["m 2", "m1"], changed["model_versions"]!.AsArray().Select(m => (string?)m).Order(StringComparer.Ordinal));
        var read = await JsonAsync(_max, "/v1/revolutions/1");
        Assert.Equal((int)changed["version"]!, (int)read["version"]!);
        await PutAsync("/v1/revolutions/2", """{"model_versions":["m1"]}""");
        Assert.Equal(["m 2"], (await JsonAsync(_max, "/v1/revolutions/1"))["model_versions"]!.AsArray().Select(m => (string?)m));
        Assert.Empty((await PutAsync("/v1/revolutions/1", """{"model_versions":[],"note":""}"""))["model_versions"]!.AsArray());
    }

    [Fact]
    public async Task Interactions_of_a_mapped_model_version_move_to_its_revolution()
    {
        await _key.PostAsJsonAsync("/v1/interactions", new { request_id = "r1", model_version = "m1" }, Cancel);
        await _key.PostAsJsonAsync("/v1/outcomes", new { request_id = "r1", success = true }, Cancel);
        await _max.PostAsync("/v1/revolutions/current/close", null, Cancel);
        await _host.Services.GetRequiredService<Measurer>().CatchUpAsync(Cancel);
        await PutAsync("/v1/revolutions/2", """{"model_versions":["m1"]}""");
        await _host.Services.GetRequiredService<Measurer>().CatchUpAsync(Cancel);
        var ledger = (await JsonAsync(_max, "/v1/revolutions"))["revolutions"]!.AsArray();
        Assert.Equal([0, 1], ledger.Select(r => (int)r!["figures"]!["interactions"]!));
    }

    [Theory]
    [InlineData("""{"model_versions":"m1"}""", "model_versions", HttpStatusCode.BadRequest)]
    [InlineData("""{"model_versions":["m1",7]}""", "model_versions[1]", HttpStatusCode.BadRequest)]
    [InlineData("""{"model_versions":["m1",""]}""", "model_versions[1]", HttpStatusCode.BadRequest)]
    [InlineData("""{"name":"  "}""", "name", HttpStatusCode.BadRequest)]
    [InlineData("""{"version":"1"}""", "version", HttpStatusCode.BadRequest)]
    [InlineData("""{"version":99,"name":"Late"}""", null, HttpStatusCode.Conflict)]
    public async Task A_change_of_a_revolution_that_cannot_be_says_why(string body, string? field, HttpStatusCode status)
    {
        var answer = await _max.PutAsync("/v1/revolutions/1", Json(body), Cancel);
        Assert.Equal(status, answer.StatusCode);
        if (field is not null) Assert.True((await answer.JsonAsync())["errors"]!.AsObject().ContainsKey(field));
    }

    [Fact]
    public async Task A_revolution_that_is_not_there_is_a_404()
    {
        Assert.Equal(HttpStatusCode.NotFound, (await _max.PutAsync("/v1/revolutions/9", Json("{}"), Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _max.GetAsync("/v1/revolutions/9", Cancel)).StatusCode);
    }

    private static StringContent Json(string body) => new(body, System.Text.Encoding.UTF8, "application/json");

    private async Task<JsonObject> PutAsync(string route, string body)
    {
        var answer = await _max.PutAsync(route, Json(body), Cancel);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Cancel));
        return await answer.JsonAsync();
    }

    [Theory]
    [InlineData("?split=segment", null)]
    [InlineData("?split=segment&signal=edit", """{"edit":0}""")]
    public async Task Lines_of_a_split_hold_only_the_signal_that_was_counted(string query, string? expected)
    {
        await SendAsync(3, 2);
        var line = (await JsonAsync(_key, $"/v1/flywheel/metrics{query}"))["trend"]!["lines"]![0]!;
        Assert.Equal(expected, line["total"]!["signals"]?.ToJsonString());
    }

    [Fact]
    public async Task A_name_that_is_no_text_is_refused()
    {
        var answer = await _max.PostAsJsonAsync("/v1/revolutions/current/close", new { name = 7 }, Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Single((await JsonAsync(_max, "/v1/revolutions"))["revolutions"]!.AsArray());
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private async Task SendAsync(int uses, int successes)
    {
        await _key.PostAsJsonAsync("/v1/interactions/batch", Enumerable.Range(0, uses).Select(i => new { request_id = $"r{i}", segment = "retail" }), Cancel);
        await _key.PostAsJsonAsync("/v1/outcomes/batch", Enumerable.Range(0, uses).Select(i => new { request_id = $"r{i}", success = i < successes }), Cancel);
        await _host.Services.GetRequiredService<Measurer>().CatchUpAsync(Cancel);
    }

    private static async Task<JsonNode> JsonAsync(HttpClient client, string route)
    {
        var answer = await client.GetAsync(route, Cancel);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Cancel));
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancel))!;
    }

    public async ValueTask InitializeAsync()
    {
        _key = await _host.ClientAsync();
        _max = await _host.PersonAsync("max", Roles.Manager, Scopes.Manage | Scopes.Read);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();
}
