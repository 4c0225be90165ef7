using Flywheel.Core;
using Flywheel.Web.Api;
using Flywheel.Web.Commands;
using Flywheel.Web.Components;
using Flywheel.Web.Hosting;
using Flywheel.Web.Identity;

ProcessCulture.UseInvariant();
if (CommandLine.Handles(args)) return await CommandLine.RunAsync(args);

try
{
    var builder = WebApplication.CreateBuilder(ServerArguments.ForHost(args));
    builder.AddSettings();
    builder.Services.AddFlywheelCore(builder.ReadDatabaseLocation());
    builder.AddIdentity();
    builder.AddApi();
    builder.AddConsole();
    builder.AddOperations();

    var app = builder.Build();
    await app.BringUpAsync();

    app.UseTransport();
    app.UseConsole();
    app.UseRouting();
    app.UseApi();
    app.UseIdentity();
    app.MapOperations();
    app.MapApi();
    app.MapConsole();

    await app.RunAsync();
    return 0;
}
catch (Exception exception) when (StartErrors.Explain(exception) is { } explained)
{
    await Console.Error.WriteLineAsync(explained.Message);
    return explained.ExitCode;
}

/// <summary>The entry point, public so that tests can host it.</summary>
public partial class Program;
