using Flywheel.Core.Access;
using Flywheel.Tests.Support.Hosts;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Tests.Commands;

public sealed class TokenCommandsTests
{
    [Fact]
    public async Task Token_add_prints_the_token_and_nothing_else()
    {
        using var shell = await WithAnnaAsync();
        var end = await shell.DoAsync("token", "add", "--user", "Anna@Example.org", "--scope", "read", "--scope", "review");
        var hash = await shell.WithDatabaseAsync(db => db.PersonalTokens.Select(t => t.Hash).SingleAsync());
        Assert.Equal(Secrets.Hash(Assert.Single(end.Lines)), hash);
    }

    [Fact]
    public async Task A_scope_beyond_the_role_is_refused()
    {
        using var shell = await WithAnnaAsync();
        var end = await shell.RunAsync("token", "add", "--user", "anna@example.org", "--scope", "manage");
        Assert.Equal((1, "", "Not allowed here: manage. Allowed: read review.\n"), (end.Code, end.Output, end.Error));
    }

    [Fact]
    public async Task An_unknown_person_gets_no_token()
    {
        using var shell = await WithAnnaAsync();
        Assert.Equal(1, (await shell.RunAsync("token", "add", "--user", "bob@example.org", "--scope", "read")).Code);
    }

    [Fact]
    public async Task A_revoked_token_is_listed_as_such()
    {
        using var shell = await WithAnnaAsync();
        await shell.DoAsync("token", "add", "--user", "anna@example.org", "--scope", "read");
        await shell.DoAsync("token", "revoke", "1");
        Assert.Matches("^1 +anna@example.org .* revoked$", (await shell.DoAsync("token", "list", "--user", "anna@example.org")).Lines[1]);
    }

    private static async Task<CommandFixture> WithAnnaAsync()
    {
        var shell = new CommandFixture();
        await shell.DoAsync("user", "add", "--email", "anna@example.org", "--role", "Reviewer");
        return shell;
    }
}
