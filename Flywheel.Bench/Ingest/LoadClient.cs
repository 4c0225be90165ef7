using System.Diagnostics;
using System.Net.Sockets;

namespace Flywheel.Bench.Ingest;

/// <summary>What a round of load found.</summary>
/// <param name="Latencies">Milliseconds, ascending.</param>
internal sealed record LoadResult(double Seconds, int Failures, double[] Latencies)
{
    public double RequestsPerSecond => Latencies.Length / Seconds;

    public double Percentile(double share) => Latencies.Length == 0 ? double.NaN : Latencies[(int)Math.Min(Latencies.Length - 1, share * Latencies.Length)];
}

/// <summary>
/// A closed loop: each connection sends the next request when it has its answer. One thread over plain sockets, no HTTP
/// library, so that the client takes as little as it can of a machine it shares with the server.
/// </summary>
internal sealed class LoadClient(Uri address, string? key, int connections, TimeSpan duration)
{
    private static int s_rounds;

    /// <summary>Runs one round on a thread of its own.</summary>
    public Task<LoadResult> RunAsync() => Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private LoadResult Run()
    {
        var round = Interlocked.Increment(ref s_rounds);
        var all = Enumerable.Range(0, connections).Select(i => new LoadConnection(address, key, $"b{round}-{i}")).ToDictionary(c => c.Socket);
        var clock = Stopwatch.StartNew();
        foreach (var connection in all.Values) connection.Send();
        var open = new List<Socket>(all.Keys);
        while (open.Count > 0)
        {
            var ready = new List<Socket>(open);
            Socket.Select(ready, null, null, TimeSpan.FromSeconds(10));
            if (ready.Count == 0) throw new TimeoutException("The server said nothing for ten seconds.");
            foreach (var socket in ready)
            {
                if (!all[socket].Receive()) continue;
                if (clock.Elapsed < duration) all[socket].Send();
                else open.Remove(socket);
            }
        }

        var latencies = all.Values.SelectMany(c => c.Latencies).Order().ToArray();
        foreach (var connection in all.Values) connection.Dispose();
        return new(clock.Elapsed.TotalSeconds, all.Values.Sum(c => c.Failures), latencies);
    }
}
