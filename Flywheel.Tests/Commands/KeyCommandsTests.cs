using Flywheel.Core.Access;
using Flywheel.Tests.Support.Hosts;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Tests.Commands;

public sealed class KeyCommandsTests
{
    [Fact]
    public async Task Key_add_prints_the_key_and_nothing_else()
    {
        using var shell = new CommandFixture();
        var end = await shell.DoAsync("key", "add", "--application", "shop", "--scope", "ingest", "--scope", "read");
        var hash = await shell.WithDatabaseAsync(db => db.ApiKeys.Select(k => k.Hash).SingleAsync());
        Assert.Equal(Secrets.Hash(Assert.Single(end.Lines)), hash);
    }

    [Fact]
    public async Task Key_list_shows_scopes_and_state_and_never_the_key()
    {
        using var shell = new CommandFixture();
        var secret = (await shell.DoAsync("key", "add", "--application", "shop", "--scope", "ingest", "--scope", "read")).Lines[0];
        await shell.DoAsync("key", "revoke", "1");
        var end = await shell.DoAsync("key", "list", "--application", "shop");
        Assert.Matches("^1 +shop .* ingest,read .* revoked$", end.Lines[1]);
        Assert.DoesNotContain(secret, end.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Revoking_what_is_not_there_fails()
    {
        using var shell = new CommandFixture();
        Assert.Equal(1, (await shell.RunAsync("key", "revoke", "7")).Code);
    }

    [Fact]
    public async Task Rotating_prints_a_new_key_and_gives_the_old_one_an_end()
    {
        using var shell = new CommandFixture();
        var old = (await shell.DoAsync("key", "add", "--application", "shop", "--scope", "ingest")).Lines[0];
        var fresh = (await shell.DoAsync("key", "rotate", "1", "--overlap-hours", "2")).Lines[0];
        var ends = await shell.WithDatabaseAsync(db => db.ApiKeys.OrderBy(k => k.Id).Select(k => k.ExpiresAt).ToListAsync());
        Assert.NotEqual(old, fresh);
        Assert.True(ends[0] is not null && ends[1] is null);
    }
}
