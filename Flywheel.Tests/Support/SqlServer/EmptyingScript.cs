using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Flywheel.Tests.Support.SqlServer;

/// <summary>
/// The statements that empty a database of a model: tables that refer to others come before them, and the numbers of identity
/// columns begin again. The history of migrations stays.
/// </summary>
internal static class EmptyingScript
{
    public static string Of(IModel model) => string.Join(
        '\n', InOrder(model).Select(table => $"DELETE FROM [{table}];").Concat(IdentityTables(model).Order(StringComparer.Ordinal).Select(Reseed)));

    /// <summary>The tables, each before those that it refers to.</summary>
    public static IReadOnlyList<string> InOrder(IModel model)
    {
        var tables = model.GetRelationalModel().Tables.ToDictionary(
            t => t.Name, t => t.ForeignKeyConstraints.Select(f => f.PrincipalTable.Name).Where(p => p != t.Name).ToHashSet());
        var ordered = new List<string>();
        while (tables.Count > 0)
        {
            var next = tables.Keys.Where(t => tables.Values.All(principals => !principals.Contains(t))).Order(StringComparer.Ordinal).ToList();
            if (next.Count == 0) throw new InvalidOperationException($"These tables refer to each other: {string.Join(", ", tables.Keys)}.");
            ordered.AddRange(next);
            foreach (var table in next) tables.Remove(table);
        }

        return ordered;
    }

    /// <summary>The tables that number their rows themselves.</summary>
    public static IReadOnlySet<string> IdentityTables(IModel model) => model.GetEntityTypes()
        .Where(e => e.GetTableName() is not null && e.FindPrimaryKey()?.Properties.Any(IsIdentity) == true).Select(e => e.GetTableName()!).ToHashSet(StringComparer.Ordinal);

    private static bool IsIdentity(IProperty property) =>
        SqlServerPropertyExtensions.GetValueGenerationStrategy(property) == SqlServerValueGenerationStrategy.IdentityColumn;

    /// <summary>The next row is number 1 also where there never was a row: RESEED then counts from the seed itself.</summary>
    private static string Reseed(string table) =>
        $"IF EXISTS (SELECT 1 FROM sys.identity_columns WHERE object_id = OBJECT_ID(N'[{table}]') AND last_value IS NOT NULL) DBCC CHECKIDENT (N'[{table}]', RESEED, 0) WITH NO_INFOMSGS;";
}
