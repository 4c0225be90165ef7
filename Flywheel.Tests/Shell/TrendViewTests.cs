using Flywheel.Core;
using Flywheel.Core.Measure.Trends;
using Flywheel.Tests.Support;
using Flywheel.Web.Shell.Links;

namespace Flywheel.Tests.Shell;

public sealed class TrendViewTests
{
    private static readonly DateOnly Today = new(2026, 3, 2);

    [Theory]
    [InlineData("/trends")]
    [InlineData("/trends?metric=coverage&split=segment&step=week&range=90d")]
    [InlineData("/trends?metric=thumbs_up&split=model_version&range=1y&application=A%20%26%20B")]
    [InlineData("/trends?split=application&step=hour&from=2026-02-01&to=2026-02-03")]
    public void An_address_holds_everything_that_was_chosen(string address) => Assert.Equal(address, Links.TrendsAt(Links.ReadTrends(address)));

    [Theory]
    [InlineData("?split=colour&step=year&range=3000y")]
    [InlineData("?from=2026-02-30&to=2026-03-01")]
    [InlineData("?to=2026-03-01")]
    [InlineData("?metric=success&split=")]
    [InlineData("?metric=%00")]
    [InlineData("?metric=thumbsup")]
    public void What_makes_no_sense_is_left_out(string query) => Assert.Equal(new TrendView(), Links.ReadTrends("/trends" + query));

    [Theory]
    [InlineData("2d", TrendStep.Hour)]
    [InlineData("30d", TrendStep.Day)]
    [InlineData("90d", TrendStep.Day)]
    [InlineData("1y", TrendStep.Week)]
    public void Steps_suit_the_range_until_others_are_chosen(string range, TrendStep expected) =>
        Assert.Equal(expected, Links.ReadTrends($"/trends?range={range}").StepOf(Today));

    [Fact]
    public void A_preset_ends_today() => Assert.Equal((new DateOnly(2026, 2, 24), Today), Links.ReadTrends("/trends?range=7d").Days(Today));

    [Theory]
    [InlineData("2026-03-02", "2026-03-01", "The first day must not be after the last.")]
    [InlineData("1999-12-31", "2026-03-01", "The days must lie between the year 2000 and a year from now.")]
    [InlineData("2026-01-01", "9999-12-31", "The days must lie between the year 2000 and a year from now.")]
    [InlineData("2022-01-01", "2026-03-01", "At most 1,100 days fit; this range has 1,521.")]
    [InlineData("2026-03-01", "2026-03-02", null)]
    public void A_range_that_does_not_work_is_reported(string from, string to, string? expected) =>
        Assert.Equal(expected, Links.ReadTrends($"/trends?from={from}&to={to}").RangeError(Today));

    [Theory]
    [InlineData("hour", "90d", false)]
    [InlineData("day", "1y", true)]
    public void Too_many_steps_are_reported(string step, string range, bool fits) =>
        Assert.Equal(fits, Links.ReadTrends($"/trends?step={step}&range={range}").StepError(Today) is null);

    [Theory]
    [InlineData("edit", "edit")]
    [InlineData("coverage", null)]
    public void The_signal_that_is_drawn_is_asked_for(string metric, string? signal) =>
        Assert.Equal(signal, Links.ReadTrends($"/trends?metric={metric}&split=segment").ToQuery(Today, TimeZoneInfo.Utc, [])!.Signal);

    [Fact]
    public async Task What_passes_is_answered()
    {
        await using var database = await TestDatabase.CreateAsync();
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        foreach (var days in new[] { 1, 2, 15, 16, 31, 399, 400, 1100 })
        {
            foreach (var step in Enum.GetValues<TrendStep>())
            {
                var view = new TrendView { Step = step }.At(Today.AddDays(1 - days), Today) with { Step = step };
                if (view.RangeError(Today) is not null || view.StepError(Today) is not null) continue;
                Assert.NotEmpty((await database.Get<Trends>().ReadAsync(Actor.System, view.ToQuery(Today, zone, [])!, default)).Periods);
            }
        }
    }

    [Fact]
    public void The_file_is_asked_for_with_the_same_words_and_the_viewers_zone() => Assert.Equal(
        "/trends.csv?metric=edit&split=variant&range=7d&zone=Europe%2FBerlin", Links.TrendsCsv(Links.ReadTrends("/trends?metric=edit&split=variant&range=7d"), "Europe/Berlin"));
}
