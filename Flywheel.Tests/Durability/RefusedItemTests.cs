using System.Net;
using System.Text.Json.Nodes;
using Flywheel.Core.Collect.Intake;
using Flywheel.Core.Data;
using Flywheel.Tests.Support;
using Flywheel.Tests.Support.Faults;
using Flywheel.Tests.Support.Hosts;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Flywheel.Tests.Durability;

/// <summary>A row that the database refuses is an error for its sender only.</summary>
public sealed class RefusedItemTests : IAsyncLifetime
{
    private static readonly CancellationToken Stop = TestContext.Current.CancellationToken;
    private readonly ApiHost _host;
    private HttpClient _client = null!;
    private FaultyStore _store = null!;

    public RefusedItemTests() => _host = new ApiHost().With(services =>
        services.AddSingleton<ISignalStore>(provider => _store = new(new SqliteSignalStore(provider.GetRequiredService<DatabaseLocation>()))));

    [Fact]
    public async Task Neighbours_in_the_commit_are_recorded()
    {
        _store.Refuse("bad", new SqliteException("constraint failed", 19, 275));
        _store.Hold();
        var posts = Enumerable.Range(0, 20).Select(i => i == 7 ? "bad" : $"r{i}").Select(id => (Id: id, Answer: _client.PostAsync("/v1/feedback", Json.Signal(id)))).ToList();
        await Task.Delay(300, Stop);
        _store.LetGo();
        foreach (var (id, answer) in posts) Assert.Equal(id == "bad" ? HttpStatusCode.InternalServerError : HttpStatusCode.OK, (await answer).StatusCode);
        await using var db = _host.Open();
        Assert.Equal(19, await db.Signals.CountAsync(Stop));
        Assert.True(_host.Services.GetRequiredService<SignalWriter>().Healthy);
    }

    [Fact]
    public async Task Neighbours_in_the_batch_are_recorded_and_the_one_is_named()
    {
        _store.Refuse("bad", new InvalidOperationException("this row"));
        var answer = await _client.PostExpectAsync("/v1/feedback/batch", new JsonArray(Json.Signal("a"), Json.Signal("bad"), Json.Signal("c")));
        Assert.Equal((2, 1), ((int)answer["accepted"]!, (int)answer["rejected"]!));
        Assert.Equal(["recorded", "rejected", "recorded"], answer["results"]!.AsArray().Select(r => (string)r!["status"]!));
        Assert.Equal("was not taken by the database; it was logged.", answer["results"]![1]!.AsObject().ErrorOf(""));
    }

    [Fact]
    public async Task A_storage_that_fails_for_all_is_a_503_for_all()
    {
        _store.Break(FaultyStore.DiskFull);
        var posts = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => _client.PostAsync("/v1/feedback", Json.Signal($"r{i}"))));
        Assert.All(posts, p => Assert.Equal(HttpStatusCode.ServiceUnavailable, p.StatusCode));
        Assert.InRange(_store.Tries, 1, 20);
        _store.Break(null);
        await _client.PostExpectAsync("/v1/feedback", Json.Signal("after"));
    }

    [Fact]
    public async Task An_interaction_that_the_database_refuses_leaves_the_others_unaffected()
    {
        await using (var db = _host.Open())
            await db.Database.ExecuteSqlRawAsync("CREATE TRIGGER refuse BEFORE INSERT ON Exposures WHEN NEW.RequestId = 'bad' BEGIN SELECT RAISE(ABORT, 'refused'); END", Stop);
        var uses = new JsonArray([.. new[] { "a", "bad", "c" }.Select(id => new JsonObject { ["request_id"] = id, ["user_query"] = "q", ["ai_response"] = "x" })]);
        var answer = await _client.PostExpectAsync("/v1/interactions/batch", uses);
        Assert.Equal(["recorded", "rejected", "recorded"], answer["results"]!.AsArray().Select(r => (string)r!["status"]!));
        await using var after = _host.Open();
        Assert.Equal(["a", "c"], after.Exposures.Select(e => e.RequestId).Order());
    }

    public async ValueTask InitializeAsync() => _client = await _host.ClientAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();
}
