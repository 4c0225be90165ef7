using System.Buffers;
using System.Text.Json;

namespace Flywheel.Core.Curate.Exports;

/// <summary>
/// Writes one JSON value a line. Holds at most 64 KiB and one row, so that its memory does not grow with the number of
/// rows; the caller flushes at the end.
/// </summary>
internal sealed class JsonLineWriter : IDisposable
{
    private const int FlushAt = 64 * 1024;

    private readonly Stream _output;
    private readonly ArrayBufferWriter<byte> _lines = new(2 * FlushAt);
    private readonly ArrayBufferWriter<byte> _text = new(FlushAt);

    public JsonLineWriter(Stream output)
    {
        _output = output;
        Json = new Utf8JsonWriter(_lines);
    }

    /// <summary>For structure and numbers. Texts go through <see cref="Text(string)"/>, which escapes them.</summary>
    public Utf8JsonWriter Json { get; }

    /// <summary>A member with a text.</summary>
    public void Text(string name, string value)
    {
        Json.WritePropertyName(name);
        Text(value);
    }

    /// <summary>A text as a value.</summary>
    public void Text(string value)
    {
        _text.ResetWrittenCount();
        JsonEscaping.LineSafe.Write(value, _text);
        Json.WriteRawValue(_text.WrittenSpan, skipInputValidation: true);
    }

    /// <summary>Ends the line, and passes on what has gathered once it is enough.</summary>
    public async ValueTask EndLineAsync(CancellationToken cancel)
    {
        Json.Flush();
        Json.Reset();
        _lines.Write("\n"u8);
        if (_lines.WrittenCount >= FlushAt) await FlushAsync(cancel);
    }

    /// <summary>Passes on everything written so far.</summary>
    public async ValueTask FlushAsync(CancellationToken cancel)
    {
        await _output.WriteAsync(_lines.WrittenMemory, cancel);
        _lines.ResetWrittenCount();
    }

    public void Dispose() => Json.Dispose();
}
