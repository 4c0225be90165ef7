using System.CommandLine;

namespace Flywheel.Web.Commands;

/// <summary>What <c>--help</c> says beyond the options.</summary>
internal static class HelpTexts
{
    internal const string Root = """
        Flywheel turns what people do with an AI product into training data that can be trusted.

        Without a command it starts the server (http://localhost:5080):
          --demo           first fill an empty database with a small example
          --urls URL       listen there instead
          --Key:Name=VALUE set any setting, such as --Flywheel:DataDirectory=/var/lib/flywheel

        With a command it does that one thing, beside a running server or without one. Commands use the server's own
        settings (appsettings.json, environment, --Key:Name=VALUE) and bring an empty database up by themselves.
        Results go to stdout, messages to stderr. Exit codes: 0 done, 1 failed or refused, 2 wrong usage or settings.
        """;

    private const string Run = "  dotnet run --project Flywheel.Web -- ";

    private static readonly Dictionary<string, string[]> ByCommand = new()
    {
        ["user"] = ["user add --email anna@example.org --role Reviewer", "user list"],
        ["user add"] = ["user add --email anna@example.org --role Reviewer", "user add --email bob@example.org --role Admin --name Bob   # with FLYWHEEL_PASSWORD set, nothing is asked"],
        ["user reset-password"] = ["user reset-password --email anna@example.org"],
        ["user recover-admin"] = ["user recover-admin --email admin@example.org", "user recover-admin --email admin@example.org --reset-two-factor"],
        ["key"] = ["key add --application shop --scope ingest", "key list", "key revoke 3"],
        ["key add"] = ["key add --application shop --scope ingest --scope read", "key add --application shop --scope export --name nightly --expires-in-days 90"],
        ["key rotate"] = ["key rotate 3 --overlap-hours 48"],
        ["token"] = ["token add --user anna@example.org --scope review", "token list --user anna@example.org", "token revoke 5"],
        ["token add"] = ["token add --user anna@example.org --scope read --scope review --expires-in-days 30"],
        ["reconcile"] = ["reconcile || echo 'signals are missing'"],
        ["audit"] = ["audit verify"],
        ["backup"] = ["backup /backups/flywheel-monday.tar"],
        ["restore"] = ["restore /backups/flywheel-monday.tar"],
    };

    private static readonly string[] First =
    [
        "                                                    # start the server", "--demo",
        "user add --email admin@example.org --role Admin", "key add --application shop --scope ingest --scope read",
    ];

    /// <summary>Examples for a command, with a heading; null where there are none.</summary>
    internal static string? Examples(Command command)
    {
        var lines = command is RootCommand ? First : ByCommand.GetValueOrDefault(Name(command));
        return lines is null ? null : string.Join(Environment.NewLine, lines.Select(line => (Run + line).TrimEnd()).Prepend("Examples:")) + Environment.NewLine;
    }

    private static string Name(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault() is { } parent and not RootCommand ? $"{parent.Name} {command.Name}" : command.Name;
}
