using System.Globalization;
using Flywheel.Core.Collect;
using Flywheel.Core.Measure.Trends;
using Flywheel.Web.Api.Http;

namespace Flywheel.Web.Api.Measure;

/// <summary>Reads a question about time from a query string: <c>from</c>, <c>to</c> (days), <c>step</c>, <c>zone</c> (IANA), <c>split</c>, <c>signal</c> (counted in the lines of a split).</summary>
internal static class TrendQueryString
{
    private static readonly Dictionary<string, TrendStep> Steps = Enum.GetValues<TrendStep>().ToDictionary(s => s.ToString().ToLowerInvariant());

    private static readonly Dictionary<string, TrendSplit> Splits = new()
    {
        [""] = TrendSplit.None, ["segment"] = TrendSplit.Segment, ["variant"] = TrendSplit.Variant, ["model_version"] = TrendSplit.ModelVersion,
        ["application"] = TrendSplit.Application,
    };

    /// <summary>The question, or what is wrong with it.</summary>
    /// <param name="today">The last day where none is given.</param>
    /// <param name="days">How many days, where no first one is given.</param>
    /// <param name="types">The signal types that there are.</param>
    public static (TrendQuery? Query, IResult? Error) Read(IQueryCollection query, DateOnly today, int days, SignalCatalogue types)
    {
        var errors = new Dictionary<string, string[]>();
        var to = Day(query, "to", today, errors);
        var from = Day(query, "from", to.DayNumber >= days ? to.AddDays(1 - days) : to, errors);
        if (!Steps.TryGetValue(Text(query, "step", "day"), out var step)) errors["step"] = [$"must be one of {string.Join(", ", Steps.Keys)}."];
        if (!Splits.TryGetValue(Text(query, "split", ""), out var split)) errors["split"] = ["must be one of segment, variant, model_version, application."];
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(Text(query, "zone", "UTC"), out var zone)) errors["zone"] = ["must be a time zone such as Europe/Berlin."];
        var signal = Text(query, "signal", "");
        if (signal.Length > 0 && types.DefinitionOf(signal) is null) errors["signal"] = [types.MustBeOne];
        return errors.Count > 0 ? (null, Problems.Of(400, "The request is not valid.", errors)) : (new(from, to, step, zone!, split, Signal: signal.Length > 0 ? signal : null), null);
    }

    private static string Text(IQueryCollection query, string name, string otherwise) => query[name].ToString() is { Length: > 0 } text ? text : otherwise;

    private static DateOnly Day(IQueryCollection query, string name, DateOnly otherwise, Dictionary<string, string[]> errors)
    {
        var text = query[name].ToString();
        if (text.Length == 0) return otherwise;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 2000 and <= 9000) return day;
        errors[name] = ["must be a day such as 2026-05-01."];
        return otherwise;
    }
}
