using System.Diagnostics;
using System.Net.Sockets;

namespace Flywheel.Bench;

/// <summary>The real server as a process of its own, on a fresh data directory and a free port. Ended by its id.</summary>
internal sealed class ServerUnderTest : IAsyncDisposable
{
    private readonly Process _process;

    private ServerUnderTest(Process process, string directory, int port)
    {
        _process = process;
        Directory = directory;
        Address = new Uri($"http://localhost:{port}");
    }

    public string Directory { get; }
    public Uri Address { get; }

    /// <summary>Peak resident memory so far, MiB.</summary>
    public long PeakMegabytes
    {
        get
        {
            _process.Refresh();
            return _process.PeakWorkingSet64 >> 20;
        }
    }

    /// <summary>Starts it and waits until it answers.</summary>
    /// <param name="directory">An existing data directory; null for a fresh one.</param>
    public static async Task<ServerUnderTest> StartAsync(string? directory = null)
    {
        directory ??= System.IO.Directory.CreateTempSubdirectory("flywheel-bench-").FullName;
        var port = FreePort();
        var start = Command(directory, "--urls", $"http://localhost:{port}");
        var server = new ServerUnderTest(Process.Start(start)!, directory, port);
        _ = server._process.StandardOutput.ReadToEndAsync();
        _ = server._process.StandardError.ReadToEndAsync();
        await server.ReadyAsync();
        return server;
    }

    /// <summary>Runs an operator's command on the same data; the result is its output.</summary>
    public async Task<string> RunAsync(params string[] arguments)
    {
        using var process = Process.Start(Command(Directory, arguments))!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output.Trim() : throw new InvalidOperationException(await error);
    }

    /// <summary>A client with a new key of all scopes.</summary>
    public async Task<HttpClient> ClientAsync()
    {
        var key = await RunAsync("key", "add", "--application", "bench", "--scope", "ingest", "--scope", "read", "--scope", "export");
        return new() { BaseAddress = Address, Timeout = TimeSpan.FromMinutes(5), DefaultRequestHeaders = { Authorization = new("Bearer", key) } };
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        System.IO.Directory.Delete(Directory, recursive: true);
    }

    /// <summary>A port without a listener.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static ProcessStartInfo Command(string directory, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Flywheel.Web.dll"));
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        start.Environment["Flywheel__DataDirectory"] = directory;
        start.Environment["Flywheel__Collect__SignalsPerSecondPerKey"] = "0";
        start.Environment["Logging__LogLevel__Default"] = "Warning";
        return start;
    }

    private async Task ReadyAsync()
    {
        using var client = new HttpClient { BaseAddress = Address };
        for (var attempt = 0; attempt < 300; attempt++)
        {
            if (_process.HasExited) throw new InvalidOperationException("The server ended before it answered.");
            try
            {
                if ((await client.GetAsync("/health/ready")).IsSuccessStatusCode) return;
            }
            catch (HttpRequestException)
            {
            }

            await Task.Delay(100);
        }

        throw new TimeoutException("The server did not answer within 30 s.");
    }
}
