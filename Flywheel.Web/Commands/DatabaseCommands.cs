using System.CommandLine;
using Flywheel.Core.Audit;
using Flywheel.Core.Data;
using Flywheel.Core.Operations;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Web.Commands;

/// <summary><c>migrate</c>, <c>reconcile</c> and <c>audit verify</c>.</summary>
internal static class DatabaseCommands
{
    internal static Command Migrate(CommandHost host)
    {
        var command = new Command("migrate", "Brings the database up to this version of Flywheel; the server does the same when it starts.");
        command.SetAction((_, token) => host.RunAsync(
            async services =>
            {
                await using var db = await services.GetRequiredService<Database>().ReadAsync(token);
                await host.Io.Output.WriteLineAsync((await db.Database.GetAppliedMigrationsAsync(token)).Last());
                await host.Io.Error.WriteLineAsync("The database is up to date.");
                return CommandLine.Done;
            },
            token));
        return command;
    }

    internal static Command Reconcile(CommandHost host)
    {
        var command = new Command("reconcile", "Proves for every application that accepted = stored + erased + expired; exit code 1 where it does not add up.");
        command.SetAction((_, token) => host.RunAsync(
            async services =>
            {
                var balances = await services.GetRequiredService<Reconciliation>().RunAsync(token);
                var table = new Table("APPLICATION", "ACCEPTED", "STORED", "ERASED", "EXPIRED", "MISSING");
                foreach (var b in balances) table.Add(b.Application, b.Accepted, b.Stored, b.Erased, b.Expired, b.Missing);
                table.WriteTo(host.Io.Output);
                var wrong = balances.Where(b => b.Missing != 0).Select(b => b.Application).ToList();
                await host.Io.Error.WriteLineAsync(wrong.Count == 0 ? "It adds up." : $"It does not add up for: {string.Join(", ", wrong)}");
                return wrong.Count == 0 ? CommandLine.Done : CommandLine.Failed;
            },
            token));
        return command;
    }

    internal static Command Audit(CommandHost host)
    {
        var verify = new Command("verify", "Checks every audit entry against its hash, its predecessor and the heads kept outside the database; exit code 1 where one was tampered with.");
        verify.SetAction((_, token) => host.RunAsync(
            async services =>
            {
                var check = await services.GetRequiredService<AuditVerification>().VerifyAsync(token);
                await host.Io.Output.WriteLineAsync(check.Intact ? $"intact {check.Entries}" : $"tampered {check.TamperedId}");
                await host.Io.Error.WriteLineAsync(check.Intact ? $"All {check.Entries} entries are as they were written." : $"Entry {check.TamperedId}: {check.Error}.");
                return check.Intact ? CommandLine.Done : CommandLine.Failed;
            },
            token));
        return new("audit", "The record of who did what.") { verify };
    }
}
