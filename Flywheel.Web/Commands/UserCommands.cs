using System.CommandLine;
using Flywheel.Core;

namespace Flywheel.Web.Commands;

/// <summary><c>user add|list|reset-password|recover-admin</c>: people with a sign-in.</summary>
internal static class UserCommands
{
    internal static Command All(CommandHost host) =>
        new("user", "People with a sign-in.") { Add(host), List(host), ResetPassword(host), RecoverAdmin(host) };

    private static Command Add(CommandHost host)
    {
        var (email, role) = (SharedOptions.Email(), SharedOptions.Role());
        var name = new Option<string?>("--name") { Description = "Shown to others; without it, what stands before the @." };
        var command = new Command("add", "Adds a person. The password comes from FLYWHEEL_PASSWORD, or is asked for.") { email, role, name };
        command.SetAction((parsed, token) => host.RunAsync(
            async services =>
            {
                var address = parsed.GetRequiredValue(email);
                var (display, chosen) = (parsed.GetValue(name) ?? address.Split('@')[0], parsed.GetRequiredValue(role));
                var password = host.Io.NewPassword();
                await MemberAccounts.RunAsync(services, accounts => accounts.AddAsync(address, display, chosen, password), token);
                await host.Io.Output.WriteLineAsync(address);
                await host.Io.Error.WriteLineAsync($"Added as {chosen}.");
                return CommandLine.Done;
            },
            token));
        return command;
    }

    private static Command List(CommandHost host)
    {
        var command = new Command("list", "Lists people with role, state and when they were last seen.");
        command.SetAction((_, token) => host.RunAsync(
            async services =>
            {
                var table = new Table("EMAIL", "NAME", "ROLE", "STATE", "CREATED", "LAST SEEN");
                foreach (var line in await MemberAccounts.RunAsync(services, accounts => accounts.ListAsync(), token))
                    table.Add(line.Email, line.Name, line.Role, line.State, line.CreatedAt, line.LastSeenAt);
                table.WriteTo(host.Io.Output);
                return CommandLine.Done;
            },
            token));
        return command;
    }

    private static Command ResetPassword(CommandHost host)
    {
        var email = SharedOptions.Email();
        var command = new Command("reset-password", "Sets a new password, ends a lockout and signs the person out everywhere.") { email };
        command.SetAction((parsed, token) => host.RunAsync(
            async services =>
            {
                var password = host.Io.NewPassword();
                await MemberAccounts.RunAsync(services, accounts => accounts.ResetPasswordAsync(parsed.GetRequiredValue(email), password), token);
                await host.Io.Error.WriteLineAsync("Password set; signed out everywhere.");
                return CommandLine.Done;
            },
            token));
        return command;
    }

    private static Command RecoverAdmin(CommandHost host)
    {
        var email = SharedOptions.Email();
        var twoFactor = new Option<bool>("--reset-two-factor") { Description = "Also forget the second factor and the passkeys." };
        var command = new Command("recover-admin", "Makes an admin, or repairs one: for when no admin can sign in any more.") { email, twoFactor };
        command.SetAction((parsed, token) => host.RunAsync(
            async services =>
            {
                var password = host.Io.NewPassword();
                var made = await MemberAccounts.RunAsync(
                    services, accounts => accounts.RecoverAdminAsync(parsed.GetRequiredValue(email), password, parsed.GetValue(twoFactor)), token);
                await host.Io.Output.WriteLineAsync(parsed.GetRequiredValue(email));
                await host.Io.Error.WriteLineAsync(made ? $"Added as {Roles.Admin}." : $"Repaired: password set, unlocked, {Roles.Admin}, signed out everywhere.");
                return CommandLine.Done;
            },
            token));
        return command;
    }
}
