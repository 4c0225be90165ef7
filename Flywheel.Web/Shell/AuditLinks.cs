using System.Globalization;
using Flywheel.Core.Administration;

namespace Flywheel.Web.Shell;

public static partial class Links
{
    /// <summary>The audit as a file.</summary>
    public const string AuditCsvRoute = "/audit.csv";

    /// <summary>The audit from an entry backwards, with a search in force.</summary>
    public static string AuditAt(string? search, long? before) => AuditAt(new AuditFilter(search), before);

    /// <summary>The audit from an entry backwards, narrowed.</summary>
    public static string AuditAt(AuditFilter filter, long? before) =>
        WithQuery(Audit, [.. QueryOf(filter), ("before", before?.ToString(CultureInfo.InvariantCulture))]);

    /// <summary>The file of what a filter leaves.</summary>
    public static string AuditCsv(AuditFilter filter) => WithQuery(AuditCsvRoute, QueryOf(filter));

    private static (string Name, string? Value)[] QueryOf(AuditFilter filter) =>
    [
        ("q", filter.Search), ("group", filter.Group), ("who", filter.Actor),
        ("from", filter.From?.ToString("O", CultureInfo.InvariantCulture)), ("to", filter.To?.ToString("O", CultureInfo.InvariantCulture)),
    ];
}
