using System.Net;
using System.Text.Json.Nodes;
using Flywheel.Core;
using Flywheel.Core.Access;
using Flywheel.Core.Data;
using Flywheel.Tests.Support;
using Flywheel.Tests.Support.Faults;
using Flywheel.Tests.Support.Fixtures;
using Flywheel.Tests.Support.Hosts;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Flywheel.Tests.Durability;

/// <summary>While another process holds the write lock, everything that writes is refused after one limit, and works again afterwards.</summary>
public sealed class BusyDatabaseTests : IAsyncLifetime
{
    private static readonly CancellationToken Stop = TestContext.Current.CancellationToken;
    private readonly ApiHost _host = new ApiHost().With("Flywheel:Database:BusySeconds", "1");
    private readonly SqliteConnection _other = new();
    private HttpClient _key = null!, _person = null!;
    private JsonObject _held = null!, _free = null!, _decided = null!;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(TestDatabase.Server is not null, "SQLite has one lock.");
        (_key, _person) = (await _host.ClientAsync(), await _host.PersonAsync("mia", Roles.Manager, Scopes.Review | Scopes.Read | Scopes.Export | Scopes.Manage));
        await _host.CorrectAsync(_key, 3);
        var items = await _person.ClaimAsync(2);
        _decided = await _person.DecideAsync(items[0], "approve");
        (_held, _free) = (items[1], Json.Signal("after"));
        _other.ConnectionString = _host.Services.GetRequiredService<DatabaseLocation>().ConnectionString + ";Pooling=false";
        await _other.OpenAsync(Stop);
    }

    public async ValueTask DisposeAsync()
    {
        await _other.DisposeAsync();
        await _host.DisposeAsync();
    }

    public static TheoryData<string, string, string?> Writes => new()
    {
        { "POST", "/v1/feedback", """{"request_id":"x","signal_type":"copy","user_query":"q","ai_response":"a"}""" },
        { "POST", "/v1/feedback/batch", """[{"request_id":"x","signal_type":"copy","user_query":"q","ai_response":"a"}]""" },
        { "POST", "/v1/interactions", """{"request_id":"x","user_query":"q","ai_response":"a"}""" },
        { "POST", "/v1/outcomes", """{"request_id":"x","success":true}""" },
        { "POST", "/v1/review/claims", """{"count":1}""" },
        { "PUT", "/v1/review/items/{held}/lease", null },
        { "DELETE", "/v1/review/items/{held}/lease", null },
        { "POST", "/v1/review/items/{held}/decisions", """{"version":1,"decision":"approve"}""" },
        { "POST", "/v1/review/decisions", """{"decisions":[{"id":{held},"version":1,"decision":"approve"}]}""" },
        { "PUT", "/v1/revolutions/1", """{"model_versions":["m1"]}""" },
        { "DELETE", "/v1/review/items/{decided}/decisions/{decision}", null },
        { "POST", "/v1/review/items/{held}/release", null },
        { "GET", "/v1/flywheel/training-candidates", null },
        { "POST", "/v1/datasets/set/versions", "{}" },
        { "POST", "/v1/revolutions/current/close", "{}" },
        { "POST", "/v1/experiments", """{"key":"trial","hypothesis":"It gets better.","application":"shop","unit":"interaction"}""" },
    };

    [Theory]
    [MemberData(nameof(Writes))]
    public async Task Every_route_that_writes_answers_503_and_works_when_the_lock_is_free(string method, string path, string? body)
    {
        var before = await RowsAsync();
        Run("BEGIN IMMEDIATE");
        var refused = await SendAsync(method, path, body);
        await AssertBusyAsync(refused);
        Run("ROLLBACK");
        Assert.Equal(before, await RowsAsync());
        var done = await SendAsync(method, path, body);
        Assert.True((int)done.StatusCode is < 300 or 409, $"{done.StatusCode}: {await done.Content.ReadAsStringAsync(Stop)}");
    }

    [Fact]
    public async Task Many_at_once_are_all_refused_and_nothing_of_them_is_stored()
    {
        var before = await RowsAsync();
        Run("BEGIN IMMEDIATE");
        var writes = Enumerable.Range(0, 24).Select(i => Writes.ElementAt(i % Writes.Count).Data).Select(w => SendAsync(w.Item1, w.Item2, w.Item3)).ToList();
        foreach (var answer in await Task.WhenAll(writes)) await AssertBusyAsync(answer);
        Assert.Equal(HttpStatusCode.OK, (await _key.GetAsync("/v1/interactions/r-1", Stop)).StatusCode);
        Run("ROLLBACK");
        Assert.Equal(before, await RowsAsync());
        await _key.PostExpectAsync("/v1/feedback", _free);
    }

    [Fact]
    public async Task A_writer_that_waits_for_another_one_of_this_process_is_refused_after_the_same_limit()
    {
        using (await _host.Services.GetRequiredService<WriteGate>().EnterAsync(Stop))
        {
            await AssertBusyAsync(await SendAsync("POST", "/v1/review/claims", """{"count":1}"""));
            await AssertBusyAsync(await SendAsync("POST", "/v1/feedback", Writes.First().Data.Item3));
        }

        Assert.Single(await _person.ClaimAsync());
    }

    [Fact]
    public async Task What_becomes_free_in_time_is_written()
    {
        Run("BEGIN IMMEDIATE");
        var post = _key.PostAsync("/v1/feedback", Json.Signal("late"));
        await Task.Delay(100, Stop);
        Run("ROLLBACK");
        Assert.Equal(HttpStatusCode.OK, (await post).StatusCode);
    }

    [Fact]
    public async Task A_busy_database_is_nothing_that_background_work_reports()
    {
        var (told, tries) = (0, 0);
        using var stop = new CancellationTokenSource();
        await new Flywheel.Core.WorkLoop(TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(1), TimeProvider.System).RunAsync(
            _ =>
            {
                if (++tries == 3) stop.Cancel();
                throw tries == 1 ? new SqliteException("database is locked", 5) : tries == 2 ? new DatabaseBusyException("held") : new InvalidOperationException();
            },
            () => Task.CompletedTask, _ => told++, stop.Token);
        Assert.Equal((1, 3), (told, tries));
    }

    [Theory]
    [InlineData(1205, true)]
    [InlineData(1222, true)]
    [InlineData(-2, true)]
    [InlineData(2627, false)]
    [InlineData(207, false)]
    public void Every_kind_of_busy_sql_server_gives_the_same_outcome(int number, bool busy)
    {
        Assert.Equal(busy, SqlFaults.Of(number).IsBusy());
        Assert.Equal(busy, new DbUpdateException("", SqlFaults.Of(number)).IsBusy());
    }

    [Fact]
    public void Sql_server_is_told_how_long_a_lock_is_waited_for() =>
        Assert.Equal("SET LOCK_TIMEOUT 5000;", SqlServerSession.Statement(TimeSpan.FromSeconds(5)));

    [Theory]
    [InlineData("0")]
    [InlineData("61")]
    [InlineData("soon")]
    public void A_limit_that_makes_no_sense_is_named_at_the_start(string seconds)
    {
        var errors = new List<string>();
        var settings = new Microsoft.Extensions.Configuration.ConfigurationManager { ["Flywheel:Database:BusySeconds"] = seconds };
        DatabaseLocation.Read(settings, "/tmp", errors);
        Assert.Contains("Flywheel:Database:BusySeconds", Assert.Single(errors), StringComparison.Ordinal);
    }

    private Task<HttpResponseMessage> SendAsync(string method, string path, string? body)
    {
        var address = path.Replace("{held}", $"{_held["id"]}", StringComparison.Ordinal).Replace("{decided}", $"{_decided["id"]}", StringComparison.Ordinal)
            .Replace("{decision}", $"{_decided["decision_id"]}", StringComparison.Ordinal);
        var request = new HttpRequestMessage(new(method), address);
        if (body is not null) request.Content = new StringContent(body.Replace("{held}", $"{_held["id"]}", StringComparison.Ordinal), System.Text.Encoding.UTF8, "application/json");
        var intake = path.Contains("feedback", StringComparison.Ordinal) || path is "/v1/interactions" or "/v1/outcomes" or "/v1/interactions/batch";
        return (intake ? _key : _person).SendAsync(request, Stop);
    }

    private static async Task AssertBusyAsync(HttpResponseMessage answer)
    {
        Assert.True(answer.StatusCode == HttpStatusCode.ServiceUnavailable, $"{answer.RequestMessage!.RequestUri}: {answer.StatusCode}");
        Assert.True(answer.Headers.RetryAfter?.Delta >= TimeSpan.FromSeconds(1));
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(503, (int)(await answer.JsonAsync())["status"]!);
    }

    private void Run(string sql)
    {
        using var command = _other.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private async Task<string> RowsAsync()
    {
        await using var db = _host.Open();
        var decided = await db.Candidates.CountAsync(c => c.DecidedAt != null, Stop);
        return $"{await db.Signals.CountAsync(Stop)} {await db.Outcomes.CountAsync(Stop)} {await db.Decisions.CountAsync(d => d.UndoneAt == null, Stop)} {decided} {await db.Audit.CountAsync(Stop)} "
            + $"{await db.DatasetVersions.CountAsync(v => v.Complete, Stop)} {await db.Revolutions.CountAsync(Stop)} {await db.Experiments.CountAsync(Stop)}";
    }
}
