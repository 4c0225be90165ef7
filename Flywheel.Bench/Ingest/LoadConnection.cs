using System.Buffers.Text;
using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace Flywheel.Bench.Ingest;

/// <summary>One connection of the load: a request that is built once and gets a new number each time, and its answer.</summary>
internal sealed class LoadConnection : IDisposable
{
    private const int Digits = 9;
    private readonly byte[] _request;
    private readonly byte[] _answer = new byte[4096];
    private readonly int _numberAt;
    private int _number;
    private int _received;
    private long _sentAt;

    public LoadConnection(Uri address, string? key, string name)
    {
        Socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        Socket.Connect(address.Host, address.Port);
        var head = $$"""{"request_id":"{{name}}-""";
        var body = head + new string('0', Digits) + """
            ","signal_type":"edit","user_query":"How do I reset my password when I no longer have the old phone?","ai_response":"Open settings, choose security, and follow the link that we send to you by e-mail.","user_correction":"Open settings, choose security, then Lost phone: we send a code to your e-mail address.","metadata":{"segment":"free","session_id":"s-1"}}
            """;
        var authorization = key is null ? "" : $"Authorization: Bearer {key}\r\n";
        var start = $"POST /v1/feedback HTTP/1.1\r\nHost: localhost:{address.Port}\r\n{authorization}Content-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n";
        _request = Encoding.ASCII.GetBytes(start + body);
        _numberAt = start.Length + head.Length;
    }

    public Socket Socket { get; }
    public List<double> Latencies { get; } = new(1 << 14);
    public int Failures { get; private set; }

    /// <summary>Sends the next request.</summary>
    public void Send()
    {
        var left = ++_number;
        for (var at = _numberAt + Digits - 1; at >= _numberAt; at--, left /= 10) _request[at] = (byte)('0' + (left % 10));
        _received = 0;
        _sentAt = Stopwatch.GetTimestamp();
        Socket.Send(_request);
    }

    /// <summary>Takes what has come; true when the answer is whole.</summary>
    public bool Receive()
    {
        var read = Socket.Receive(_answer.AsSpan(_received));
        if (read == 0) throw new IOException("The server closed the connection.");
        _received += read;
        var answer = _answer.AsSpan(0, _received);
        if (!IsWhole(answer)) return false;
        Latencies.Add(Stopwatch.GetElapsedTime(_sentAt).TotalMilliseconds);
        if (!answer.StartsWith("HTTP/1.1 200"u8)) Failures++;
        return true;
    }

    public void Dispose() => Socket.Dispose();

    private static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        var end = answer.IndexOf("\r\n\r\n"u8);
        if (end < 0) return false;
        var head = answer[..end];
        var at = Math.Max(head.IndexOf("Content-Length: "u8), head.IndexOf("content-length: "u8));
        if (at < 0) return answer.EndsWith("\r\n0\r\n\r\n"u8);
        _ = Utf8Parser.TryParse(head[(at + 16)..], out int length, out _);
        return answer.Length >= end + 4 + length;
    }
}
