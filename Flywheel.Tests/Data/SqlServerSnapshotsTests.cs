using Flywheel.Core.Data;
using Flywheel.Core.Operations;
using Flywheel.Tests.Support;
using Flywheel.Tests.Support.Fixtures;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Tests.Data;

/// <summary>What Flywheel requires of a SQL Server database, as far as that can be tested without one.</summary>
public sealed class SqlServerSnapshotsTests
{
    [Theory]
    [InlineData(11, true)]
    [InlineData(1, false)]
    [InlineData(10, false)]
    [InlineData(12, false)]
    [InlineData(0, false)]
    public void Both_kinds_of_row_versions_must_be_on_and_the_message_says_what_to_run(int state, bool fine)
    {
        var fault = SqlServerSnapshots.FaultOf(state);
        if (fine) Assert.Null(fault);
        else Assert.Contains(SqlServerSnapshots.AllowSnapshots, fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SqlServerSnapshots.AllowSnapshots)]
    [InlineData(SqlServerSnapshots.VersionReads)]
    [InlineData(SqlServerSnapshots.Look)]
    [InlineData(SystemStatus.SizeOnServer)]
    public void The_statements_are_sql_of_the_server(string statement)
    {
        new Microsoft.SqlServer.TransactSql.ScriptDom.TSql160Parser(initialQuotedIdentifiers: true).Parse(new StringReader(statement), out var errors);
        Assert.Empty(errors);
    }

    [Fact]
    public async Task Reconciling_reads_one_snapshot_while_somebody_writes()
    {
        await using var database = await TestDatabase.CreateAsync();
        await database.ApplicationAsync();
        database.Send(SignalFixture.Signal("a", "copy"));
        await using var db = database.Open();
        await using var writing = await db.Database.BeginTransactionAsync(TestContext.Current.CancellationToken);
        db.Applications.Add(new() { Name = "not committed" });
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        Assert.Equal([new IntakeBalance("shop", 1, 1, 0, 0)], await database.Get<Reconciliation>().RunAsync(TestContext.Current.CancellationToken));
    }
}
