using System.CommandLine;

namespace Flywheel.Bench.Ingest;

/// <summary>The intake compared with the peer: the same client, the same bodies, in turn, several rounds.</summary>
internal static class IngestCommand
{
    /// <summary>Both get as long to warm up: a compiler at work is not what is measured.</summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(10);

    public static Command Create()
    {
        var peers = new Option<string?>("--peer") { Description = "The folder of the peer; shared/peers/seed-server beside the repository by default." };
        var rounds = new Option<int>("--rounds") { DefaultValueFactory = _ => 5, Description = "How many rounds of each." };
        var seconds = new Option<int>("--seconds") { DefaultValueFactory = _ => 5, Description = "How long a round is." };
        var connections = new Option<int>("--connections") { DefaultValueFactory = _ => 64, Description = "How many connections." };
        var command = new Command("ingest", "Requests a second and latency of POST /v1/feedback, beside the peer.") { peers, rounds, seconds, connections };
        command.SetAction((result, _) => RunAsync(
            result.GetValue(peers) ?? Path.Combine(BenchData.Folder(), "..", "peers", "seed-server"), result.GetValue(rounds),
            TimeSpan.FromSeconds(result.GetValue(seconds)), result.GetValue(connections)));
        return command;
    }

    private static async Task RunAsync(string folder, int rounds, TimeSpan duration, int connections)
    {
        await using var server = await ServerUnderTest.StartAsync();
        await using var peer = await Peer.StartAsync(folder);
        var key = await server.RunAsync("key", "add", "--application", "bench", "--scope", "ingest");
        Console.WriteLine($"SQLite on disk, synchronous=FULL, key checked, curation on; {connections} connections, {rounds} rounds of {duration.TotalSeconds:F0} s each");
        await new LoadClient(server.Address, key, connections, WarmUp).RunAsync();
        if (peer is not null) await new LoadClient(peer.Address, null, connections, WarmUp).RunAsync();
        var (ours, theirs) = (new List<LoadResult>(), new List<LoadResult>());
        for (var round = 1; round <= rounds; round++)
        {
            ours.Add(Print("flywheel", round, await new LoadClient(server.Address, key, connections, duration).RunAsync()));
            if (peer is not null) theirs.Add(Print("peer", round, await new LoadClient(peer.Address, null, connections, duration).RunAsync()));
        }

        Summarise(ours, theirs);
        Console.WriteLine(await server.RunAsync("reconcile"));
        Console.WriteLine($"server's peak memory: {server.PeakMegabytes:N0} MiB");
    }

    private static LoadResult Print(string name, int round, LoadResult result)
    {
        Console.WriteLine(
            $"{name,-9} round {round}: {result.RequestsPerSecond,8:N0} requests/s   p50 {result.Percentile(0.5),6:F2} ms   p99 {result.Percentile(0.99),6:F2} ms   failures {result.Failures}");
        return result;
    }

    private static void Summarise(List<LoadResult> ours, List<LoadResult> theirs)
    {
        var mine = Median(ours.Select(r => r.RequestsPerSecond));
        Console.WriteLine($"flywheel  median: {mine:N0} requests/s, p99 {Median(ours.Select(r => r.Percentile(0.99))):F2} ms");
        if (theirs.Count == 0) return;
        var peers = Median(theirs.Select(r => r.RequestsPerSecond));
        Console.WriteLine($"peer      median: {peers:N0} requests/s, p99 {Median(theirs.Select(r => r.Percentile(0.99))):F2} ms");
        Console.WriteLine($"ratio of the medians: {mine / peers:F2}");
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }
}
