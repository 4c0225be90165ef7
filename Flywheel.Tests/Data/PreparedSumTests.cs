using Flywheel.Core.Data;
using Flywheel.Core.Measure.RollUps;
using Flywheel.Tests.Support;
using Flywheel.Tests.Support.SqlServer;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Flywheel.Tests.Data;

public sealed class PreparedSumTests
{
    [Theory]
    [InlineData(typeof(RollUp))]
    [InlineData(typeof(PersonCount))]
    [InlineData(typeof(ClusterCount))]
    public void The_statement_for_sql_server_is_sql_server_s(Type table)
    {
        using var db = SqlServerTranslationCheck.Context();
        var sql = PreparedSum.Sql(db, table);
        new TSql160Parser(initialQuotedIdentifiers: true).Parse(new StringReader(sql), out var errors);
        Assert.Empty(errors.Select(e => e.Message));
        Assert.StartsWith("UPDATE [", sql, StringComparison.Ordinal);
        Assert.Contains("IF @@ROWCOUNT = 0 INSERT INTO [", sql, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_there_is_added_to_and_what_is_not_is_inserted()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var db = database.Open();
        foreach (var count in new[] { 3L, 4, -2 })
        {
            await using var transaction = await db.Database.BeginTransactionAsync(TestContext.Current.CancellationToken);
            await db.AddToAsync([Row("a", count), Row("b", 1)], TestContext.Current.CancellationToken);
            await transaction.CommitAsync(TestContext.Current.CancellationToken);
        }

        Assert.Equal([("a", 5L), ("b", 3L)], db.RollUps.OrderBy(r => r.Measure).AsEnumerable().Select(r => (r.Measure, r.Count)));
    }

    private static RollUp Row(string measure, long count) => new()
    {
        Generation = 1, SliceId = 7, Measure = measure, Grain = Grain.Hour, Start = new(2026, 3, 1, 5, 0, 0, DateTimeKind.Utc), Count = count,
    };
}
