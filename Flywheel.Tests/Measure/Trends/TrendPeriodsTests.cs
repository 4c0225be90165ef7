using Flywheel.Core.Measure.Trends;
using Flywheel.Tests.Support.Fixtures;

namespace Flywheel.Tests.Measure.Trends;

public sealed class TrendPeriodsTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Fact]
    public void Days_follow_the_zone_and_the_day_on_which_clocks_go_forward_has_23_hours()
    {
        var periods = TrendPeriods.Of(new(new(2026, 3, 28), new(2026, 3, 30), TrendStep.Day, Berlin)).Periods;
        Assert.Equal([24, 23, 24], periods.Select(p => (p.End - p.Start).TotalHours));
        Assert.Equal(new DateTime(2026, 3, 27, 23, 0, 0, DateTimeKind.Utc), periods[0].Start);
    }

    [Fact]
    public void Periods_follow_each_other_without_gap_or_overlap()
    {
        foreach (var step in Enum.GetValues<TrendStep>())
        {
            var periods = TrendPeriods.Of(new(new(2026, 10, 20), new(2026, 10, 31), step, Berlin)).Periods;
            Assert.All(periods.Zip(periods.Skip(1)), pair => Assert.Equal(pair.First.End, pair.Second.Start));
        }
    }

    [Fact]
    public void Weeks_begin_on_monday_and_months_on_the_first()
    {
        var weeks = TrendPeriods.Of(new(new(2026, 5, 6), new(2026, 5, 20), TrendStep.Week, TimeZoneInfo.Utc));
        Assert.Equal([4, 11, 18], weeks.Periods.Select(p => p.Start.Day));
        var months = TrendPeriods.Of(new(new(2026, 1, 31), new(2026, 3, 1), TrendStep.Month, TimeZoneInfo.Utc));
        Assert.Equal([1, 2, 3], months.Periods.Select(p => p.Start.Month));
    }

    [Fact]
    public void A_day_whose_midnight_clocks_jump_over_begins_with_its_first_moment()
    {
        // In Chile clocks go forward at midnight.
        var zone = TimeZoneInfo.FindSystemTimeZoneById("America/Santiago");
        Assert.Equal(new DateTime(2026, 9, 6, 4, 0, 0, DateTimeKind.Utc), TrendPeriods.Midnight(new(2026, 9, 6), zone));
    }

    [Theory]
    [InlineData("2026-01-02", "2026-01-01", TrendStep.Day)]
    [InlineData("2020-01-01", "2026-01-01", TrendStep.Month)]
    [InlineData("2026-01-01", "2026-03-01", TrendStep.Hour)]
    public void What_is_empty_or_too_much_is_refused(string from, string to, TrendStep step) => Assert.Throws<ArgumentException>(
        () => TrendPeriods.Of(new(DateOnly.Parse(from, null), DateOnly.Parse(to, null), step, TimeZoneInfo.Utc)));

    [Fact]
    public void A_time_is_found_in_its_period_and_nowhere_else()
    {
        var periods = TrendPeriods.Of(new(new(2026, 3, 1), new(2026, 3, 31), TrendStep.Day, Berlin));
        for (var i = 0; i < periods.Periods.Count; i++)
        {
            Assert.Equal(i, periods.IndexOf(periods.Periods[i].Start));
            Assert.Equal(i, periods.IndexOf(periods.Periods[i].End.AddTicks(-1)));
        }

        Assert.Equal(-1, periods.IndexOf(periods.Start.AddTicks(-1)));
        Assert.Equal(-1, periods.IndexOf(periods.End));
    }
}
