using System.Buffers.Text;
using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace Flywheel.Bench.Ingest;

/// <summary>What a round of load found.</summary>
/// <param name="Latencies">Milliseconds, ascending.</param>
internal sealed record LoadResult(double Seconds, int Failures, double[] Latencies)
{
    public double RequestsPerSecond => Latencies.Length / Seconds;

    public double Percentile(double share) => Latencies.Length == 0 ? double.NaN : Latencies[(int)Math.Min(Latencies.Length - 1, share * Latencies.Length)];
}

/// <summary>
/// A closed loop over plain sockets: each connection sends the next request when it has its answer. No HTTP library, so that
/// the client takes as little as it can of a machine it shares with the server.
/// </summary>
internal sealed class LoadClient(Uri address, string? key, int connections, TimeSpan duration)
{
    private static int s_rounds;

    /// <summary>Runs one round.</summary>
    public async Task<LoadResult> RunAsync()
    {
        var round = Interlocked.Increment(ref s_rounds);
        var clock = Stopwatch.StartNew();
        var runs = await Task.WhenAll(Enumerable.Range(0, connections).Select(i => Task.Run(() => RunOneAsync($"b{round}-{i}", clock))));
        var latencies = runs.SelectMany(r => r.Latencies).ToArray();
        Array.Sort(latencies);
        return new(clock.Elapsed.TotalSeconds, runs.Sum(r => r.Failures), latencies);
    }

    private async Task<(List<double> Latencies, int Failures)> RunOneAsync(string name, Stopwatch clock)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(address.Host, address.Port);
        var request = new byte[4096];
        var answer = new byte[4096];
        var latencies = new List<double>(8192);
        var failures = 0;
        for (var number = 0; clock.Elapsed < duration; number++)
        {
            var length = Write(request, name, number);
            var sent = Stopwatch.GetTimestamp();
            await socket.SendAsync(request.AsMemory(0, length));
            if (!await ReadAsync(socket, answer)) failures++;
            latencies.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
        }

        return (latencies, failures);
    }

    private int Write(byte[] buffer, string name, int number)
    {
        var body = $$$"""{"request_id":"{{{name}}}-{{{number}}}","signal_type":"edit","user_query":"How do I reset my password when I no longer have the old phone?","ai_response":"Open settings, choose security, and follow the link that we send to you by e-mail.","user_correction":"Open settings, choose security, then Lost phone: we send a code to your e-mail address.","metadata":{"segment":"free","session_id":"s-{{{number % 1000}}}"}}""";
        var authorization = key is null ? "" : $"Authorization: Bearer {key}\r\n";
        return Encoding.ASCII.GetBytes(
            $"POST /v1/feedback HTTP/1.1\r\nHost: localhost:{address.Port}\r\n{authorization}Content-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}", buffer);
    }

    /// <summary>Reads one answer; true for a 200.</summary>
    private static async Task<bool> ReadAsync(Socket socket, byte[] buffer)
    {
        var length = 0;
        while (true)
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(length));
            if (read == 0) throw new IOException("The server closed the connection.");
            length += read;
            if (IsWhole(buffer.AsSpan(0, length))) return buffer.AsSpan(0, length).StartsWith("HTTP/1.1 200"u8);
        }
    }

    private static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        var end = answer.IndexOf("\r\n\r\n"u8);
        if (end < 0) return false;
        var head = answer[..end];
        var at = head.IndexOf("ontent-Length: "u8);
        if (at < 0) at = head.IndexOf("ontent-length: "u8);
        if (at < 0) return answer.EndsWith("0\r\n\r\n"u8);
        _ = Utf8Parser.TryParse(head[(at + 15)..], out int length, out _);
        return answer.Length >= end + 4 + length;
    }
}
