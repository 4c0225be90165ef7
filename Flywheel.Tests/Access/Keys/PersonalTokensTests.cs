using Flywheel.Core;
using Flywheel.Core.Access;
using Flywheel.Core.Access.Keys;
using Flywheel.Core.Data;
using Flywheel.Tests.Support;
using Flywheel.Tests.Support.Hosts;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Tests.Access.Keys;

public sealed class PersonalTokensTests
{
    [Theory]
    [InlineData(Roles.Reviewer, Scopes.Read | Scopes.Review)]
    [InlineData(Roles.Manager, Scopes.Read | Scopes.Export | Scopes.Review | Scopes.Manage)]
    [InlineData(Roles.Admin, Scopes.Read | Scopes.Export | Scopes.Review | Scopes.Manage)]
    public async Task A_person_may_take_all_scopes_of_the_role(string role, Scopes scopes)
    {
        await using var database = await WithMemberAsync(role);
        var created = await CreateAsync(database, scopes);
        Assert.StartsWith("fw_pat_", created.Secret, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Roles.Reviewer, Scopes.Export)]
    [InlineData(Roles.Reviewer, Scopes.Review | Scopes.Manage)]
    [InlineData(Roles.Admin, Scopes.Ingest)]
    public async Task A_person_may_not_take_more(string role, Scopes scopes)
    {
        await using var database = await WithMemberAsync(role);
        await Assert.ThrowsAsync<ArgumentException>(() => CreateAsync(database, scopes));
    }

    [Fact]
    public async Task A_suspended_person_gets_none()
    {
        await using var database = await WithMemberAsync(Roles.Admin);
        await using (var db = database.Open()) await db.Users.ExecuteUpdateAsync(set => set.SetProperty(m => m.SuspendedAt, m => m.CreatedAt));
        await Assert.ThrowsAsync<ArgumentException>(() => database.Get<PersonalTokens>().CreateAsync(Actor.Operator, "anna", "laptop", Scopes.Read, null));
        await Assert.ThrowsAsync<RightsChangedException>(() => CreateAsync(database, Scopes.Read));
    }

    [Fact]
    public async Task Another_person_can_neither_make_nor_revoke_it()
    {
        await using var database = await WithMemberAsync(Roles.Reviewer);
        var (tokens, other) = (database.Get<PersonalTokens>(), new Actor("other", "Other", Roles.Manager, ApplicationAccess.All));
        var created = await CreateAsync(database, Scopes.Read);
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => tokens.CreateAsync(other, "anna", "t", Scopes.Read, null));
        Assert.False(await tokens.RevokeAsync(other, created.Id));
    }

    [Fact]
    public async Task Its_person_and_an_admin_can_revoke_it()
    {
        await using var database = await WithMemberAsync(Roles.Reviewer);
        var tokens = database.Get<PersonalTokens>();
        var (first, second) = (await CreateAsync(database, Scopes.Read), await CreateAsync(database, Scopes.Read));
        Assert.True(await tokens.RevokeAsync(Anna(Roles.Reviewer), first.Id));
        Assert.True(await tokens.RevokeAsync(Actor.Operator, second.Id));
        Assert.All(await tokens.ListAsync("anna"), line => Assert.NotNull(line.RevokedAt));
    }

    private static Actor Anna(string role) => new("anna", "Anna", role, ApplicationAccess.All);

    private static Task<CreatedSecret> CreateAsync(TestDatabase database, Scopes scopes) =>
        database.Get<PersonalTokens>().CreateAsync(Anna(Roles.Reviewer), "anna", "laptop", scopes, null);

    private static async Task<TestDatabase> WithMemberAsync(string role)
    {
        var database = await TestDatabase.CreateAsync();
        await using var db = database.Open();
        var roleId = await db.Roles.Where(r => r.Name == role).Select(r => r.Id).SingleAsync();
        db.Users.Add(new Member { Id = "anna", UserName = "anna@example.org", DisplayName = "Anna" });
        db.UserRoles.Add(new IdentityUserRole<string> { UserId = "anna", RoleId = roleId });
        await db.SaveChangesAsync();
        return database;
    }
}
