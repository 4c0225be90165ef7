using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Flywheel.Web.Shell.Links;

/// <summary>Something that an address asks for and that does not exist.</summary>
/// <param name="Name">The parameter.</param>
/// <param name="Value">Its value, or the part of it that makes no sense.</param>
/// <param name="Expected">What it may be; null where the page knows no such parameter.</param>
public sealed record UnknownFilter(string Name, string Value, string? Expected);

/// <summary>Reads what an address asks for, and keeps what makes no sense in it: it is left out, and the page says so.</summary>
public sealed class AddressQuery(string uri)
{
    /// <summary>What a day looks like.</summary>
    public const string ADay = "a day such as 2026-05-01";

    private const int MostPages = 1_000_000;

    private readonly Dictionary<string, StringValues> _values = QueryHelpers.ParseQuery(new Uri(new Uri("http://x"), uri).Query);
    private readonly HashSet<string> _read = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<UnknownFilter> _unknown = [];

    /// <summary>What makes no sense, parameters that nobody asked for included. Read everything first.</summary>
    public IReadOnlyList<UnknownFilter> Unknown =>
        [.. _unknown, .. _values.Keys.Where(name => name.Length > 0 && !_read.Contains(name)).Select(name => new UnknownFilter(name, _values[name].ToString(), null))];

    /// <summary>A text without white space around it; null where it is absent or empty. Neither database can be asked for one with NUL in it.</summary>
    public string? Text(string name)
    {
        _read.Add(name);
        return _values.TryGetValue(name, out var value) && value.ToString().Trim() is { Length: > 0 } text ? text.Replace("\0", "", StringComparison.Ordinal) : null;
    }

    /// <summary>A value of a certain kind; null where it is absent, or is none.</summary>
    /// <param name="expected">What it may be, for people.</param>
    public T? Value<T>(string name, Func<string, T?> parse, string expected)
        where T : struct => Text(name) is { } text ? Known(name, text, parse(text), expected) : null;

    /// <summary>Several values of a certain kind with commas between them; those that are none are left out.</summary>
    public IEnumerable<T> Values<T>(string name, Func<string, T?> parse, string expected)
        where T : struct => [.. (Text(name) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(part => Known(name, part, parse(part), expected)).OfType<T>()];

    /// <summary>A day.</summary>
    public DateOnly? Day(string name) => Value<DateOnly>(
        name, text => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null, ADay);

    /// <summary>A whole number from 0.</summary>
    public long? Number(string name) => Value<long>(name, text => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null, "a whole number");

    /// <summary>The page, from 1 to a million.</summary>
    public int Page(string name = "page") => Number(name) is { } number ? (int)Math.Clamp(number, 1, MostPages) : 1;

    /// <summary>Notes that a value makes no sense.</summary>
    public void Note(string name, string value, string expected) => _unknown.Add(new(name, value, expected));

    private T? Known<T>(string name, string text, T? value, string expected)
        where T : struct
    {
        if (value is null) Note(name, text, expected);
        return value;
    }
}
