using Flywheel.Core.Access;
using Flywheel.Tests.Support.Hosts;
using Flywheel.Web.Commands;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Flywheel.Tests.Commands;

public sealed class UserCommandsTests
{
    private const string Anna = "anna@example.org";

    [Fact]
    public async Task An_added_person_has_the_role_and_the_password()
    {
        using var shell = new CommandFixture();
        var end = await shell.DoAsync("user", "add", "--email", Anna, "--role", "Manager", "--name", "Anna");
        Assert.Equal([Anna], end.Lines);
        Assert.True(await HasPasswordAsync(shell, "correct horse battery"));
        Assert.Matches("^anna@example.org +Anna +Manager +active ", (await shell.DoAsync("user", "list")).Lines[1]);
    }

    [Fact]
    public async Task A_password_may_be_typed()
    {
        using var shell = new CommandFixture { Password = null, Typed = "a typed password" };
        await shell.DoAsync("user", "add", "--email", Anna, "--role", "Reviewer");
        Assert.True(await HasPasswordAsync(shell, "a typed password"));
    }

    [Theory]
    [InlineData(null, "A password is needed")]
    [InlineData("short", "at least 12 characters")]
    public async Task Without_a_good_password_nobody_is_added(string? password, string message)
    {
        using var shell = new CommandFixture { Password = password };
        var end = await shell.RunAsync("user", "add", "--email", Anna, "--role", "Reviewer");
        Assert.Equal(1, end.Code);
        Assert.Contains(message, end.Error, StringComparison.Ordinal);
        Assert.Equal(0, await shell.WithDatabaseAsync(db => db.Users.CountAsync()));
    }

    [Fact]
    public async Task Nobody_is_added_twice()
    {
        using var shell = new CommandFixture();
        await shell.DoAsync("user", "add", "--email", Anna, "--role", "Reviewer");
        Assert.Equal(1, (await shell.RunAsync("user", "add", "--email", "ANNA@example.org", "--role", "Admin")).Code);
    }

    [Fact]
    public async Task A_reset_sets_the_password_and_signs_out_everywhere()
    {
        using var shell = new CommandFixture();
        await shell.DoAsync("user", "add", "--email", Anna, "--role", "Reviewer");
        var before = await StampAsync(shell);
        shell.Password = "another long password";
        await shell.DoAsync("user", "reset-password", "--email", Anna);
        Assert.True(await HasPasswordAsync(shell, "another long password"));
        Assert.NotEqual(before, await StampAsync(shell));
    }

    [Fact]
    public async Task A_suspended_locked_reviewer_becomes_an_admin_who_can_sign_in()
    {
        using var shell = new CommandFixture();
        await shell.DoAsync("user", "add", "--email", Anna, "--role", "Reviewer");
        await LockOutAsync(shell);
        Assert.Equal([Anna], (await shell.DoAsync("user", "recover-admin", "--email", Anna, "--reset-two-factor")).Lines);
        var member = await shell.WithDatabaseAsync(db => db.Users.SingleAsync());
        Assert.True(member is { SuspendedAt: null, LockoutEnd: null, AccessFailedCount: 0, TwoFactorEnabled: false });
        Assert.Matches(" Admin +active ", (await shell.DoAsync("user", "list")).Lines[1]);
    }

    [Fact]
    public async Task Without_anybody_the_recovered_admin_is_made()
    {
        using var shell = new CommandFixture();
        await shell.DoAsync("user", "recover-admin", "--email", Anna);
        Assert.Matches(" Admin +active ", (await shell.DoAsync("user", "list")).Lines[1]);
    }

    [Fact]
    public async Task Every_action_is_in_the_audit()
    {
        using var shell = new CommandFixture();
        await shell.DoAsync("user", "add", "--email", Anna, "--role", "Reviewer");
        await shell.DoAsync("user", "reset-password", "--email", Anna);
        await shell.DoAsync("user", "recover-admin", "--email", Anna);
        var actions = await shell.WithDatabaseAsync(db => db.Audit.OrderBy(e => e.Id).Select(e => e.Action).ToListAsync());
        Assert.Equal(["member.add", "member.reset-password", "member.recover-admin"], actions);
    }

    private static Task<string?> StampAsync(CommandFixture shell) =>
        shell.WithDatabaseAsync(db => db.Users.Select(m => m.SecurityStamp).SingleAsync());

    private static Task<int> LockOutAsync(CommandFixture shell) => shell.WithDatabaseAsync(db => db.Users.ExecuteUpdateAsync(set => set
        .SetProperty(m => m.SuspendedAt, m => m.CreatedAt).SetProperty(m => m.TwoFactorEnabled, true)
        .SetProperty(m => m.AccessFailedCount, 4).SetProperty(m => m.LockoutEnd, DateTimeOffset.MaxValue)));

    private static async Task<bool> HasPasswordAsync(CommandFixture shell, string password)
    {
        await using var services = CommandHost.Services(shell.Location);
        await using var scope = services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<Member>>();
        return await users.CheckPasswordAsync((await users.FindByEmailAsync(Anna))!, password);
    }
}
