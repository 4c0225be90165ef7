using Flywheel.Core.Access;
using Flywheel.Core.Data;
using Flywheel.Tests.Support;
using Flywheel.Tests.Support.SqlServer;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Flywheel.Tests.Data;

/// <summary>What the tests on a SQL Server rest on, as far as it can be held without one.</summary>
public sealed class SqlServerFixtureTests
{
    private static readonly IReadOnlySet<string> Numbered = EmptyingScript.IdentityTables(Model());

    [Fact]
    public void A_database_is_emptied_from_the_tables_that_refer_to_those_they_refer_to()
    {
        var model = Model();
        var order = EmptyingScript.InOrder(model);
        var tables = model.GetRelationalModel().Tables.ToList();
        Assert.Equal(tables.Select(t => t.Name).Order(StringComparer.Ordinal), order.Order(StringComparer.Ordinal));
        Assert.DoesNotContain("__EFMigrationsHistory", order);
        var place = order.Select((name, i) => (name, i)).ToDictionary(p => p.name, p => p.i);
        Assert.All(tables.SelectMany(t => t.ForeignKeyConstraints).Where(f => f.Table != f.PrincipalTable), f => Assert.True(place[f.Table.Name] < place[f.PrincipalTable.Name], f.Name));
    }

    [Fact]
    public void Emptying_and_numbered_inserts_are_transact_sql()
    {
        var numbered = IdentityInserts.Rewrite("SET NOCOUNT ON;\nINSERT INTO [Signals] ([Id], [Type])\nVALUES (@p0, @p1),\n(@p2, @p3);", Numbered);
        foreach (var script in new[] { EmptyingScript.Of(Model()), numbered })
        {
            new TSql160Parser(initialQuotedIdentifiers: true).Parse(new StringReader(script), out var errors);
            Assert.Empty(errors.Select(e => $"{e.Line}: {e.Message}"));
        }
    }

    [Theory]
    [InlineData("INSERT INTO [Signals] ([Id], [Type])\nVALUES (@p0, @p1);", 1)]
    [InlineData("INSERT INTO [Signals] ([Type], [Id], [Value])\nOUTPUT INSERTED.[Version]\nVALUES (@p0, @p1, @p2);", 1)]
    [InlineData("INSERT INTO [Signals] ([Id], [Type])\nVALUES (@p0, @p1);\nINSERT INTO [Interactions] ([Id], [Query])\nVALUES (@p2, @p3);", 2)]
    [InlineData("INSERT INTO [Signals] ([Type])\nOUTPUT INSERTED.[Id]\nVALUES (@p0);", 0)]
    [InlineData("INSERT INTO [Signals] ([InteractionId], [Type])\nVALUES (@p0, @p1);", 0)]
    [InlineData("INSERT INTO [Revolutions] ([Id], [Name])\nVALUES (@p0, @p1);", 0)]
    public void An_insert_that_numbers_its_rows_is_allowed_to(string sql, int switches)
    {
        var rewritten = IdentityInserts.Rewrite(sql, Numbered);
        Assert.Equal((switches, switches), (rewritten.Split(" ON;").Length - 1, rewritten.Split(" OFF;").Length - 1));
        Assert.Equal(sql, switches == 0 ? rewritten : string.Join('\n', rewritten.Split('\n').Where(l => !l.StartsWith("SET IDENTITY_INSERT", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task A_database_that_another_test_used_begins_as_a_new_one()
    {
        Assert.SkipWhen(TestDatabase.Server is null, $"{TestDatabase.ServerVariable} is not set: nothing is shared on SQLite.");
        string used;
        await using (var first = await TestDatabase.CreateAsync())
        {
            used = first.Location.ConnectionString;
            await first.StoreAsync(new Application { Id = 41, Name = "left over", CreatedAt = first.Time.GetUtcNow().UtcDateTime });
        }

        await using var second = await TestDatabase.CreateAsync();
        await using var db = second.Open();
        Assert.False(await db.Applications.AnyAsync(a => a.Name == "left over", TestContext.Current.CancellationToken), used);
        Assert.Equal(1, await db.Revolutions.CountAsync(TestContext.Current.CancellationToken));
    }

    private static IModel Model()
    {
        using var db = SqlServerTranslationCheck.Context();
        return db.GetService<IDesignTimeModel>().Model;
    }
}
