using System.Buffers.Text;
using System.Security.Cryptography;
using Flywheel.Core.Audit;
using Flywheel.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Access;

/// <summary>What became of a claim to be the first administrator.</summary>
/// <param name="MemberId">The new administrator's id; null when nobody was made.</param>
/// <param name="Errors">What is wrong with the values; the link stays good.</param>
/// <param name="LinkRefused">The link is unknown, used or replaced, or there is an administrator already.</param>
public sealed record ClaimOutcome(string? MemberId, IReadOnlyList<string> Errors, bool LinkRefused)
{
    internal static ClaimOutcome Refused { get; } = new(null, [], true);
}

/// <summary>The one-time link that makes the first administrator, while there is none.</summary>
public sealed class FirstAdministrator(Database database, AuditLog audit, NewMembers members, TimeProvider clock)
{
    private const int LinkId = 1;

    /// <summary>
    /// Makes a new link's token, 256 random bits, in place of any earlier one. Null when there is an administrator.
    /// Only the token's hash is stored.
    /// </summary>
    public Task<string?> IssueAsync(CancellationToken cancellationToken = default) => database.WriteAsync(
        async db =>
        {
            if (await AnyAdminAsync(db, cancellationToken)) return null;
            var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
            var link = await db.FirstAdministratorLinks.FindAsync([LinkId], cancellationToken);
            if (link is null) db.FirstAdministratorLinks.Add(link = new() { Id = LinkId });
            (link.TokenHash, link.CreatedAt, link.UsedAt) = (Secrets.Hash(token), clock.Now(), null);
            return token;
        },
        cancellationToken);

    /// <summary>Would a claim with this token be looked at?</summary>
    public async Task<bool> IsOpenAsync(string token, CancellationToken cancellationToken = default)
    {
        var hash = Secrets.Hash(token);
        await using var db = await database.ReadAsync(cancellationToken);
        return await db.FirstAdministratorLinks.AnyAsync(l => l.UsedAt == null && l.TokenHash == hash, cancellationToken)
            && !await AnyAdminAsync(db, cancellationToken);
    }

    /// <summary>Makes the first administrator. Of any number of claims at once exactly one succeeds.</summary>
    public async Task<ClaimOutcome> ClaimAsync(string token, string email, string name, string password, CancellationToken cancellationToken = default)
    {
        if (!await IsOpenAsync(token, cancellationToken)) return ClaimOutcome.Refused;
        if (await members.ErrorsAsync(email, name, password) is { Count: > 0 } errors) return new(null, errors, false);
        return await database.WriteAsync(db => TakeAsync(db, token, email, name, password, cancellationToken), cancellationToken);
    }

    private async Task<ClaimOutcome> TakeAsync(FlywheelDbContext db, string token, string email, string name, string password, CancellationToken cancellationToken)
    {
        var (hash, now) = (Secrets.Hash(token), clock.Now());
        var taken = await db.FirstAdministratorLinks.Where(l => l.UsedAt == null && l.TokenHash == hash)
            .ExecuteUpdateAsync(set => set.SetProperty(l => l.UsedAt, now), cancellationToken);
        if (taken == 0 || await AnyAdminAsync(db, cancellationToken)) return ClaimOutcome.Refused;
        var member = await members.AddAsync(db, email, name, Roles.Admin, password, cancellationToken);
        if (member is null) throw new InvalidOperationException("The address belongs to a member although there is no administrator.");
        audit.Append(db, new Actor(member.Id, member.DisplayName, Roles.Admin, ApplicationAccess.All), "member.first-administrator", $"member/{member.Id}",
            null, new { Role = Roles.Admin });
        return new(member.Id, [], false);
    }

    internal static Task<bool> AnyAdminAsync(FlywheelDbContext db, CancellationToken cancellationToken) =>
        db.UserRoles.AnyAsync(u => db.Roles.Any(r => r.Id == u.RoleId && r.Name == Roles.Admin), cancellationToken);
}
