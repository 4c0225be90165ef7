using System.Text.Json;
using System.Text.Unicode;
using Flywheel.Core.Collect;
using Flywheel.Core.Collect.Contract;
using Flywheel.Web.Api.Http.Bodies;

namespace Flywheel.Web.Api.Collect;

/// <summary>One item of a batch: what was read, or what is wrong with it.</summary>
public sealed record BatchItem<T>(T? Item, FieldErrors? Errors, string? RequestId)
    where T : class;

/// <summary>Reads one item at the reader's position; null with what is wrong noted.</summary>
public delegate T? ItemReader<out T>(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, IntakeMoment moment, FieldErrors errors);

/// <summary>What the rules depend on beside the item itself.</summary>
/// <param name="Now">The server's time, UTC.</param>
/// <param name="Types">The signal types that are accepted.</param>
public readonly record struct IntakeMoment(DateTime Now, SignalCatalogue Types);

/// <summary>Reads the bodies of the routes that take one item or a batch of them.</summary>
/// <param name="maxItemBytes">The most bytes of one item of a batch.</param>
public sealed class IntakeBody<T>(ItemReader<T> read, Func<T, string> requestId, int maxItemBytes)
    where T : class
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = FeedbackReader.MaxDepth };

    /// <summary>One item; null with what is wrong in <paramref name="errors"/>.</summary>
    public T? ReadOne(ReadOnlySpan<byte> json, IntakeMoment moment, FieldErrors errors)
    {
        json = ByteOrderMark.Skip(json);
        if (!Utf8.IsValid(json) || ByteOrderMark.IsForeign(json))
        {
            errors.Add("", ByteOrderMark.IsForeign(json) ? ByteOrderMark.NotUtf8 : "must be UTF-8.");
            return null;
        }

        try
        {
            var reader = new Utf8JsonReader(json, Options);
            reader.Read();
            var item = read(ref reader, json, moment, errors);
            return reader.Read() ? null : item;
        }
        catch (JsonException exception)
        {
            errors.Add("", $"is not well-formed JSON (line {exception.LineNumber + 1}, byte {exception.BytePositionInLine}), or is nested deeper than {FeedbackReader.MaxDepth} levels.");
        }
        catch (InvalidOperationException)
        {
            errors.Add("", "must not contain a lone surrogate in a member's name.");
        }

        return null;
    }

    /// <summary>
    /// A JSON array. Null where the body as a whole cannot be read, with the reason in <paramref name="error"/>; more than
    /// the most items of a batch come back one longer than that.
    /// </summary>
    public List<BatchItem<T>>? ReadArray(ReadOnlySpan<byte> json, IntakeMoment moment, out string error)
    {
        error = "The body must be a JSON array.";
        var items = new List<BatchItem<T>>();
        try
        {
            if (!Utf8.IsValid(json) || ByteOrderMark.IsForeign(json))
            {
                error = EncodingError(json);
                return null;
            }

            json = ByteOrderMark.Skip(json);
            var reader = new Utf8JsonReader(json, Options);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartArray) return null;
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                if (items.Count <= Intake.MaxItems) items.Add(ReadItem(json[start..(int)reader.BytesConsumed], moment));
            }

            return reader.Read() ? null : items;
        }
        catch (JsonException broken)
        {
            error = $"The body is not well-formed JSON (line {broken.LineNumber + 1}, byte {broken.BytePositionInLine}).";
            return null;
        }
    }

    /// <summary>
    /// One item a line; blank lines are passed over, and byte-order marks of UTF-8, which stand inside where files were joined. Null
    /// where the body as a whole cannot be read, with the reason in <paramref name="error"/>.
    /// </summary>
    public List<BatchItem<T>>? ReadLines(ReadOnlySpan<byte> body, IntakeMoment moment, out string error)
    {
        error = "";
        if (ByteOrderMark.IsForeign(body))
        {
            error = EncodingError(body);
            return null;
        }

        var items = new List<BatchItem<T>>();
        foreach (var range in body.Split((byte)'\n'))
        {
            var line = ByteOrderMark.Skip(body[range]).Trim(" \t\r"u8);
            if (line.Length > 0 && items.Count <= Intake.MaxItems) items.Add(ReadItem(line, moment));
        }

        return items;
    }

    private static string EncodingError(ReadOnlySpan<byte> body) => $"The body {(ByteOrderMark.IsForeign(body) ? ByteOrderMark.NotUtf8 : "must be UTF-8.")}";

    private BatchItem<T> ReadItem(ReadOnlySpan<byte> json, IntakeMoment moment)
    {
        var errors = new FieldErrors();
        if (json.Length > maxItemBytes)
        {
            errors.AddTooLarge("", $"one item must be at most {maxItemBytes >> 20} MiB.");
            return new(null, errors, null);
        }

        return ReadOne(json, moment, errors) is { } item ? new(item, null, requestId(item)) : new(null, errors, null);
    }
}
