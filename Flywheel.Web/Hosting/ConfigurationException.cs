namespace Flywheel.Web.Hosting;

/// <summary>A configuration that the process cannot run with: every fault in one message, none with a value in it.</summary>
public sealed class ConfigurationException(IReadOnlyList<string> errors) : Exception(
    string.Join(Environment.NewLine, errors.Select(error => $"  - {error}").Prepend("The configuration cannot be used:")))
{
    /// <summary>Each names its key and the expected form.</summary>
    public IReadOnlyList<string> Errors { get; } = errors;
}
