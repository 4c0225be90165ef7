using Flywheel.Core;
using Flywheel.Web.Api;
using Flywheel.Web.Commands;
using Flywheel.Web.Components;
using Flywheel.Web.Hosting;

if (CommandLine.Handles(args)) return await CommandLine.RunAsync(args);

var builder = WebApplication.CreateBuilder(args);
builder.AddSettings();
builder.Services.AddFlywheelCore(builder.ReadDatabaseLocation());
builder.AddPeople();
builder.AddApi();
builder.AddConsole();
builder.AddOperations();

var app = builder.Build();
await app.BringUpAsync();

app.UseConsole();
app.UseRouting();
app.UseApi();
app.UsePeople();
app.MapOperations();
app.MapApi();
app.MapConsole();

await app.RunAsync();
return 0;

/// <summary>The entry point, public so that tests can host it.</summary>
public partial class Program;
