using Flywheel.Core;

namespace Flywheel.Web.Identity;

/// <summary><c>Flywheel:OpenIdConnect</c>: sign-in with an identity provider; off unless there is an authority.</summary>
/// <param name="Authority">The provider's issuer address.</param>
/// <param name="RoleClaim">The claim of the ID token that holds groups.</param>
/// <param name="Groups">The role of each group.</param>
/// <param name="DisplayName">What the button calls the provider.</param>
public sealed record OpenIdConnectSettings(
    Uri? Authority, string ClientId, string? ClientSecret, string RoleClaim, IReadOnlyDictionary<string, string> Groups, string DisplayName)
{
    public const string Section = "Flywheel:OpenIdConnect";

    /// <summary>All its keys.</summary>
    internal static readonly string[] Keys =
        [.. new[] { "Authority", "ClientId", "ClientSecret", "RoleClaim", "DisplayName" }.Concat(Roles.All.Select(r => $"Roles:{r}")).Select(k => $"{Section}:{k}")];

    /// <summary>Is it set up?</summary>
    public bool IsOn => Authority is not null;

    /// <summary>The most powerful role that these groups give; null where they give none.</summary>
    public string? RoleOf(IEnumerable<string> groups)
    {
        var given = groups.Select(g => Groups.GetValueOrDefault(g)).ToList();
        return Roles.All.LastOrDefault(given.Contains);
    }

    internal static OpenIdConnectSettings Read(IConfiguration configuration, List<string> errors)
    {
        var section = configuration.GetSection(Section);
        var authority = AuthorityOf(section["Authority"], errors);
        var groups = GroupsOf(section.GetSection("Roles"), section["Authority"] is { Length: > 0 }, errors);
        if (section["Authority"] is { Length: > 0 } && string.IsNullOrWhiteSpace(section["ClientId"])) errors.Add($"{Section}:ClientId must be the id that the provider knows Flywheel by.");
        return new(authority, section["ClientId"] ?? "", Given(section["ClientSecret"]), Given(section["RoleClaim"]) ?? "groups", groups, Given(section["DisplayName"]) ?? "single sign-on");
    }

    private static Uri? AuthorityOf(string? text, List<string> errors)
    {
        if (string.IsNullOrEmpty(text)) return null;
        if (Uri.TryCreate(text, UriKind.Absolute, out var address) && (address.Scheme == "https" || (address.Scheme == "http" && address.IsLoopback))) return address;
        errors.Add($"{Section}:Authority must be an address such as https://login.example.org/; plain http is for this machine only.");
        return null;
    }

    private static Dictionary<string, string> GroupsOf(IConfigurationSection roles, bool needed, List<string> errors)
    {
        var groups = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var role in Roles.All)
        {
            // The most powerful comes last, and wins a group that is named twice.
            foreach (var group in roles.GetSection(role).GetChildren().Select(c => c.Value).OfType<string>().Where(g => g.Length > 0)) groups[group] = role;
        }

        if (needed && groups.Count == 0) errors.Add($"{Section}:Roles must give at least one group a role, such as {Section}:Roles:Reviewer:0=reviewers.");
        return groups;
    }

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
