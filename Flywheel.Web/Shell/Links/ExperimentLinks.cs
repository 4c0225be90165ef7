namespace Flywheel.Web.Shell.Links;

/// <summary>The addresses of experiments.</summary>
public static partial class Links
{
    public const string Experiments = "/experiments";

    /// <summary>Where one is planned.</summary>
    public const string NewExperiment = "/experiments/new";

    /// <summary>One experiment.</summary>
    public static string Experiment(string key) => $"{Experiments}/{Uri.EscapeDataString(key)}";

    /// <summary>The form with a draft in it.</summary>
    public static string EditExperiment(string key) => WithQuery(NewExperiment, ("edit", key));
}
