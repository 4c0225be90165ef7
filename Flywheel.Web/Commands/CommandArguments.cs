namespace Flywheel.Web.Commands;

/// <summary>Takes an argument list apart.</summary>
internal static class CommandArguments
{
    private static readonly string[] HostOptions = ["--environment", "--contentRoot"];

    /// <summary>
    /// Separates overrides of settings (<c>--Flywheel:DataDirectory=x</c>, or with a blank instead of <c>=</c>) from the
    /// words of a command, wherever they stand.
    /// </summary>
    internal static (string[] Settings, string[] Words) Split(string[] args)
    {
        var (settings, words) = (new List<string>(), new List<string>());
        for (var i = 0; i < args.Length; i++)
        {
            if (!IsSetting(args[i])) { words.Add(args[i]); continue; }
            settings.Add(args[i]);
            if (!args[i].Contains('=', StringComparison.Ordinal) && i + 1 < args.Length) settings.Add(args[++i]);
        }

        return ([.. settings], [.. words]);
    }

    private static bool IsSetting(string argument)
    {
        var name = argument.Split('=', 2)[0];
        return name.StartsWith("--", StringComparison.Ordinal)
            && (name.Contains(':', StringComparison.Ordinal) || HostOptions.Contains(name, StringComparer.OrdinalIgnoreCase));
    }
}
