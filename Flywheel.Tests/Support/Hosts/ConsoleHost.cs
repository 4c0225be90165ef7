using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Data.Sqlite;

namespace Flywheel.Tests.Support.Hosts;

/// <summary>The real application in this process, on a data directory of its own.</summary>
public sealed class ConsoleHost : WebApplicationFactory<Program>
{
    private readonly string _directory = Path.Combine(Path.GetTempPath(), $"flywheel-console-{Guid.NewGuid():N}");

    protected override void ConfigureWebHost(IWebHostBuilder builder) =>
        builder.UseSetting("Flywheel:DataDirectory", _directory).UseSetting("Flywheel:SignIn:AttemptsPerMinutePerAddress", "0");

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        SqliteConnection.ClearAllPools();
        if (Directory.Exists(_directory)) Directory.Delete(_directory, recursive: true);
    }
}
