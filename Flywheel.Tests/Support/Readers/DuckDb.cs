using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Flywheel.Tests.Support.Readers;

/// <summary>
/// An independent reader of JSON lines, CSV and Parquet: DuckDB in Node.js, brought by <c>npm ci</c> from the lock file the
/// first time that a test asks for it.
/// </summary>
internal static class DuckDb
{
    private static readonly string Home = Path.Combine(AppContext.BaseDirectory, "Support", "Reader");
    private static readonly TimeSpan MostTime = TimeSpan.FromMinutes(5);
    private static readonly Lazy<Task> Installed = new(InstallAsync);

    /// <summary>The rows of a query; a fault of the reader fails the test with its message.</summary>
    public static async Task<JsonArray> QueryAsync(string sql)
    {
        await Installed.Value;
        return JsonNode.Parse(await RunAsync("node", "query.mjs", sql))!.AsArray();
    }

    /// <summary>The names and types that the reader finds in a file; <paramref name="reading"/> is a table function such as <c>read_json('x')</c>.</summary>
    public static async Task<string> ColumnsAsync(string reading) => string.Join(
        ", ", (await QueryAsync($"describe select * from {reading}")).Select(c => $"{(string?)c!["column_name"]} {(string?)c["column_type"]}"));

    private static async Task InstallAsync()
    {
        var (lockFile, mark) = (Path.Combine(Home, "package-lock.json"), Path.Combine(Home, "node_modules", ".package-lock.json"));
        if (File.Exists(mark) && File.GetLastWriteTimeUtc(mark) > File.GetLastWriteTimeUtc(lockFile)) return;
        await (OperatingSystem.IsWindows() ? RunAsync("cmd", "/c npm ci", "") : RunAsync("npm", "ci", ""));
    }

    private static async Task<string> RunAsync(string program, string arguments, string input)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = Home, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start; the tests need Node.js with npm.");
        using var stop = new CancellationTokenSource(MostTime);
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(stop.Token), process.StandardError.ReadToEndAsync(stop.Token));
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync(stop.Token);
        return process.ExitCode == 0 ? await output : throw new InvalidOperationException($"{program} {arguments}: {await errors}");
    }
}
