using Flywheel.Core;
using Flywheel.Core.Access;
using Flywheel.Core.Access.Keys;
using Flywheel.Core.Data;
using Flywheel.Tests.Support;
using Flywheel.Tests.Support.Hosts;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Tests.Access.Keys;

public sealed class ApplicationKeysTests
{
    [Fact]
    public async Task A_key_makes_its_application_and_only_its_hash_is_stored()
    {
        await using var database = await TestDatabase.CreateAsync();
        var created = await CreateAsync(database);
        await using var db = database.Open();
        var key = await db.ApiKeys.Include(k => k.Application).SingleAsync();
        Assert.Equal(("shop", created.Prefix), (key.Application!.Name, key.Prefix));
        Assert.Equal(Secrets.Hash(created.Secret), key.Hash);
    }

    [Fact]
    public async Task A_second_key_joins_the_application_that_is_there()
    {
        await using var database = await TestDatabase.CreateAsync();
        await CreateAsync(database);
        await CreateAsync(database);
        await using var db = database.Open();
        Assert.Equal(1, await db.Applications.CountAsync());
    }

    [Theory]
    [InlineData(Scopes.None)]
    [InlineData(Scopes.Review)]
    [InlineData(Scopes.Ingest | Scopes.Manage)]
    public async Task A_key_takes_only_the_scopes_of_keys(Scopes scopes)
    {
        await using var database = await TestDatabase.CreateAsync();
        await Assert.ThrowsAsync<ArgumentException>(() => CreateAsync(database, scopes));
    }

    [Theory]
    [InlineData(Roles.Manager)]
    [InlineData(Roles.Reviewer)]
    public async Task Only_an_admin_makes_and_revokes_keys(string role)
    {
        await using var database = await TestDatabase.CreateAsync();
        var (actor, keys) = (new Actor("m", "M", role, ApplicationAccess.All), database.Get<ApplicationKeys>());
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => keys.CreateAsync(actor, "shop", "web", Scopes.Read, null));
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => keys.RevokeAsync(actor, 1));
    }

    [Fact]
    public async Task An_expiry_in_the_past_is_refused()
    {
        await using var database = await TestDatabase.CreateAsync();
        var past = database.Time.GetUtcNow().UtcDateTime;
        await Assert.ThrowsAsync<ArgumentException>(() => CreateAsync(database, Scopes.Read, past));
    }

    [Fact]
    public async Task A_revoked_key_is_listed_as_such_and_cannot_be_revoked_again()
    {
        await using var database = await TestDatabase.CreateAsync();
        var (created, keys) = (await CreateAsync(database), database.Get<ApplicationKeys>());
        Assert.True(await keys.RevokeAsync(Actor.Operator, created.Id));
        Assert.False(await keys.RevokeAsync(Actor.Operator, created.Id));
        Assert.False((await keys.ListAsync()).Single().IsUsable(database.Time.GetUtcNow().UtcDateTime));
    }

    [Fact]
    public async Task After_a_rotation_both_keys_work_until_the_overlap_ends()
    {
        await using var database = await TestDatabase.CreateAsync();
        var (old, keys) = (await CreateAsync(database), database.Get<ApplicationKeys>());
        var fresh = await keys.RotateAsync(Actor.Operator, old.Id, TimeSpan.FromHours(1));
        var now = database.Time.GetUtcNow().UtcDateTime;
        var lines = await keys.ListAsync("shop");
        Assert.NotEqual(old.Secret, fresh!.Secret);
        Assert.All(lines, line => Assert.True(line.IsUsable(now.AddMinutes(59))));
        Assert.Equal([fresh.Id], lines.Where(line => line.IsUsable(now.AddMinutes(61))).Select(line => line.Id));
    }

    [Fact]
    public async Task A_revoked_key_cannot_be_rotated()
    {
        await using var database = await TestDatabase.CreateAsync();
        var (created, keys) = (await CreateAsync(database), database.Get<ApplicationKeys>());
        await keys.RevokeAsync(Actor.Operator, created.Id);
        Assert.Null(await keys.RotateAsync(Actor.Operator, created.Id, TimeSpan.Zero));
    }

    [Fact]
    public async Task The_audit_holds_every_step_without_the_secret()
    {
        await using var database = await TestDatabase.CreateAsync();
        var created = await CreateAsync(database);
        await database.Get<ApplicationKeys>().RevokeAsync(Actor.Operator, created.Id);
        await using var db = database.Open();
        var entries = await db.Audit.OrderBy(e => e.Id).ToListAsync();
        Assert.Equal(["application.create", "key.create", "key.revoke"], entries.Select(e => e.Action));
        Assert.DoesNotContain(entries, e => $"{e.Before}{e.After}".Contains(created.Secret, StringComparison.Ordinal));
    }

    private static Task<CreatedSecret> CreateAsync(TestDatabase database, Scopes scopes = Scopes.Ingest, DateTime? expiresAt = null) =>
        database.Get<ApplicationKeys>().CreateAsync(Actor.Operator, "shop", "web", scopes, expiresAt);
}
