using System.CommandLine;
using Flywheel.Core.Operations;

namespace Flywheel.Web.Commands;

/// <summary><c>backup FILE</c> and <c>restore FILE</c>.</summary>
internal static class BackupCommands
{
    internal static Command Backup(CommandHost host)
    {
        var file = new Argument<string>("FILE") { Description = "The tar file to write; it appears when it is complete." };
        var command = new Command("backup", "Writes the database and the datasets' files into one file, while the server works on.") { file };
        command.SetAction((parsed, token) => host.RunAsync(
            async services =>
            {
                var backup = services.GetRequiredService<Backup>();
                var done = await backup.WriteAsync(parsed.GetRequiredValue(file), token);
                await host.Io.Output.WriteLineAsync(done.File);
                await host.Io.Error.WriteLineAsync($"{done.Bytes} bytes, checked; {done.DatasetFiles} files of datasets beside the database.");
                await host.Io.Error.WriteLineAsync($"Not in it, on purpose: {backup.KeyFile}. Save that key once, in another place: without it nobody's new signals meet their old ones. Nor the directory keys beside it: without that everybody signs in again.");
                return CommandLine.Done;
            },
            token));
        return command;
    }

    internal static Command Restore(CommandHost host)
    {
        var file = new Argument<string>("FILE") { Description = "A file that backup wrote." };
        var command = new Command("restore", "Puts a backup in the place of the present data, which is kept aside. Stop the server first.") { file };
        command.SetAction(async (parsed, token) =>
        {
            await using var services = CommandHost.Services(host.Location());
            var aside = await services.GetRequiredService<Restore>().RunAsync(parsed.GetRequiredValue(file), token);
            if (aside is not null) await host.Io.Output.WriteLineAsync(aside);
            await host.Io.Error.WriteLineAsync(aside is null ? "Restored; there was no data before." : $"Restored. The data from before is kept in {aside}.");
            return CommandLine.Done;
        });
        return command;
    }
}
