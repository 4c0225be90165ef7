using Flywheel.Core.Audit;
using Flywheel.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Access.Keys;

/// <summary>An application's key as a list shows it; times are UTC.</summary>
public sealed record KeyLine(
    int Id, string Application, string Name, string Prefix, Scopes Scopes,
    DateTime CreatedAt, DateTime? ExpiresAt, DateTime? RevokedAt, DateTime? LastUsedAt)
{
    /// <summary>Would it be accepted at this time?</summary>
    public bool IsUsable(DateTime now) => RevokedAt is null && (ExpiresAt is null || ExpiresAt > now);
}

/// <summary>The keys of applications: made, rotated and revoked by admins, each with an audit entry.</summary>
public sealed class ApplicationKeys(Database database, AuditLog audit, SecretChanges changes, TimeProvider clock, ActorActions actions)
{
    /// <summary>Makes a key, and the application where there is none of that name.</summary>
    /// <param name="application">1-100 characters, compared exactly.</param>
    /// <param name="name">What the key is for, at most 100 characters.</param>
    /// <param name="scopes">One or more of ingest, read and export.</param>
    /// <param name="expiresAt">UTC, in the future; null for a key without an end.</param>
    /// <exception cref="ArgumentException">A value is out of its range.</exception>
    /// <exception cref="UnauthorizedAccessException">The actor is no admin.</exception>
    public Task<CreatedSecret> CreateAsync(Actor actor, string application, string name, Scopes scopes, DateTime? expiresAt, CancellationToken cancellationToken = default) =>
        actions.RunAsync(actor, "key.create", "application", () => DoCreateAsync(actor, application, name, scopes, expiresAt, cancellationToken), cancellationToken);

    private async Task<CreatedSecret> DoCreateAsync(Actor actor, string application, string name, Scopes scopes, DateTime? expiresAt, CancellationToken cancellationToken)
    {
        Demand(actor);
        SecretRules.Check(name, scopes, ScopeNames.OfKeys, expiresAt, clock.Now());
        if (application.Trim().Length is 0 or > 100) throw new ArgumentException("An application's name has 1 to 100 characters.", nameof(application));
        return await changes.RunAsync(
            async db =>
            {
                var owner = await FindOrAddAsync(db, actor, application.Trim(), cancellationToken);
                return await AddAsync(db, actor, owner, name, scopes, expiresAt, cancellationToken);
            },
            cancellationToken);
    }

    /// <summary>All keys, or those of one application, by application and age; revoked and expired ones too.</summary>
    public async Task<IReadOnlyList<KeyLine>> ListAsync(string? application = null, CancellationToken cancellationToken = default)
    {
        await using var db = await database.ReadAsync(cancellationToken);
        return await db.ApiKeys.Where(k => application == null || k.Application!.Name == application)
            .OrderBy(k => k.Application!.Name).ThenBy(k => k.Id)
            .Select(k => new KeyLine(k.Id, k.Application!.Name, k.Name, k.Prefix, k.Scopes, k.CreatedAt, k.ExpiresAt, k.RevokedAt, k.LastUsedAt))
            .ToListAsync(cancellationToken);
    }

    /// <summary>Revokes a key for good. False where there is none with that id, or it was revoked before.</summary>
    /// <exception cref="UnauthorizedAccessException">The actor is no admin.</exception>
    public Task<bool> RevokeAsync(Actor actor, int id, CancellationToken cancellationToken = default) =>
        actions.RunAsync(actor, "key.revoke", $"key/{id}", () => DoRevokeAsync(actor, id, cancellationToken), cancellationToken);

    private Task<bool> DoRevokeAsync(Actor actor, int id, CancellationToken cancellationToken)
    {
        Demand(actor);
        return changes.RunAsync(
            async db =>
            {
                var key = await UsableAsync(db, id, cancellationToken);
                if (key is null) return false;
                key.RevokedAt = clock.Now();
                audit.Append(db, actor, "key.revoke", $"key/{id}", new { key.Prefix }, null);
                return true;
            },
            cancellationToken);
    }

    /// <summary>
    /// Makes a second key with the same application, name and scopes; the old one goes on for <paramref name="overlap"/>
    /// (or to its own end, where that is sooner). Null where there is no such key, or it was revoked.
    /// </summary>
    /// <exception cref="UnauthorizedAccessException">The actor is no admin.</exception>
    public Task<CreatedSecret?> RotateAsync(Actor actor, int id, TimeSpan overlap, CancellationToken cancellationToken = default) =>
        actions.RunAsync(actor, "key.rotate", $"key/{id}", () => DoRotateAsync(actor, id, overlap, cancellationToken), cancellationToken);

    private Task<CreatedSecret?> DoRotateAsync(Actor actor, int id, TimeSpan overlap, CancellationToken cancellationToken)
    {
        Demand(actor);
        ArgumentOutOfRangeException.ThrowIfLessThan(overlap, TimeSpan.Zero);
        return changes.RunAsync(
            async db =>
            {
                var old = await UsableAsync(db, id, cancellationToken);
                if (old is null) return null;
                var end = clock.Now() + overlap;
                old.ExpiresAt = old.ExpiresAt < end ? old.ExpiresAt : end;
                audit.Append(db, actor, "key.rotate", $"key/{id}", new { old.Prefix }, new { old.ExpiresAt });
                return (CreatedSecret?)await AddAsync(db, actor, old.Application!, old.Name, old.Scopes, null, cancellationToken);
            },
            cancellationToken);
    }

    private async Task<Application> FindOrAddAsync(FlywheelDbContext db, Actor actor, string name, CancellationToken cancellationToken)
    {
        if (await db.Applications.FirstOrDefaultAsync(a => a.Name == name, cancellationToken) is { } found) return found;
        var added = new Application { Name = name, CreatedAt = clock.Now() };
        db.Applications.Add(added);
        await db.SaveChangesAsync(cancellationToken);
        audit.Append(db, actor, "application.create", $"application/{added.Id}", null, new { added.Name });
        return added;
    }

    private async Task<CreatedSecret> AddAsync(FlywheelDbContext db, Actor actor, Application application, string name, Scopes scopes, DateTime? expiresAt, CancellationToken cancellationToken)
    {
        var secret = Secrets.Create(Secrets.KeyMarker);
        var key = new ApiKey
        {
            Application = application, Name = name.Trim(), Prefix = Secrets.PrefixOf(secret), Hash = Secrets.Hash(secret),
            Scopes = scopes, CreatedAt = clock.Now(), ExpiresAt = expiresAt,
        };
        db.ApiKeys.Add(key);
        await db.SaveChangesAsync(cancellationToken);
        audit.Append(db, actor, "key.create", $"key/{key.Id}", null,
            new { Application = application.Name, key.Name, key.Prefix, Scopes = ScopeNames.Of(scopes), key.ExpiresAt });
        return new(key.Id, secret, key.Prefix);
    }

    private static Task<ApiKey?> UsableAsync(FlywheelDbContext db, int id, CancellationToken cancellationToken) =>
        db.ApiKeys.Include(k => k.Application).FirstOrDefaultAsync(k => k.Id == id && k.RevokedAt == null, cancellationToken);

    private static void Demand(Actor actor)
    {
        if (!actor.MayAdminister) throw new UnauthorizedAccessException("Only an admin may change an application's keys.");
    }
}
