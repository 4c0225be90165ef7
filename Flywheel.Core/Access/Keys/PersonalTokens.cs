using Flywheel.Core.Audit;
using Flywheel.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Access.Keys;

/// <summary>A personal token as a list shows it; times are UTC.</summary>
public sealed record TokenLine(
    int Id, string MemberId, string Name, string Prefix, Scopes Scopes,
    DateTime CreatedAt, DateTime? ExpiresAt, DateTime? RevokedAt, DateTime? LastUsedAt)
{
    /// <summary>Would it be accepted at this time, by its own dates alone?</summary>
    public bool IsUsable(DateTime now) => RevokedAt is null && (ExpiresAt is null || ExpiresAt > now);
}

/// <summary>Tokens that act as their person: made and revoked by that person or by an admin, each with an audit entry.</summary>
public sealed class PersonalTokens(Database database, AuditLog audit, SecretChanges changes, TimeProvider clock, ActorActions actions)
{
    /// <summary>Makes a token.</summary>
    /// <param name="name">What it is for, 1-100 characters.</param>
    /// <param name="scopes">Within <see cref="ScopeNames.OfTokens"/> of the person's present role.</param>
    /// <param name="expiresAt">UTC, in the future; null for a token without an end.</param>
    /// <exception cref="ArgumentException">A value is out of its range, or there is no such person who may use tokens.</exception>
    /// <exception cref="UnauthorizedAccessException">The token is somebody else's, and the actor is no admin.</exception>
    public Task<CreatedSecret> CreateAsync(Actor actor, string memberId, string name, Scopes scopes, DateTime? expiresAt, CancellationToken cancellationToken = default) =>
        actions.RunAsync(actor, "token.create", $"member/{memberId}", () => DoCreateAsync(actor, memberId, name, scopes, expiresAt, cancellationToken), cancellationToken);

    private async Task<CreatedSecret> DoCreateAsync(Actor actor, string memberId, string name, Scopes scopes, DateTime? expiresAt, CancellationToken cancellationToken)
    {
        Demand(actor, memberId);
        return await changes.RunAsync(
            async db =>
            {
                var role = await RoleAsync(db, memberId, cancellationToken);
                SecretRules.Check(name, scopes, ScopeNames.OfTokens(role), expiresAt, clock.Now());
                return await AddAsync(db, actor, memberId, name.Trim(), scopes, expiresAt, cancellationToken);
            },
            cancellationToken);
    }

    /// <summary>The tokens of one person, or of everybody, by age; revoked and expired ones too.</summary>
    public async Task<IReadOnlyList<TokenLine>> ListAsync(string? memberId = null, CancellationToken cancellationToken = default)
    {
        await using var db = await database.ReadAsync(cancellationToken);
        return await db.PersonalTokens.Where(t => memberId == null || t.MemberId == memberId).OrderBy(t => t.Id)
            .Select(t => new TokenLine(t.Id, t.MemberId, t.Name, t.Prefix, t.Scopes, t.CreatedAt, t.ExpiresAt, t.RevokedAt, t.LastUsedAt))
            .ToListAsync(cancellationToken);
    }

    /// <summary>
    /// Revokes a token for good. False where the actor has none with that id (an admin: where nobody has), or it was
    /// revoked before.
    /// </summary>
    public Task<bool> RevokeAsync(Actor actor, int id, CancellationToken cancellationToken = default) =>
        actions.RunAsync(actor, "token.revoke", $"token/{id}", () => DoRevokeAsync(actor, id, cancellationToken), cancellationToken);

    private Task<bool> DoRevokeAsync(Actor actor, int id, CancellationToken cancellationToken) => changes.RunAsync(
        async db =>
        {
            var token = await db.PersonalTokens.FirstOrDefaultAsync(
                t => t.Id == id && t.RevokedAt == null && (t.MemberId == actor.MemberId || actor.MayAdminister), cancellationToken);
            if (token is null) return false;
            token.RevokedAt = clock.Now();
            audit.Append(db, actor, "token.revoke", $"token/{id}", new { token.Prefix }, null);
            return true;
        },
        cancellationToken);

    private async Task<CreatedSecret> AddAsync(FlywheelDbContext db, Actor actor, string memberId, string name, Scopes scopes, DateTime? expiresAt, CancellationToken cancellationToken)
    {
        var secret = Secrets.Create(Secrets.TokenMarker);
        var token = new PersonalToken
        {
            MemberId = memberId, Name = name, Prefix = Secrets.PrefixOf(secret), Hash = Secrets.Hash(secret),
            Scopes = scopes, CreatedAt = clock.Now(), ExpiresAt = expiresAt,
        };
        db.PersonalTokens.Add(token);
        await db.SaveChangesAsync(cancellationToken);
        audit.Append(db, actor, "token.create", $"token/{token.Id}", null,
            new { token.MemberId, token.Name, token.Prefix, Scopes = ScopeNames.Of(scopes), token.ExpiresAt });
        return new(token.Id, secret, token.Prefix);
    }

    private static async Task<string?> RoleAsync(FlywheelDbContext db, string memberId, CancellationToken cancellationToken)
    {
        if (!await db.Users.AnyAsync(m => m.Id == memberId && m.SuspendedAt == null, cancellationToken))
            throw new ArgumentException("There is no such person, or the person is suspended.", nameof(memberId));
        var roles = await db.UserRoles.Where(r => r.UserId == memberId)
            .Join(db.Roles, r => r.RoleId, r => r.Id, (_, role) => role.Name).ToListAsync(cancellationToken);
        return Roles.All.LastOrDefault(roles.Contains);
    }

    private static void Demand(Actor actor, string memberId)
    {
        if (actor.MemberId != memberId && !actor.MayAdminister)
            throw new UnauthorizedAccessException("Only an admin may make another person's token.");
    }
}
