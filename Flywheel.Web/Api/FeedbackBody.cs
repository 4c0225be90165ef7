using System.Text.Json;
using System.Text.Unicode;
using Flywheel.Core.Collect;

namespace Flywheel.Web.Api;

/// <summary>One item of a batch: a signal, or what is wrong with it.</summary>
public sealed record BatchItem(FeedbackItem? Signal, FieldErrors? Errors, string? RequestId);

/// <summary>Reads the bodies of the feedback routes.</summary>
public static class FeedbackBody
{
    /// <summary>The most items of a batch.</summary>
    public const int MaxItems = 1000;

    private static readonly JsonReaderOptions Options = new() { MaxDepth = FeedbackReader.MaxDepth };

    /// <summary>One signal; null with what is wrong in <paramref name="errors"/>.</summary>
    public static FeedbackItem? ReadOne(ReadOnlySpan<byte> json, DateTime now, FieldErrors errors)
    {
        if (!Utf8.IsValid(json))
        {
            errors.Add("", "must be UTF-8.");
            return null;
        }

        try
        {
            var reader = new Utf8JsonReader(json, Options);
            reader.Read();
            var item = FeedbackReader.Read(ref reader, json, now, errors);
            return reader.Read() ? null : item;
        }
        catch (JsonException fault)
        {
            errors.Add("", $"is not well-formed JSON (line {fault.LineNumber + 1}, byte {fault.BytePositionInLine}), or is nested deeper than {FeedbackReader.MaxDepth} levels.");
        }
        catch (InvalidOperationException)
        {
            errors.Add("", "must not contain a lone surrogate in a member's name.");
        }

        return null;
    }

    /// <summary>
    /// A JSON array. Null where the body as a whole cannot be read, with the reason in <paramref name="fault"/>; more than
    /// <see cref="MaxItems"/> items come back one longer than that.
    /// </summary>
    public static List<BatchItem>? ReadArray(ReadOnlySpan<byte> json, DateTime now, out string fault)
    {
        fault = "The body must be a JSON array of signals.";
        var items = new List<BatchItem>();
        try
        {
            if (!Utf8.IsValid(json)) return null;
            var reader = new Utf8JsonReader(json, Options);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartArray) return null;
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                if (items.Count <= MaxItems) items.Add(ReadItem(json[start..(int)reader.BytesConsumed], now));
            }

            return reader.Read() ? null : items;
        }
        catch (JsonException broken)
        {
            fault = $"The body is not well-formed JSON (line {broken.LineNumber + 1}, byte {broken.BytePositionInLine}).";
            return null;
        }
    }

    /// <summary>One signal a line; blank lines are passed over.</summary>
    public static List<BatchItem> ReadLines(ReadOnlySpan<byte> body, DateTime now)
    {
        var items = new List<BatchItem>();
        foreach (var range in body.Split((byte)'\n'))
        {
            var line = body[range].Trim(" \t\r"u8);
            if (line.Length > 0 && items.Count <= MaxItems) items.Add(ReadItem(line, now));
        }

        return items;
    }

    private static BatchItem ReadItem(ReadOnlySpan<byte> json, DateTime now)
    {
        var errors = new FieldErrors();
        var item = json.Length > CollectRoutes.MaxSignalBytes ? TooLarge(errors) : ReadOne(json, now, errors);
        return item is null ? new(null, errors, null) : new(item, null, item.RequestId);
    }

    private static FeedbackItem? TooLarge(FieldErrors errors)
    {
        errors.AddTooLarge("", "one signal must be at most 4 MiB.");
        return null;
    }
}
