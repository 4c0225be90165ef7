using Flywheel.Core.Demo;
using Microsoft.Extensions.Options;

namespace Flywheel.Web.Hosting;

/// <summary>Settings directly under <c>Flywheel</c>.</summary>
public sealed class StartOptions
{
    /// <summary>Fill an empty database with the example; the same as <c>--demo</c>.</summary>
    public bool Demo { get; set; }
}

/// <summary>Fills the database with the example when the server starts with <c>--demo</c>, before it listens.</summary>
internal sealed class DemoStart(DemoDatabase demo, IOptions<StartOptions> options) : IHostedService
{
    /// <summary>Refuses a database with other data before anything of the server starts.</summary>
    internal static async Task CheckAsync(WebApplication app)
    {
        if (!app.Services.GetRequiredService<IOptions<StartOptions>>().Value.Demo) return;
        if (await app.Services.GetRequiredService<DemoDatabase>().LookAsync() == DemoState.Other)
            throw new ConfigurationException(["--demo needs an empty database, and this one holds other data: start without --demo, or choose another --Flywheel:DataDirectory."]);
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Value.Demo && await demo.FillAsync(cancellationToken) is { } filled) Print(filled);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>To the console and not to the log: a log is kept.</summary>
    private static void Print(DemoFilled filled)
    {
        Console.WriteLine($"\nThe example is ready: {filled.Signals} signals of \"{DemoDatabase.ApplicationName}\". Sign in as one of these; this is shown only now:");
        foreach (var person in filled.People) Console.WriteLine($"  {person.Role,-10} {person.Email,-28} {person.Password}");
        Console.WriteLine($"  API key    {filled.Key}\n");
    }
}
