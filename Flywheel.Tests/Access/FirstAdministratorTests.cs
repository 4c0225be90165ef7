using Flywheel.Core.Access;
using Flywheel.Core.Data;
using Flywheel.Tests.Support;
using Flywheel.Tests.Support.Fixtures;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Tests.Access;

public sealed class FirstAdministratorTests
{
    private const string Password = "correct horse battery";

    [Fact]
    public async Task The_link_makes_an_administrator_once()
    {
        await using var database = await TestDatabase.CreateAsync();
        var door = database.Get<FirstAdministrator>();
        var token = await door.IssueAsync();

        var first = await door.ClaimAsync(token!, "ada@example.org", "Ada", Password);
        var second = await door.ClaimAsync(token!, "eve@example.org", "Eve", Password);

        Assert.NotNull(first.MemberId);
        Assert.True(second.LinkRefused);
        Assert.Equal(["ada@example.org"], await EmailsAsync(database));
    }

    [Fact]
    public async Task Of_many_claims_at_once_one_succeeds()
    {
        await using var database = await TestDatabase.CreateAsync();
        var door = database.Get<FirstAdministrator>();
        var token = await door.IssueAsync();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => door.ClaimAsync(token!, $"p{i}@example.org", "P", Password))));

        Assert.Single(outcomes, o => o.MemberId is not null);
        Assert.Single(await EmailsAsync(database));
    }

    [Fact]
    public async Task A_newer_link_replaces_the_older()
    {
        await using var database = await TestDatabase.CreateAsync();
        var door = database.Get<FirstAdministrator>();
        var older = await door.IssueAsync();
        var newer = await door.IssueAsync();

        Assert.False(await door.IsOpenAsync(older!));
        Assert.True(await door.IsOpenAsync(newer!));
    }

    [Fact]
    public async Task Errors_are_named_and_leave_the_link_valid()
    {
        await using var database = await TestDatabase.CreateAsync();
        var door = database.Get<FirstAdministrator>();
        var token = await door.IssueAsync();

        var outcome = await door.ClaimAsync(token!, "not an address", "", "aaa");

        Assert.Equal(4, outcome.Errors.Count);
        Assert.True(await door.IsOpenAsync(token!));
    }

    [Fact]
    public async Task The_link_is_refused_once_there_is_an_administrator()
    {
        await using var database = await TestDatabase.CreateAsync();
        var door = database.Get<FirstAdministrator>();
        await door.ClaimAsync((await door.IssueAsync())!, "ada@example.org", "Ada", Password);

        Assert.Null(await door.IssueAsync());
        Assert.True((await door.ClaimAsync("made up", "eve@example.org", "Eve", Password)).LinkRefused);
    }

    [Fact]
    public async Task The_token_itself_is_stored_nowhere()
    {
        await using var database = await TestDatabase.CreateAsync();
        var token = await database.Get<FirstAdministrator>().IssueAsync();
        await using var db = database.Open();

        var link = await db.FirstAdministratorLinks.SingleAsync();

        Assert.Equal(Secrets.Hash(token!), link.TokenHash);
        Assert.Equal(43, token!.Length);
    }

    private static async Task<List<string?>> EmailsAsync(TestDatabase database)
    {
        await using var db = database.Open();
        return await db.Users.Select(u => u.Email).ToListAsync();
    }
}
