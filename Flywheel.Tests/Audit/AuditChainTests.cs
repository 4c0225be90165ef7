using System.Collections.Concurrent;
using System.Data.Common;
using Flywheel.Core;
using Flywheel.Core.Access;
using Flywheel.Core.Audit;
using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Curate.Review;
using Flywheel.Core.Data;
using Flywheel.Tests.Support;
using Flywheel.Tests.Support.Faults;
using Flywheel.Tests.Support.Fixtures;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Flywheel.Tests.Audit;

/// <summary>Concurrent writers of the audit never conflict; the lock is taken last.</summary>
public sealed class AuditChainTests
{
    private static readonly CancellationToken Stop = TestContext.Current.CancellationToken;
    private static readonly Actor Anna = new("anna", "Anna", Roles.Admin, ApplicationAccess.All);

    [Fact]
    public async Task The_turn_is_taken_after_the_work_and_before_the_end_of_the_chain_is_read()
    {
        var log = new Commands();
        await using var database = await WithAsync(log);
        await database.Get<Database>().WriteAsync(db => database.Get<AuditLog>().Append(db, Anna, "thing.do", "thing/0", null, null), Stop);
        log.Seen.Clear();
        await database.Get<Database>().WriteAsync(
            async db =>
            {
                database.Get<AuditLog>().Append(db, Anna, "thing.do", "thing/1", null, null);
                database.Get<AuditLog>().Append(db, Anna, "thing.do", "thing/2", null, null);
                db.Applications.Add(new() { Name = "made after the entries" });
                await db.SaveChangesAsync(Stop);
                return true;
            },
            Stop);
        Assert.Equal(["INSERT Applications", "UPDATE AuditTurns", "SELECT Audit", "INSERT Audit", "INSERT Audit"], log.Seen);
        Assert.True((await database.Get<AuditVerification>().VerifyAsync(Stop)).Intact);
    }

    [Theory]
    [InlineData(1205)]
    [InlineData(2627)]
    public async Task A_race_that_was_lost_is_run_again_and_leaves_one_entry(int number)
    {
        var log = new Commands();
        await using var database = await WithAsync(log);
        log.Error = number;
        var runs = 0;
        await database.Get<Database>().WriteAsync(
            async db =>
            {
                runs++;
                db.Applications.Add(new() { Name = "once" });
                database.Get<AuditLog>().Append(db, Anna, "thing.do", "thing/1", null, null);
                return true;
            },
            Stop);
        await using var db = database.Open();
        Assert.Equal((2, 1, 1), (runs, await db.Audit.CountAsync(e => e.Action == "thing.do", Stop), await db.Applications.CountAsync(Stop)));
    }

    [Fact]
    public async Task Eight_people_on_eight_nodes_who_decide_at_once_all_succeed()
    {
        await using var database = await TestDatabase.CreateAsync();
        var fixture = await ReviewFixture.CreateAsync(database);
        var people = new List<Actor>();
        for (var i = 1; i <= 8; i++)
        {
            people.Add(await database.PersonAsync($"person-{i}"));
            await fixture.AddAsync(i);
            await database.Get<ReviewQueue>().ClaimOneAsync(people[^1], i, Stop);
        }

        var outcomes = await Task.WhenAll(people.Select((person, i) => Task.Run(() => DeskOfAnotherNode(database).DecideAsync(person, i + 1, new(1, DecisionKind.Approve), Stop))));
        Assert.All(outcomes, outcome => Assert.IsType<DecisionOutcome.Decided>(outcome));
        Assert.Equal(new AuditCheck(8, null, null), await database.Get<AuditVerification>().VerifyAsync(Stop));
    }

    [Fact]
    public async Task An_entry_outside_an_audited_action_is_an_error()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var db = database.Open();
        Assert.Throws<InvalidOperationException>(() => database.Get<AuditLog>().Append(db, Anna, "thing.do", "thing/1", null, null));
    }

    [Fact]
    public async Task Two_admins_who_demote_each_other_at_once_leave_one()
    {
        await using var database = await TestDatabase.CreateAsync();
        var (ada, bea) = (await database.PersonAsync("ada", Roles.Admin), await database.PersonAsync("bea", Roles.Admin));
        var outcomes = await Task.WhenAll(
            Task.Run(() => AttemptAsync(database, ada, "bea")), Task.Run(() => AttemptAsync(database, bea, "ada")));
        await using var db = database.Open();
        Assert.Equal(1, await db.UserRoles.CountAsync(u => db.Roles.Any(r => r.Id == u.RoleId && r.Name == Roles.Admin), Stop));
        Assert.Single(outcomes, outcome => outcome == MemberOutcome.Done);
    }

    private static async Task<MemberOutcome?> AttemptAsync(TestDatabase database, Actor actor, string whom)
    {
        try
        {
            return await database.Get<MemberDirectory>().ChangeRoleAsync(actor, whom, Roles.Reviewer, Stop);
        }
        catch (UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static Task<TestDatabase> WithAsync(Commands log) =>
        TestDatabase.CreateAsync(services => services.ConfigureDbContext<SqliteFlywheelDbContext>(options => options.AddInterceptors(log)));

    /// <summary>With a write gate of its own.</summary>
    private static ReviewDecisions DeskOfAnotherNode(TestDatabase database) => ActivatorUtilities.CreateInstance<ReviewDecisions>(
        database.Services, database.OfAnotherNode());

    /// <summary>What was sent to the database, in short; and a fault at the first turn that is taken.</summary>
    private sealed class Commands : DbCommandInterceptor
    {
        private static readonly string[] Tables = ["AuditTurns", "Audit", "Applications"];

        public ConcurrentQueue<string> Seen { get; } = new();
        public int Error { get; set; }

        public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            Note(command);
            return ValueTask.FromResult(result);
        }

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            Note(command);
            return ValueTask.FromResult(result);
        }

        private void Note(DbCommand command)
        {
            var words = command.CommandText.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);
            var table = Tables.FirstOrDefault(t => command.CommandText.Contains($"\"{t}\"", StringComparison.Ordinal));
            if (table is not null) Seen.Enqueue($"{words[0]} {table}");
            if (table != "AuditTurns" || Error == 0) return;
            var error = SqlFaults.Of(Error);
            Error = 0;
            throw error.Number == 1205 ? error : new DbUpdateException("save", error);
        }
    }
}
