using System.Diagnostics;

namespace Flywheel.Bench.Ingest;

/// <summary>The example server to compare with: a Python list behind FastAPI.</summary>
internal sealed class Peer : IAsyncDisposable
{
    private readonly Process _process;

    private Peer(Process process, int port) => (_process, Address) = (process, new Uri($"http://localhost:{port}"));

    public Uri Address { get; }

    /// <summary>Starts it; null with the reason printed where it is not to be had.</summary>
    public static async Task<Peer?> StartAsync(string folder)
    {
        if (!File.Exists(Path.Combine(folder, "server.py")))
        {
            Console.WriteLine($"No peer: {folder} is not there.");
            return null;
        }

        var port = ServerUnderTest.FreePort();
        var start = new ProcessStartInfo("/usr/bin/python3") { WorkingDirectory = folder, RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var argument in (string[])["-B", "-m", "uvicorn", "server:app", "--port", $"{port}", "--log-level", "warning"]) start.ArgumentList.Add(argument);
        var peer = new Peer(Process.Start(start)!, port);
        if (await peer.AnswersAsync()) return peer;
        Console.WriteLine("No peer: it does not start. It needs: apt-get install -y python3-fastapi python3-uvicorn");
        await peer.DisposeAsync();
        return null;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task<bool> AnswersAsync()
    {
        using var client = new HttpClient { BaseAddress = Address };
        for (var attempt = 0; attempt < 100 && !_process.HasExited; attempt++)
        {
            try
            {
                if ((await client.GetAsync("/v1/flywheel/training-candidates")).IsSuccessStatusCode) return true;
            }
            catch (HttpRequestException)
            {
            }

            await Task.Delay(100);
        }

        return false;
    }
}
