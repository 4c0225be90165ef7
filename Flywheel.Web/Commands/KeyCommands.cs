using System.CommandLine;
using Flywheel.Core;
using Flywheel.Core.Access;
using Flywheel.Core.Access.Keys;

namespace Flywheel.Web.Commands;

/// <summary><c>key add|list|revoke|rotate</c>: the keys of applications.</summary>
internal static class KeyCommands
{
    private static readonly string[] KeyScopes = [.. ScopeNames.Of(ScopeNames.OfKeys)];

    internal static Command All(CommandHost host) =>
        new("key", "Keys with which applications send signals and pull training data.") { Add(host), List(host), Revoke(host), Rotate(host) };

    private static Command Add(CommandHost host)
    {
        var application = new Option<string>("--application") { Required = true, Description = "The application's name; it is made where there is none." };
        var scopes = SharedOptions.Scopes(KeyScopes);
        var (name, days) = (SharedOptions.Name("command line"), SharedOptions.ExpiresInDays());
        var command = new Command("add", "Makes a key and prints nothing but the key, which is shown only this once.") { application, scopes, name, days };
        command.SetAction((parsed, token) => host.RunAsync(
            async services =>
            {
                var created = await services.GetRequiredService<ApplicationKeys>().CreateAsync(
                    Actor.Operator, parsed.GetRequiredValue(application), parsed.GetRequiredValue(name), SharedOptions.Granted(parsed.GetRequiredValue(scopes)),
                    SharedOptions.Expiry(services, parsed.GetValue(days)), token);
                await host.Io.Output.WriteLineAsync(created.Secret);
                await host.Io.Error.WriteLineAsync($"Key {created.Id} made. Keep it: it cannot be shown again.");
                return CommandLine.Done;
            },
            token));
        return command;
    }

    private static Command List(CommandHost host)
    {
        var application = new Option<string?>("--application") { Description = "Only the keys of this application." };
        var command = new Command("list", "Lists keys with scopes, expiry and state; never the keys themselves.") { application };
        command.SetAction((parsed, token) => host.RunAsync(
            async services =>
            {
                var now = services.GetRequiredService<TimeProvider>().Now();
                var table = new Table("ID", "APPLICATION", "NAME", "PREFIX", "SCOPES", "CREATED", "EXPIRES", "LAST USED", "STATE");
                foreach (var key in await services.GetRequiredService<ApplicationKeys>().ListAsync(parsed.GetValue(application), token))
                    table.Add(key.Id, key.Application, key.Name, key.Prefix, ScopeNames.InWords(key.Scopes).Replace(' ', ','), key.CreatedAt, key.ExpiresAt, key.LastUsedAt, SharedOptions.State(key.RevokedAt, key.IsUsable(now)));
                table.WriteTo(host.Io.Output);
                return CommandLine.Done;
            },
            token));
        return command;
    }

    private static Command Revoke(CommandHost host)
    {
        var id = new Argument<int>("ID") { Description = "The key's id, as listed." };
        var command = new Command("revoke", "Revokes a key for good; a running server refuses it within five seconds.") { id };
        command.SetAction((parsed, token) => host.RunAsync(
            async services =>
            {
                if (!await services.GetRequiredService<ApplicationKeys>().RevokeAsync(Actor.Operator, parsed.GetRequiredValue(id), token))
                    throw new CommandRefused($"There is no usable key {parsed.GetRequiredValue(id)}. See: key list");
                await host.Io.Error.WriteLineAsync($"Key {parsed.GetRequiredValue(id)} revoked.");
                return CommandLine.Done;
            },
            token));
        return command;
    }

    private static Command Rotate(CommandHost host)
    {
        var id = new Argument<int>("ID") { Description = "The key's id, as listed." };
        var overlap = new Option<double>("--overlap-hours") { Description = "How long the old key goes on working.", DefaultValueFactory = _ => 24 };
        overlap.Validators.Add(result => { if (result.GetValueOrDefault<double>() is not (>= 0 and <= 8760)) result.AddError("--overlap-hours must be 0 to 8760."); });
        var command = new Command("rotate", "Makes a new key like an old one, prints it, and lets the old one run out.") { id, overlap };
        command.SetAction((parsed, token) => host.RunAsync(
            async services =>
            {
                var created = await services.GetRequiredService<ApplicationKeys>().RotateAsync(
                    Actor.Operator, parsed.GetRequiredValue(id), TimeSpan.FromHours(parsed.GetValue(overlap)), token)
                    ?? throw new CommandRefused($"There is no usable key {parsed.GetRequiredValue(id)}. See: key list");
                await host.Io.Output.WriteLineAsync(created.Secret);
                await host.Io.Error.WriteLineAsync($"Key {created.Id} made. Keep it: it cannot be shown again.");
                return CommandLine.Done;
            },
            token));
        return command;
    }
}
