using System.Globalization;
using Flywheel.Core.Audit;

namespace Flywheel.Web.Shell.Links;

/// <summary>The audit as its address tells it.</summary>
/// <param name="Before">Only entries with a smaller id.</param>
/// <param name="Unknown">What the address asks for and does not exist.</param>
public sealed record AuditAddress(AuditFilter Filter, long? Before, IReadOnlyList<UnknownFilter> Unknown);

public static partial class Links
{
    /// <summary>What the names of actions begin with.</summary>
    public static IReadOnlyList<string> AuditGroups { get; } =
    [
        "application", "backup", "candidate", "dataset", "demo", "erasure", "experiment", "key", "member", "policy", "review", "revolution", "signal_type", "success_definition", "token",
    ];

    /// <summary>What an address of the audit asks for; what makes no sense in it is left out, and named.</summary>
    public static AuditAddress ReadAudit(string uri)
    {
        var query = new AddressQuery(uri);
        var group = query.Text("group");
        if (group is not null && !AuditGroups.Contains(group)) query.Note("group", group, OneOf(AuditGroups));
        var filter = new AuditFilter(query.Text("q"), group is not null && AuditGroups.Contains(group) ? group : null, query.Text("who"), query.Day("from"), query.Day("to"));
        return new(filter, query.Number("before"), query.Unknown);
    }

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
