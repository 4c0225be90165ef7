using Flywheel.Core;
using MudBlazor;

namespace Flywheel.Web.Shell;

/// <summary>A place in the menu.</summary>
/// <param name="Role">The least powerful role that may go there.</param>
/// <param name="Hint">What is found there, for the palette.</param>
public sealed record MenuItem(string Label, string Href, string Icon, string Role, string Hint);

/// <summary>Places that belong together; without a title at the very top.</summary>
public sealed record MenuGroup(string? Title, IReadOnlyList<MenuItem> Items);

/// <summary>The menu in the order of the wheel, cut to what a person may use.</summary>
public static class Menu
{
    private static readonly MenuGroup[] Everything =
    [
        new(null, [new("Overview", Links.Links.Overview, Icons.Material.Outlined.DonutLarge, Roles.Reviewer, "The wheel at a glance")]),
        new("Curate",
        [
            new("Review", Links.Links.Review, Icons.Material.Outlined.RateReview, Roles.Reviewer, "Judge one item after the other"),
            new("Candidates", Links.Links.Candidates, Icons.Material.Outlined.TableRows, Roles.Reviewer, "Every item, filtered and sorted"),
            new("Datasets", Links.Links.Datasets, Icons.Material.Outlined.Inventory2, Roles.Manager, "Frozen training sets"),
        ]),
        new("Measure",
        [
            new("Trends", Links.Links.Trends, Icons.Material.Outlined.ShowChart, Roles.Manager, "Success and signals over time"),
            new("Revolutions", Links.Links.Revolutions, Icons.Material.Outlined.Autorenew, Roles.Manager, "The ledger: what each turn brought"),
            new("Experiments", Links.Links.Experiments, Icons.Material.Outlined.Science, Roles.Manager, "Is the improved version better?"),
        ]),
        new("Administration",
        [
            new("Policy", Links.Links.Policy, Icons.Material.Outlined.Tune, Roles.Admin, "Signal weights and curation rules"),
            new("Signal types", Links.Links.SignalTypes, Icons.Material.Outlined.Sensors, Roles.Admin, "What people can do with an answer"),
            new("Success definition", Links.Links.SuccessDefinition, Icons.Material.Outlined.Flag, Roles.Admin, "What signals say of success"),
            new("People", Links.Links.People, Icons.Material.Outlined.Group, Roles.Admin, "Invite, roles, suspend"),
            new("Applications and keys", Links.Links.Applications, Icons.Material.Outlined.VpnKey, Roles.Admin, "Who may send and pull"),
            new("Audit", Links.Links.Audit, Icons.Material.Outlined.ReceiptLong, Roles.Admin, "Who did what"),
            new("Erasure", Links.Links.Erasures, Icons.Material.Outlined.DeleteForever, Roles.Admin, "A person or a request goes from everywhere"),
            new("System", Links.Links.System, Icons.Material.Outlined.MonitorHeart, Roles.Admin, "Health and settings"),
        ]),
    ];

    /// <summary>The groups that hold something for this role.</summary>
    public static IReadOnlyList<MenuGroup> For(string role) =>
        [.. Everything.Select(g => g with { Items = [.. g.Items.Where(i => Reaches(role, i.Role))] }).Where(g => g.Items.Count > 0)];

    /// <summary>Is the role at least as powerful as the one that is needed?</summary>
    public static bool Reaches(string role, string needed) => Rank(role) >= Rank(needed) && Rank(role) >= 0;

    private static int Rank(string role) => Roles.All.ToList().IndexOf(role);
}
