using System.Collections.Concurrent;
using System.Text;

namespace Flywheel.E2E.Support;

/// <summary>What the servers of this process printed: a person reads a link there, and so do the tests.</summary>
internal sealed class CapturedOutput : TextWriter
{
    private static readonly ConcurrentQueue<string> Printed = new();
    private static readonly Lock Starting = new();
    private static bool _listening;
    private readonly TextWriter _below;

    private CapturedOutput(TextWriter below) => _below = below;

    public override Encoding Encoding => _below.Encoding;

    /// <summary>From now on, everything printed is kept.</summary>
    public static void Listen()
    {
        lock (Starting)
        {
            if (_listening) return;
            _listening = true;
            Console.SetOut(Synchronized(new CapturedOutput(Console.Out)));
        }
    }

    /// <summary>The printed word that begins so, the newest first.</summary>
    public static string? Find(string start) =>
        Printed.Reverse().SelectMany(p => p.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).FirstOrDefault(w => w.StartsWith(start, StringComparison.Ordinal));

    public override void Write(char value) => _below.Write(value);

    public override void Write(string? value)
    {
        if (value is not null) Printed.Enqueue(value);
        _below.Write(value);
    }

    public override void WriteLine(string? value)
    {
        if (value is not null) Printed.Enqueue(value);
        _below.WriteLine(value);
    }
}
