namespace Flywheel.Core.Measure.Trends;

/// <summary>
/// The periods of a trend, and the days that they are made of. Local days follow the zone's rules: the days on which clocks
/// change are not 24 hours long.
/// </summary>
internal sealed class TrendPeriods
{
    private TrendPeriods(IReadOnlyList<TrendPeriod> periods, IReadOnlyList<TrendPeriod> days) => (Periods, Days) = (periods, days);

    public IReadOnlyList<TrendPeriod> Periods { get; }

    /// <summary>The days of the whole range; empty for a trend by the hour.</summary>
    public IReadOnlyList<TrendPeriod> Days { get; }

    public DateTime Start => Periods[0].Start;

    public DateTime End => Periods[^1].End;

    /// <summary>Whole periods: a week or month that the range begins or ends in is taken whole.</summary>
    /// <exception cref="ArgumentException">The range is empty, too long, or has too many periods.</exception>
    public static TrendPeriods Of(TrendQuery query)
    {
        if (query.To < query.From) throw new ArgumentException("The range ends before it begins.", nameof(query));
        if (query.To.DayNumber - query.From.DayNumber >= TrendQuery.MostDays) throw new ArgumentException($"A trend spans at most {TrendQuery.MostDays:N0} days.", nameof(query));
        var starts = Starts(query).Take(TrendQuery.MostPeriods + 2).ToList();
        if (starts.Count > TrendQuery.MostPeriods + 1) throw new ArgumentException($"A trend has at most {TrendQuery.MostPeriods} periods; take longer steps.", nameof(query));
        var periods = starts.Zip(starts.Skip(1), (start, end) => new TrendPeriod(start, end)).ToList();
        return new(periods, query.Step == TrendStep.Hour ? [] : DaysOf(query));
    }

    /// <summary>The period that a time lies in; -1 outside the range.</summary>
    public int IndexOf(DateTime at)
    {
        var (low, high) = (0, Periods.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (at < Periods[middle].Start) high = middle - 1;
            else if (at >= Periods[middle].End) low = middle + 1;
            else return middle;
        }

        return -1;
    }

    /// <summary>A local midnight as UTC; where clocks jump over midnight, the first moment of the day.</summary>
    public static DateTime Midnight(DateOnly day, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(TimeOnly.MinValue);
        while (zone.IsInvalidTime(local)) local = local.AddMinutes(15);
        // Where midnight comes twice, the day begins with the first one.
        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return DateTime.SpecifyKind(local - offset, DateTimeKind.Utc);
    }

    private static List<TrendPeriod> DaysOf(TrendQuery query)
    {
        var end = EndOf(query);
        var midnights = new List<DateTime>();
        for (var day = StartOf(query.From, query.Step); day <= end; day = day.AddDays(1)) midnights.Add(Midnight(day, query.Zone));
        return [.. midnights.Zip(midnights.Skip(1), (start, stop) => new TrendPeriod(start, stop))];
    }

    /// <summary>The start of every period, and the end of the last.</summary>
    private static IEnumerable<DateTime> Starts(TrendQuery query)
    {
        if (query.Step == TrendStep.Hour)
        {
            var end = Midnight(query.To.AddDays(1), query.Zone);
            for (var hour = Midnight(query.From, query.Zone); hour < end; hour = hour.AddHours(1)) yield return hour;
            yield return end;
            yield break;
        }

        var last = EndOf(query);
        for (var day = StartOf(query.From, query.Step); day < last; day = Next(day, query.Step)) yield return Midnight(day, query.Zone);
        yield return Midnight(last, query.Zone);
    }

    private static DateOnly StartOf(DateOnly day, TrendStep step) => step switch
    {
        TrendStep.Week => day.AddDays(-(((int)day.DayOfWeek + 6) % 7)),
        TrendStep.Month => new(day.Year, day.Month, 1),
        _ => day,
    };

    /// <summary>The day after the last period.</summary>
    private static DateOnly EndOf(TrendQuery query) => Next(StartOf(query.To, query.Step), query.Step);

    private static DateOnly Next(DateOnly day, TrendStep step) => step switch
    {
        TrendStep.Week => day.AddDays(7),
        TrendStep.Month => day.AddMonths(1),
        _ => day.AddDays(1),
    };
}
