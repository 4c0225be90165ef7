using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Flywheel.Web.Commands;

/// <summary>
/// The operator's commands of the same executable. Results go to stdout, messages to stderr. Exit codes: 0 done,
/// 1 failed or refused, 2 wrong usage or configuration.
/// </summary>
public static class CommandLine
{
    internal const int Done = 0;
    internal const int Failed = 1;
    internal const int WrongUsage = 2;

    private static readonly string[] Questions = ["--help", "-h", "-?", "/?", "--version"];

    /// <summary>Is this a command rather than a start of the server?</summary>
    public static bool Handles(string[] args)
    {
        var (_, words) = CommandArguments.Split(args);
        return words.Length > 0 && (!words[0].StartsWith('-') || words.Any(Questions.Contains));
    }

    /// <summary>Runs it on the console; the result is the exit code.</summary>
    public static Task<int> RunAsync(string[] args) => RunAsync(args, CommandIo.OfProcess());

    /// <summary>Runs it with the given streams and environment.</summary>
    internal static async Task<int> RunAsync(string[] args, CommandIo io, CancellationToken cancellationToken = default)
    {
        var (settings, words) = CommandArguments.Split(args);
        var parsed = Root(new CommandHost(settings, io)).Parse(words);
        if (parsed.Action is ParseErrorAction) return ExplainUsage(parsed, io);
        try
        {
            return await parsed.InvokeAsync(new() { Output = io.Output, Error = io.Error, EnableDefaultExceptionHandler = false }, cancellationToken);
        }
        catch (Exception exception) when (CommandErrors.Explain(exception) is { } message)
        {
            await io.Error.WriteLineAsync(message);
            return exception is Hosting.ConfigurationException ? WrongUsage : Failed;
        }
    }

    private static RootCommand Root(CommandHost host)
    {
        var root = new RootCommand(HelpTexts.Root)
        {
            UserCommands.All(host), KeyCommands.All(host), TokenCommands.All(host),
            DatabaseCommands.Migrate(host), DatabaseCommands.Reconcile(host), DatabaseCommands.Audit(host),
            BackupCommands.Backup(host), BackupCommands.Restore(host),
        };
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExamples((HelpAction)help.Action!);
        return root;
    }

    private static int ExplainUsage(ParseResult parsed, CommandIo io)
    {
        foreach (var error in parsed.Errors) io.Error.WriteLine(error.Message);
        var command = string.Join(' ', Path(parsed.CommandResult).Reverse().Append("--help"));
        io.Error.WriteLine($"See: {command}");
        return WrongUsage;
    }

    private static IEnumerable<string> Path(System.CommandLine.Parsing.SymbolResult? result)
    {
        for (; result is System.CommandLine.Parsing.CommandResult command; result = result.Parent) yield return command.Command.Name;
    }

    private sealed class HelpWithExamples(HelpAction standard) : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            var code = standard.Invoke(parseResult);
            if (HelpTexts.Examples(parseResult.CommandResult.Command) is { } examples)
                parseResult.InvocationConfiguration.Output.WriteLine(examples);
            return code;
        }
    }
}
