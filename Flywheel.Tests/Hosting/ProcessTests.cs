using System.Diagnostics;
using Flywheel.Tests.Support.Hosts;

namespace Flywheel.Tests.Hosting;

public sealed class ProcessTests
{
    [Fact]
    public async Task A_server_starts_is_ready_keeps_a_restore_away_and_ends_with_0_on_SIGTERM()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "Needs POSIX signals.");
        using var shell = new CommandFixture();
        var address = $"http://localhost:{FlywheelProcess.FreePort()}";
        using var server = FlywheelProcess.Start([$"--urls={address}", shell.Setting]);
        using var http = new HttpClient { BaseAddress = new(address) };
        await FlywheelProcess.WaitUntilAsync(http, "/health/ready");

        await shell.DoAsync("key", "add", "--application", "shop", "--scope", "ingest");
        await shell.DoAsync("backup", shell.PathOf("b.tar"));
        var refused = await shell.RunAsync("restore", shell.PathOf("b.tar"));
        Assert.Equal(1, refused.Code);
        Assert.Contains("Stop it first", refused.Error, StringComparison.Ordinal);

        Assert.Equal(0, await server.TerminateAsync());
        Assert.Contains($"Data directory: {shell.DataDirectory}", server.Output, StringComparison.Ordinal);
        await shell.DoAsync("restore", shell.PathOf("b.tar"));
    }

    [Fact]
    public async Task A_command_prints_its_result_alone_on_stdout()
    {
        using var shell = new CommandFixture();
        using var process = FlywheelProcess.Start(["key", "add", "--application", "shop", "--scope", "ingest", shell.Setting]);
        Assert.Equal(0, await process.EndAsync());
        Assert.Matches("^fw_key_[A-Za-z0-9_-]{43}\n$", process.Output);
        Assert.Contains("Key 1 made", process.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_reads_the_environment_as_the_server_does()
    {
        using var shell = new CommandFixture();
        using var process = FlywheelProcess.Start(
            ["user", "add", "--email", "a@example.org", "--role", "Admin"],
            ("Flywheel__DataDirectory", shell.DataDirectory), ("FLYWHEEL_PASSWORD", "correct horse battery"));
        Assert.Equal(0, await process.EndAsync());
        Assert.Contains("a@example.org", (await shell.DoAsync("user", "list")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_configuration_is_refused_at_once_with_every_fault_and_no_value()
    {
        var watch = Stopwatch.StartNew();
        using var process = FlywheelProcess.Start(
            ["--urls=gopher://hole", "--Flywheel:Collect:QueueCapacity=-3"],
            ("Flywheel__Database__Provider", "SqlServer"), ("ConnectionStrings__Flywheel", "Password=hunter2;nonsense"), ("Flywheel__Https__Redirect", "perhaps"));
        Assert.Equal(2, await process.EndAsync(10));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10));
        foreach (var key in new[] { "urls", "Flywheel:Collect:QueueCapacity", "ConnectionStrings:Flywheel", "Flywheel:Https:Redirect" })
            Assert.Contains($"- {key} must", process.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", process.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", process.Error, StringComparison.Ordinal);
    }
}
