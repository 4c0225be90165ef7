namespace Flywheel.Web.Commands;

/// <summary>The operator's commands of the same executable.</summary>
public static class CommandLine
{
    /// <summary>Is this a command rather than a start of the server?</summary>
    public static bool Handles(string[] args) => false;

    /// <summary>Runs it; the result is the exit code.</summary>
    public static Task<int> RunAsync(string[] args) => Task.FromResult(1);
}
