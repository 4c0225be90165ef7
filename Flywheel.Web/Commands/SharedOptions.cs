using System.CommandLine;
using Flywheel.Core;
using Flywheel.Core.Access;
using Flywheel.Core.Access.Keys;

namespace Flywheel.Web.Commands;

/// <summary>Options that several commands have.</summary>
internal static class SharedOptions
{
    internal static Option<string[]> Scopes(string[] known)
    {
        var option = new Option<string[]>("--scope") { Required = true, HelpName = string.Join('|', known), Description = "What it may do; repeat it for several." };
        option.Validators.Add(result =>
        {
            foreach (var value in result.Tokens.Select(t => t.Value).Except(known))
                result.AddError($"--scope must be one of {string.Join(", ", known)}; '{value}' is not.");
        });
        return option;
    }

    /// <summary>The scopes of an option that was validated.</summary>
    internal static Flywheel.Core.Access.Scopes Granted(string[] names) => ScopeNames.TryParse(names, out var scopes, out _) ? scopes : Flywheel.Core.Access.Scopes.None;

    internal static Option<string> Name(string fallback) =>
        new("--name") { Description = "What it is for, to recognise it by.", DefaultValueFactory = _ => fallback };

    internal static Option<int?> ExpiresInDays()
    {
        var option = new Option<int?>("--expires-in-days") { Description = "Refuse it after this many days; without it, never." };
        option.Validators.Add(result => { if (result.GetValueOrDefault<int?>() is < 1 or > 3650) result.AddError("--expires-in-days must be 1 to 3650."); });
        return option;
    }

    internal static DateTime? Expiry(IServiceProvider services, int? days) =>
        days is null ? null : services.GetRequiredService<TimeProvider>().Now().AddDays(days.Value);

    internal static Option<string> Email(string name = "--email")
    {
        var option = new Option<string>(name) { Required = true, Description = "The person's e-mail address." };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string>() is not { } text || text.IndexOf('@', StringComparison.Ordinal) is < 1 || text.EndsWith('@') || text.Any(char.IsWhiteSpace))
                result.AddError($"{name} must be an e-mail address.");
        });
        return option;
    }

    internal static Option<string> Role()
    {
        var option = new Option<string>("--role") { Required = true, HelpName = string.Join('|', Roles.All), Description = "What the person may do." };
        option.AcceptOnlyFromAmong([.. Roles.All]);
        return option;
    }

    internal static string State(DateTime? revokedAt, bool usable) => revokedAt is not null ? "revoked" : usable ? "usable" : "expired";
}
