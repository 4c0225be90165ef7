namespace Flywheel.Core.Access.Keys;

/// <summary>What holds for keys and tokens alike.</summary>
internal static class SecretRules
{
    /// <exception cref="ArgumentException">A value is out of its range; the message says which and how.</exception>
    internal static void Check(string name, Scopes scopes, Scopes allowed, DateTime? expiresAt, DateTime now)
    {
        if (name.Trim().Length is 0 or > 100)
            throw new ArgumentException("A name has 1 to 100 characters.", nameof(name));
        if (scopes == Scopes.None)
            throw new ArgumentException("At least one scope is needed.", nameof(scopes));
        if ((scopes & ~allowed) is var excess && excess != Scopes.None)
            throw new ArgumentException($"Not allowed here: {ScopeNames.InWords(excess)}. Allowed: {ScopeNames.InWords(allowed)}.", nameof(scopes));
        if (expiresAt <= now)
            throw new ArgumentException("The expiry must lie in the future.", nameof(expiresAt));
    }
}
