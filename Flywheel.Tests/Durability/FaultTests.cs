using System.Net;
using Flywheel.Core.Collect.Intake;
using Flywheel.Core.Data;
using Flywheel.Tests.Support;
using Flywheel.Tests.Support.Faults;
using Flywheel.Tests.Support.Hosts;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Flywheel.Tests.Durability;

/// <summary>What storage can do to the intake: nothing acknowledged is lost, and all is well again without a restart.</summary>
public sealed class FaultTests : IAsyncLifetime
{
    private static readonly CancellationToken Stop = TestContext.Current.CancellationToken;
    private readonly ApiHost _host;
    private HttpClient _client = null!;
    private FaultyStore _store = null!;

    public FaultTests() => _host = new ApiHost().With("Flywheel:Collect:QueueCapacity", "20").With(services =>
        services.AddSingleton<ISignalStore>(provider => _store = new(new SqliteSignalStore(provider.GetRequiredService<DatabaseLocation>()))));

    public async ValueTask InitializeAsync() => _client = await _host.ClientAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData(nameof(FaultyStore.DiskFull))]
    [InlineData(nameof(FaultyStore.SyncFailed))]
    [InlineData(nameof(FaultyStore.Locked))]
    public async Task A_fault_of_the_disk_is_a_503_and_passes_without_a_restart(string fault)
    {
        await _client.PostExpectAsync("/v1/feedback", Json.Signal("before"));
        _store.Break(fault switch { nameof(FaultyStore.DiskFull) => FaultyStore.DiskFull, nameof(FaultyStore.SyncFailed) => FaultyStore.SyncFailed, _ => FaultyStore.Locked });
        await AssertUnavailableAsync(await _client.PostAsync("/v1/feedback", Json.Signal("during")));
        Assert.Equal(HttpStatusCode.OK, (await _client.GetAsync("/v1/interactions/before", Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _client.GetAsync("/v1/interactions/during", Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await _client.GetAsync("/health/live", Stop)).StatusCode);
        _store.Break(null);
        await _client.PostExpectAsync("/v1/feedback", Json.Signal("during"));
        Assert.Equal(["before", "during"], await StoredAsync());
    }

    [Fact]
    public async Task Over_capacity_it_is_a_503_at_once_and_back_to_normal_when_the_load_ends()
    {
        _store.Hold();
        var posts = Enumerable.Range(0, 60).Select(i => _client.PostAsync("/v1/feedback", Json.Signal($"r{i:00}"))).ToList();
        while (posts.Count(p => p.IsCompleted) < 38) await Task.WhenAny(posts.Where(p => !p.IsCompleted)).WaitAsync(TimeSpan.FromSeconds(10), Stop);
        Assert.InRange(_host.Services.GetRequiredService<SignalWriter>().QueueDepth, 1, 20);
        _store.LetGo();
        var answers = await Task.WhenAll(posts);
        foreach (var refused in answers.Where(a => a.StatusCode != HttpStatusCode.OK)) await AssertUnavailableAsync(refused);
        var recorded = answers.Where(a => a.StatusCode == HttpStatusCode.OK).Select(a => (string)a.JsonAsync().Result["request_id"]!);
        Assert.Equal(recorded.Order(StringComparer.Ordinal), await StoredAsync());
        await _client.PostExpectAsync("/v1/feedback", Json.Signal("after"));
    }

    [Fact]
    public async Task While_another_process_holds_the_database_reads_answer_and_posts_come_late_or_are_refused()
    {
        await _client.PostExpectAsync("/v1/feedback", Json.Signal("before"));
        await using var other = new SqliteConnection(_host.Services.GetRequiredService<DatabaseLocation>().ConnectionString);
        await other.OpenAsync(Stop);
        Run(other, "BEGIN IMMEDIATE");
        var post = _client.PostAsync("/v1/feedback", Json.Signal("during"));
        for (var i = 0; i < 12; i++)
        {
            var watch = System.Diagnostics.Stopwatch.StartNew();
            Assert.Equal(HttpStatusCode.OK, (await _client.GetAsync("/v1/interactions/before", Stop)).StatusCode);
            Assert.Equal(HttpStatusCode.OK, (await _client.GetAsync("/health/live", Stop)).StatusCode);
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(1), $"{watch.Elapsed}");
            await Task.Delay(500, Stop);
        }

        Run(other, "ROLLBACK");
        var late = await post;
        if (late.StatusCode != HttpStatusCode.OK) await AssertUnavailableAsync(late);
        await _client.PostExpectAsync("/v1/feedback", Json.Signal("after"));
        Assert.Equal(late.StatusCode == HttpStatusCode.OK ? ["after", "before", "during"] : ["after", "before"], await StoredAsync());
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static async Task AssertUnavailableAsync(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.True(answer.Headers.RetryAfter?.Delta >= TimeSpan.FromSeconds(1));
        Assert.Equal(503, (int)(await answer.JsonAsync())["status"]!);
    }

    private async Task<List<string>> StoredAsync()
    {
        await using var db = _host.Open();
        return [.. (await db.Signals.Select(s => s.Interaction!.RequestId).ToListAsync(Stop)).Order(StringComparer.Ordinal)];
    }
}
