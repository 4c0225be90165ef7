using Flywheel.Core.Collect;
using Flywheel.Core.Operations;
using Flywheel.Tests.Support.Hosts;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Tests.Commands;

public sealed class DatabaseCommandsTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(2, 1)]
    public async Task Reconcile_fails_when_signals_are_missing(int lost, int code)
    {
        using var shell = new CommandFixture();
        await shell.DoAsync("key", "add", "--application", "shop", "--scope", "ingest");
        await shell.WithDatabaseAsync(db =>
        {
            db.IntakeCounts.Add(new IntakeCount { ApplicationId = 1, Day = new(2026, 3, 2), Accepted = 5 + lost, Erased = 3, Expired = 2 });
            return db.SaveChangesAsync();
        });
        var end = await shell.RunAsync("reconcile");
        Assert.Equal(code, end.Code);
        Assert.Matches($"^shop +{5 + lost} +0 +3 +2 +{lost}$", end.Lines[1]);
    }

    [Fact]
    public async Task Audit_verify_names_the_tampered_entry()
    {
        using var shell = new CommandFixture();
        await shell.DoAsync("key", "add", "--application", "shop", "--scope", "ingest");
        Assert.Equal(["intact 2"], (await shell.DoAsync("audit", "verify")).Lines);
        await shell.WithDatabaseAsync(db => db.Audit.Where(e => e.Id == 2).ExecuteUpdateAsync(set => set.SetProperty(e => e.ActorName, "nobody")));
        var end = await shell.RunAsync("audit", "verify");
        Assert.Equal((1, "tampered 2\n"), (end.Code, end.Output));
    }

    [Fact]
    public async Task A_command_is_refused_while_a_restore_is_going_on()
    {
        using var shell = new CommandFixture();
        using var restore = ServerLock.Own(shell.Location);
        var end = await shell.RunAsync("migrate");
        Assert.Equal(1, end.Code);
        Assert.Contains("A restore is going on", end.Error, StringComparison.Ordinal);
    }
}
