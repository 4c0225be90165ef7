using Flywheel.Core.Data;
using Flywheel.Tests.Support;
using Flywheel.Tests.Support.Fixtures;
using Flywheel.Tests.Support.SqlServer;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Flywheel.Tests.Data;

public sealed class MigrationsTests
{
    [Fact]
    public async Task The_migrations_of_sqlite_are_the_model()
    {
        await using var database = await TestDatabase.CreateAsync();
        Assert.SkipUnless(database.Location.Provider == DatabaseProvider.Sqlite, "These tests run on SQL Server now.");
        using var db = database.Open();
        Assert.False(db.Database.HasPendingModelChanges());
    }

    [Fact]
    public void The_migrations_of_sql_server_are_the_model()
    {
        using var db = SqlServerTranslationCheck.Context();
        Assert.False(db.Database.HasPendingModelChanges());
    }

    [Theory]
    [InlineData(MigrationsSqlGenerationOptions.Default)]
    [InlineData(MigrationsSqlGenerationOptions.Idempotent)]
    public void The_script_for_sql_server_is_transact_sql(MigrationsSqlGenerationOptions options)
    {
        using var db = SqlServerTranslationCheck.Context();
        var script = db.GetService<IMigrator>().GenerateScript(options: options);
        new TSql160Parser(initialQuotedIdentifiers: true).Parse(new StringReader(script), out var errors);
        Assert.Empty(errors.Select(e => $"{e.Line}: {e.Message}"));
        Assert.Contains("CREATE TABLE [Signals]", script, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("RequestId")]
    [InlineData("SessionId")]
    [InlineData("Segment")]
    [InlineData("Experiment")]
    [InlineData("Variant")]
    [InlineData("ModelVersion")]
    public void What_clients_name_is_compared_by_code_points_on_sql_server(string name)
    {
        using var db = SqlServerTranslationCheck.Context();
        var columns = db.GetService<IDesignTimeModel>().Model.GetEntityTypes().SelectMany(e => e.GetProperties()).Where(p => p.Name == name && p.ClrType == typeof(string)).ToList();
        Assert.NotEmpty(columns);
        Assert.All(columns, c => Assert.Equal("Latin1_General_100_BIN2", c.GetCollation()));
    }

    [Fact]
    public void An_index_over_a_changed_column_is_rebuilt_on_sql_server()
    {
        using var db = SqlServerTranslationCheck.Context();
        var script = db.GetService<IMigrator>().GenerateScript();
        var change = script[script.IndexOf("ALTER TABLE [Candidates] ALTER COLUMN [Segment]", StringComparison.Ordinal)..];
        Assert.Contains("CREATE INDEX [IX_Candidates_Grid]", change, StringComparison.Ordinal);
    }

    [Fact]
    public void A_query_that_sql_server_cannot_do_fails()
    {
        using var db = SqlServerTranslationCheck.Context();
        Assert.Throws<InvalidOperationException>(() => db.Candidates.Where(c => char.IsLetter(c.Input[0])).ToQueryString());
    }

    [Fact]
    public async Task Queries_of_the_tests_are_compiled_for_sql_server_too()
    {
        await using var database = await TestDatabase.CreateAsync();
        Assert.SkipUnless(database.Location.Provider == DatabaseProvider.Sqlite, "These tests run on SQL Server now.");
        await using var db = database.Open();
        var before = SqlServerTranslationCheck.Compiled;
        await db.Candidates.Where(c => c.Segment == "a segment that no other query names").Select(c => c.Id).ToListAsync(TestContext.Current.CancellationToken);
        Assert.True(SqlServerTranslationCheck.Compiled > before);
    }

    [Fact]
    public void Sql_server_itself_is_tested_when_a_server_is_named() => Assert.SkipWhen(
        TestDatabase.Server is null,
        $"{TestDatabase.ServerVariable} is not set: the tests ran on SQLite; their queries were only compiled for SQL Server.");
}
