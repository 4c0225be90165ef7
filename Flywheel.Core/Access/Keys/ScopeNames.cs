using System.Diagnostics.CodeAnalysis;

namespace Flywheel.Core.Access.Keys;

/// <summary>Scopes by their names on the wire, and who may have which.</summary>
public static class ScopeNames
{
    /// <summary>What an application's key may be given.</summary>
    public const Scopes OfKeys = Scopes.Ingest | Scopes.Read | Scopes.Export;

    private static readonly (string Name, Scopes Scope)[] Names =
    [
        ("ingest", Scopes.Ingest), ("read", Scopes.Read), ("export", Scopes.Export),
        ("review", Scopes.Review), ("manage", Scopes.Manage),
    ];

    /// <summary>What a personal token of somebody with this role may be given; none for an unknown role.</summary>
    public static Scopes OfTokens(string? role) => role switch
    {
        Roles.Reviewer => Scopes.Read | Scopes.Review,
        Roles.Manager or Roles.Admin => Scopes.Read | Scopes.Export | Scopes.Review | Scopes.Manage,
        _ => Scopes.None,
    };

    /// <summary>The names in the order of the contract.</summary>
    public static IReadOnlyList<string> Of(Scopes scopes) =>
        [.. Names.Where(n => scopes.HasFlag(n.Scope)).Select(n => n.Name)];

    /// <summary>The names with a blank between them, for people; empty for none.</summary>
    public static string InWords(Scopes scopes) => string.Join(' ', Of(scopes));

    /// <summary>Reads names; false, with the first unknown one, where there is one.</summary>
    public static bool TryParse(IEnumerable<string> names, out Scopes scopes, [NotNullWhen(false)] out string? unknown)
    {
        (scopes, unknown) = (Scopes.None, null);
        foreach (var name in names)
        {
            var found = Array.FindIndex(Names, n => n.Name == name);
            if (found < 0) { unknown = name; return false; }
            scopes |= Names[found].Scope;
        }

        return true;
    }
}
