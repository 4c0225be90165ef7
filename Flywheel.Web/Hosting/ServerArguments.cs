namespace Flywheel.Web.Hosting;

/// <summary>What may stand on the command line of the server.</summary>
public static class ServerArguments
{
    private const string Demo = "--demo";

    /// <summary>The arguments as settings.</summary>
    /// <exception cref="ConfigurationException">One is neither a setting nor known: it would be passed over in silence.</exception>
    public static string[] ForHost(string[] args)
    {
        string[] settings = [.. args.Select(argument => argument == Demo ? "--Flywheel:Demo=true" : argument)];
        for (var i = 0; i < settings.Length; i++)
        {
            if (settings[i].Contains('=', StringComparison.Ordinal)) continue;
            if (!settings[i].StartsWith('-') || i + 1 == settings.Length || settings[i + 1].StartsWith('-'))
                throw new ConfigurationException([$"{settings[i].Split('=')[0]} must be followed by a value, or is not known. See: --help"]);
            i++;
        }

        return settings;
    }
}
