using System.CommandLine;
using Flywheel.Core;
using Flywheel.Core.Access;
using Flywheel.Core.Access.Keys;
using Flywheel.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Web.Commands;

/// <summary><c>token add|list|revoke</c>: personal tokens.</summary>
internal static class TokenCommands
{
    private static readonly string[] TokenScopes = [.. ScopeNames.Of(ScopeNames.OfTokens(Roles.Admin))];

    internal static Command All(CommandHost host) =>
        new("token", "Personal tokens, which act as their person over HTTP.") { Add(host), List(host), Revoke(host) };

    private static Command Add(CommandHost host)
    {
        var (user, scopes) = (SharedOptions.Email("--user"), SharedOptions.Scopes(TokenScopes));
        var (name, days) = (SharedOptions.Name("command line"), SharedOptions.ExpiresInDays());
        var command = new Command("add", "Makes a token and prints nothing but the token, which is shown only this once.") { user, scopes, name, days };
        command.SetAction((parsed, token) => host.RunAsync(
            async services =>
            {
                var member = await FindAsync(services, parsed.GetRequiredValue(user), token);
                var created = await services.GetRequiredService<PersonalTokens>().CreateAsync(
                    Actor.Operator, member, parsed.GetRequiredValue(name), SharedOptions.Granted(parsed.GetRequiredValue(scopes)), SharedOptions.Expiry(services, parsed.GetValue(days)), token);
                await host.Io.Output.WriteLineAsync(created.Secret);
                await host.Io.Error.WriteLineAsync($"Token {created.Id} made. Keep it: it cannot be shown again.");
                return CommandLine.Done;
            },
            token));
        return command;
    }

    private static Command List(CommandHost host)
    {
        var user = new Option<string?>("--user") { Description = "Only the tokens of this person, by e-mail address." };
        var command = new Command("list", "Lists tokens with person, scopes, expiry and state; never the tokens themselves.") { user };
        command.SetAction((parsed, token) => host.RunAsync(
            async services =>
            {
                var now = services.GetRequiredService<TimeProvider>().Now();
                var member = parsed.GetValue(user) is { } email ? await FindAsync(services, email, token) : null;
                var emails = await EmailsAsync(services, token);
                var table = new Table("ID", "USER", "NAME", "PREFIX", "SCOPES", "CREATED", "EXPIRES", "LAST USED", "STATE");
                foreach (var line in await services.GetRequiredService<PersonalTokens>().ListAsync(member, token))
                    table.Add(line.Id, emails.GetValueOrDefault(line.MemberId), line.Name, line.Prefix, ScopeNames.InWords(line.Scopes).Replace(' ', ','), line.CreatedAt, line.ExpiresAt, line.LastUsedAt, SharedOptions.State(line.RevokedAt, line.IsUsable(now)));
                table.WriteTo(host.Io.Output);
                return CommandLine.Done;
            },
            token));
        return command;
    }

    private static Command Revoke(CommandHost host)
    {
        var id = new Argument<int>("ID") { Description = "The token's id, as listed." };
        var command = new Command("revoke", "Revokes a token for good; a running server refuses it within five seconds.") { id };
        command.SetAction((parsed, token) => host.RunAsync(
            async services =>
            {
                if (!await services.GetRequiredService<PersonalTokens>().RevokeAsync(Actor.Operator, parsed.GetRequiredValue(id), token))
                    throw new CommandRefused($"There is no usable token {parsed.GetRequiredValue(id)}. See: token list");
                await host.Io.Error.WriteLineAsync($"Token {parsed.GetRequiredValue(id)} revoked.");
                return CommandLine.Done;
            },
            token));
        return command;
    }

    private static async Task<string> FindAsync(IServiceProvider services, string email, CancellationToken cancellationToken)
    {
        await using var db = await services.GetRequiredService<Database>().ReadAsync(cancellationToken);
        var normalized = email.ToUpperInvariant();
        return await db.Users.Where(m => m.NormalizedEmail == normalized).Select(m => m.Id).FirstOrDefaultAsync(cancellationToken)
            ?? throw new CommandRefused($"There is nobody with the address {email}. See: user list");
    }

    private static async Task<Dictionary<string, string?>> EmailsAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        await using var db = await services.GetRequiredService<Database>().ReadAsync(cancellationToken);
        return await db.Users.ToDictionaryAsync(m => m.Id, m => m.Email, cancellationToken);
    }
}
