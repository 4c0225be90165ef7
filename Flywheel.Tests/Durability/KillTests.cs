using System.Net;
using System.Text.Json.Nodes;
using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Measure.RollUps;
using Flywheel.Core.Measure.Success;
using Flywheel.Tests.Support;
using Flywheel.Tests.Support.Fixtures;
using Flywheel.Tests.Support.Hosts;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Tests.Durability;

/// <summary>The real server, killed hard under load, time and again on the same data.</summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private const int Rounds = 10;
    private const int Warm = 150;
    private const string Email = "anna@example.org";
    private static readonly TimeSpan WaitLimit = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Killed_ten_times_under_load_nothing_acknowledged_is_missing_or_doubled()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("FLYWHEEL_TEST_SEED"), out var given) ? given : Random.Shared.Next();
        output.WriteLine($"FLYWHEEL_TEST_SEED={seed}");
        var random = new Random(seed);
        using var shell = new CommandFixture();
        var (key, token) = await PrepareAsync(shell);
        var address = new Uri($"http://localhost:{FlywheelProcess.FreePort()}");
        using var load = new LoadDuringKills(address, key, seed);
        using var person = LoadDuringKills.Client(address, token);
        for (var round = 0; round < Rounds; round++) await RoundAsync(shell, address, load, person, round, random);

        using (var server = await StartAsync(shell, address, person))
        {
            await load.RetryAsync();
            await CuratedAsync(person);
            await EveryVersionIsWholeAsync(person);
            await server.KillAsync();
        }

        await HoldAgainstDatabaseAsync(shell, load);
        Assert.Equal(0, (await shell.RunAsync("reconcile")).Code);
    }

    private static async Task<(string Key, string Token)> PrepareAsync(CommandFixture shell)
    {
        await shell.DoAsync("user", "add", "--email", Email, "--role", "Manager");
        var key = await shell.DoAsync("key", "add", "--application", "shop", "--scope", "ingest");
        var token = await shell.DoAsync("token", "add", "--user", Email, "--scope", "review", "--scope", "read", "--scope", "export");
        return (key.Lines[0].Trim(), token.Lines[0].Trim());
    }

    private static async Task<FlywheelProcess> StartAsync(CommandFixture shell, Uri address, HttpClient http)
    {
        var server = FlywheelProcess.Start([$"--urls={address}", shell.Setting, "--Flywheel:Collect:SignalsPerSecondPerKey=0"], ("DOTNET_TieredPGO", "0"));
        try
        {
            await FlywheelProcess.WaitUntilAsync(http, "/health/ready");
            return server;
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    private static async Task RoundAsync(CommandFixture shell, Uri address, LoadDuringKills load, HttpClient person, int round, Random random)
    {
        using var server = await StartAsync(shell, address, person);
        using var stop = new CancellationTokenSource();
        var work = new List<Task> { load.RunAsync(round, stop.Token), ReviewAsync(person, stop.Token) };
        if (round % 2 == 1) work.Add(FreezeAsync(person, stop.Token));
        await WarmAsync(load, load.Acknowledged.Count + Warm);
        await Task.Delay(random.Next(800), CancellationToken.None);
        await server.KillAsync();
        await stop.CancelAsync();
        await Task.WhenAll(work);
    }

    /// <summary>A process that has just started does little for a second: it would be killed before there is load.</summary>
    private static async Task WarmAsync(LoadDuringKills load, int acknowledged)
    {
        using var limit = new CancellationTokenSource(WaitLimit);
        while (load.Acknowledged.Count < acknowledged) await Task.Delay(5, limit.Token);
    }

    private static async Task ReviewAsync(HttpClient person, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var claimed = await TryAsync(person, "/v1/review/claims", new JsonObject { ["count"] = 20 });
            if (claimed is null) return;
            foreach (var item in claimed["items"]!.AsArray())
                await TryAsync(person, $"/v1/review/items/{item!["id"]}/decisions", new JsonObject { ["version"] = (int)item["version"]!, ["decision"] = "approve" });
        }
    }

    private static async Task FreezeAsync(HttpClient person, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested && await TryAsync(person, "/v1/datasets/set/versions", []) is not null) await Task.Yield();
    }

    /// <summary>The answer; null when the server is gone.</summary>
    private static async Task<JsonObject?> TryAsync(HttpClient person, string path, JsonObject body)
    {
        try
        {
            using var answer = await person.PostAsync(path, body);
            Assert.True((int)answer.StatusCode is < 500 or 503, $"{path}: {answer.StatusCode}");
            return await answer.JsonAsync();
        }
        catch (Exception gone) when (gone is HttpRequestException or IOException or TaskCanceledException)
        {
            return null;
        }
    }

    private static async Task CuratedAsync(HttpClient person)
    {
        using var limit = new CancellationTokenSource(WaitLimit);
        while (await person.GetJsonAsync("/v1/flywheel/status") is var status && (long)status["curated"]! < (long)status["signals"]!)
            await Task.Delay(100, limit.Token);
    }

    private static async Task EveryVersionIsWholeAsync(HttpClient person)
    {
        var sets = (await person.GetJsonAsync("/v1/datasets"))["datasets"]!.AsArray();
        foreach (var version in sets.SelectMany(s => s!["versions"]!.AsArray()))
        {
            var pulled = await person.GetAsync($"/v1/datasets/set/versions/{version!["version"]}/export?format=openai-chat");
            Assert.Equal(HttpStatusCode.OK, pulled.StatusCode);
            var lines = (await pulled.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            Assert.Equal((int)version["rows"]!, lines.Length);
        }
    }

    private async Task HoldAgainstDatabaseAsync(CommandFixture shell, LoadDuringKills load)
    {
        var stored = await shell.WithDatabaseAsync(db => db.Signals.GroupBy(s => s.Interaction!.RequestId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count));
        var edits = await shell.WithDatabaseAsync(db => db.Signals.Where(s => s.Type == "edit" || s.Type == "thumbs_up").Select(s => s.Id).OrderBy(id => id).ToListAsync());
        var candidates = await shell.WithDatabaseAsync(db => db.Candidates.Select(c => c.Id).OrderBy(id => id).ToListAsync());
        var halves = await shell.WithDatabaseAsync(db => db.DatasetVersions.CountAsync(v => !v.Complete));
        var decisions = await shell.WithDatabaseAsync(db => db.Decisions.Where(d => d.Kind == DecisionKind.Approve).Select(d => d.CandidateId).ToListAsync());
        output.WriteLine($"{load.Acknowledged.Count} acknowledged, {load.Unknown.Count} without an answer, {stored.Count} stored, {candidates.Count} candidates, {decisions.Count} approved");
        Assert.NotEmpty(load.Acknowledged);
        Assert.NotEmpty(decisions);
        Assert.All(load.Acknowledged, id => Assert.Equal(1, stored.GetValueOrDefault(id)));
        Assert.All(load.Unknown, id => Assert.InRange(stored.GetValueOrDefault(id), 0, 1));
        Assert.Equal(load.Acknowledged.Count + load.Unknown.Count(stored.ContainsKey), stored.Count);
        Assert.Equal(edits, candidates);
        Assert.Equal(0, halves);
        Assert.Equal(decisions.Distinct().Count(), decisions.Count);
        await HoldSumsAgainstRowsAsync(shell);
    }

    /// <summary>However far measuring came before the last kill: the sums are those of the rows, and nothing was measured twice.</summary>
    private async Task HoldSumsAgainstRowsAsync(CommandFixture shell)
    {
        var rows = await shell.WithDatabaseAsync(db => db.MeasuredInteractions.Select(m => new { m.InteractionId, m.Verdict }).ToListAsync());
        var sums = await shell.WithDatabaseAsync(db => (
            from r in db.RollUps
            join s in db.Slices on r.SliceId equals s.Id
            where r.Grain == Grain.Whole && s.Dimension == Dimension.All
            select new { r.Measure, r.Count }).ToDictionaryAsync(r => r.Measure, r => r.Count));
        output.WriteLine($"{rows.Count} measured");
        Assert.NotEmpty(rows);
        Assert.Equal(rows.Count, rows.Select(r => r.InteractionId).Distinct().Count());
        Assert.Equal(rows.Count, sums[Measures.Interactions]);
        Assert.Equal(rows.Count(r => r.Verdict == Verdict.Succeeded), sums.GetValueOrDefault(Measures.Succeeded));
    }
}
