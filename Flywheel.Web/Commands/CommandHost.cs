using Flywheel.Core;
using Flywheel.Core.Audit;
using Flywheel.Core.Data;
using Flywheel.Core.Operations;
using Flywheel.Core.Operations.Erasure;
using Flywheel.Web.Hosting;

namespace Flywheel.Web.Commands;

/// <summary>What commands run on: the server's configuration and the services of Core, without the server.</summary>
internal sealed class CommandHost(string[] settings, CommandIo io)
{
    internal CommandIo Io { get; } = io;

    /// <summary>Runs a command on a database that is brought up first.</summary>
    internal async Task<int> RunAsync(Func<IServiceProvider, Task<int>> work, CancellationToken cancellationToken)
    {
        var location = Location();
        using var presence = ServerLock.Share(location) ?? throw new CommandRefused($"A restore is going on in {location.DataDirectory}.");
        await using var services = Services(location);
        await services.GetRequiredService<DatabaseStartup>().RunAsync(cancellationToken);
        await services.GetRequiredService<ErasureReplay>().EnterMissingAsync(cancellationToken);
        var code = await work(services);
        await services.GetRequiredService<AuditHeads>().WriteAsync(cancellationToken);
        return code;
    }

    /// <summary>Where the data is, by the same settings as the server's.</summary>
    internal DatabaseLocation Location()
    {
        var builder = WebApplication.CreateBuilder(settings);
        builder.AddSettings();
        return builder.ReadDatabaseLocation();
    }

    /// <summary>The services of Core on the given database; the caller disposes them.</summary>
    internal static ServiceProvider Services(DatabaseLocation location) => new ServiceCollection()
        .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Error).AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace))
        .AddFlywheelCore(location)
        .BuildServiceProvider(validateScopes: true);
}
