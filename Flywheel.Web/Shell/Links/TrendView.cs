using System.Globalization;
using Flywheel.Core.Access;
using Flywheel.Core.Measure.Trends;

namespace Flywheel.Web.Shell.Links;

/// <summary>A range that ends today.</summary>
/// <param name="Key">Its name in an address.</param>
/// <param name="Days">How many days, today included.</param>
public sealed record TrendPreset(string Key, string Label, int Days)
{
    /// <summary>What is shown to whoever chose nothing.</summary>
    public static TrendPreset Usual { get; } = new("30d", "30 d", 30);

    /// <summary>The shortest first.</summary>
    public static IReadOnlyList<TrendPreset> All { get; } = [new("2d", "Since yesterday", 2), new("7d", "7 d", 7), Usual, new("90d", "90 d", 90), new("1y", "Year", 365)];
}

/// <summary>Trends as their address tells them.</summary>
public sealed record TrendView
{
    /// <summary>The metric of task success.</summary>
    public const string Success = "success";

    /// <summary>The metric of feedback among uses.</summary>
    public const string Coverage = "coverage";

    /// <summary>The first day of which anything can be asked.</summary>
    public static readonly DateOnly Earliest = new(2000, 1, 1);

    /// <summary><see cref="Success"/>, <see cref="Coverage"/>, or the name of a signal type.</summary>
    public string Metric { get; init; } = Success;
    public TrendSplit Split { get; init; }

    /// <summary>Null: as long as the range makes sensible.</summary>
    public TrendStep? Step { get; init; }
    public TrendPreset Preset { get; init; } = TrendPreset.Usual;

    /// <summary>Own days, both or neither; they go before the preset.</summary>
    public DateOnly? From { get; init; }
    public DateOnly? To { get; init; }

    /// <summary>An application's name; null for all.</summary>
    public string? Application { get; init; }

    public bool HasOwnDays => From is not null && To is not null;

    /// <summary>The first and the last day, on a day that is today.</summary>
    public (DateOnly From, DateOnly To) Days(DateOnly today) => HasOwnDays ? (From!.Value, To!.Value) : (today.AddDays(1 - Preset.Days), today);

    /// <summary>How long a period is: as chosen, or so that there are neither too few nor too many.</summary>
    public TrendStep StepOf(DateOnly today) => Step ?? Length(Days(today)) switch
    {
        <= 3 => TrendStep.Hour,
        <= 92 => TrendStep.Day,
        <= 366 => TrendStep.Week,
        _ => TrendStep.Month,
    };

    /// <summary>What is wrong with the range; null when nothing is.</summary>
    public string? RangeError(DateOnly today)
    {
        var (from, to) = Days(today);
        if (from > to) return "The first day must not be after the last.";
        if (from < Earliest || to > today.AddDays(366)) return "The days must lie between the year 2000 and a year from now.";
        return Length((from, to)) > TrendQuery.MostDays ? string.Create(CultureInfo.InvariantCulture, $"At most {TrendQuery.MostDays:N0} days fit; this range has {Length((from, to)):N0}.") : null;
    }

    /// <summary>What is wrong with the step, where the range itself is fine; null when nothing is.</summary>
    public string? StepError(DateOnly today)
    {
        if (RangeError(today) is not null) return null;
        var hours = Length(Days(today)) * 24;
        // A week or a month can begin before the range, and a day can have 25 hours.
        var periods = StepOf(today) switch { TrendStep.Hour => hours + 1, TrendStep.Day => hours / 24, TrendStep.Week => (hours / 168) + 2, _ => (hours / 672) + 2 };
        return periods > TrendQuery.MostPeriods ? $"That would be more than {TrendQuery.MostPeriods} points; choose longer steps or fewer days." : null;
    }

    /// <summary>The question in a time zone; null where there is no application of that name.</summary>
    public TrendQuery? ToQuery(DateOnly today, TimeZoneInfo zone, IReadOnlyList<CallerApplication> applications)
    {
        var application = applications.FirstOrDefault(a => a.Name == Application);
        if (Application is not null && application is null) return null;
        var (from, to) = Days(today);
        return new(from, to, StepOf(today), zone, Split, application?.Id, Metric is Success or Coverage ? null : Metric);
    }

    /// <summary>The same of other days, with the steps that suit them.</summary>
    public TrendView At(DateOnly from, DateOnly to) => this with { From = from, To = to, Step = null };

    /// <summary>The same of a preset range, with the steps that suit it.</summary>
    public TrendView At(TrendPreset preset) => this with { Preset = preset, From = null, To = null, Step = null };

    private static int Length((DateOnly From, DateOnly To) days) => days.To.DayNumber - days.From.DayNumber + 1;
}
