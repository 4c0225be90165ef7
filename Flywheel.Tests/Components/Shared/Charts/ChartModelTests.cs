using Flywheel.Web.Components.Shared.Charts;
using Flywheel.Web.Shell;

namespace Flywheel.Tests.Components.Shared.Charts;

public sealed class ChartModelTests
{
    private static readonly DateTime Noon = new(2026, 7, 1, 12, 0, 0, DateTimeKind.Utc);
    private static readonly Viewer Berlin = new(false, "Europe/Berlin", null);

    private static ChartModelBuilder Lines(params ChartSeries[] series) => new(ChartGrid.Of(series), ChartKind.Line, Berlin, new ChartPalette());

    [Theory]
    [InlineData(3, true)]
    [InlineData(4, false)]
    public void More_than_three_lines_have_no_bands_but_keep_their_intervals_in_words(int lines, bool banded)
    {
        var at = new DateTime(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);
        var model = Lines([.. Enumerable.Range(0, lines).Select(i => new ChartSeries($"line {i}", [ChartPoint.At(at, 0.5, 0.4, 0.6, 10)]))]).Build();
        Assert.All(model.Series, s => Assert.Equal(banded, s.Low[0] is not null));
        Assert.All(model.Series, s => Assert.Contains("n = 10", s.Texts[0], StringComparison.Ordinal));
    }

    [Fact]
    public void Times_stand_where_the_viewers_clock_shows_them()
    {
        var model = Lines(new ChartSeries("Rate", [ChartPoint.At(Noon, 1)])).Build();

        Assert.Equal(new DateTime(2026, 7, 1, 14, 0, 0), DateTime.UnixEpoch.AddMilliseconds(model.X.At.Single()));
        Assert.Equal("1 Jul 2026, 14:00", model.X.Labels.Single());
    }

    [Fact]
    public void A_place_on_the_axis_is_a_time_again() => Assert.Equal(Noon, Berlin.FromAxis(Berlin.ToAxis(Noon)));

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(-1e30)]
    [InlineData(1e30)]
    public void Nonsense_is_no_place_on_the_axis(double milliseconds) => Assert.Null(Berlin.FromAxis(milliseconds));

    [Fact]
    public void An_hour_that_the_clock_skips_counts_as_the_next()
    {
        var skipped = new DateTime(2026, 3, 29, 2, 30, 0);

        Assert.Equal(new DateTime(2026, 3, 29, 1, 30, 0), Berlin.ToUtc(skipped));
    }

    [Fact]
    public void What_a_series_lacks_of_anothers_x_is_a_gap()
    {
        var model = Lines(
            new ChartSeries("A", [ChartPoint.At(Noon, 1), ChartPoint.At(Noon.AddDays(1), 2)]),
            new ChartSeries("B", [ChartPoint.At(Noon.AddDays(1), 3)])).Build();

        Assert.Equal([null, 3], model.Series[1].Y);
    }

    [Fact]
    public void What_is_not_finite_is_a_gap()
    {
        var model = Lines(new ChartSeries("A", [ChartPoint.At(Noon, double.NaN, 1, double.PositiveInfinity), ChartPoint.At(Noon.AddDays(1), 2)])).Build();

        Assert.Equal([null, 2], model.Series[0].Y);
        Assert.Equal([null, null], model.Series[0].High);
    }

    [Fact]
    public void Intervals_and_targets_fit_on_the_axis()
    {
        var model = (Lines(new ChartSeries("A", [ChartPoint.At(Noon, 0.7, 0.5, 0.75)])) with { Targets = [new ChartTarget("Goal", 0.9)] }).Build();

        Assert.True(model.Y.Min <= 0.5 && model.Y.Max >= 0.9);
    }

    [Fact]
    public void Marks_outside_the_stretch_are_left_out()
    {
        var builder = Lines(new ChartSeries("A", [ChartPoint.At(Noon, 1), ChartPoint.At(Noon.AddDays(9), 2)]));
        var model = (builder with { Marks = [new ChartMark(Noon.AddDays(3), "in"), new ChartMark(Noon.AddDays(30), "out")] }).Build();

        Assert.Equal("in", model.Marks.Single().Label);
    }

    [Fact]
    public void One_point_alone_stands_in_the_middle()
    {
        var x = Lines(new ChartSeries("A", [ChartPoint.At(Noon, 1)])).Build().X;

        Assert.Equal(x.At[0], (x.Min + x.Max) / 2);
    }

    [Fact]
    public void Up_to_four_lines_are_named_at_their_ends()
    {
        var lines = Enumerable.Range(0, 5).Select(i => new ChartSeries($"{i}", [ChartPoint.At(Noon, i)])).ToArray();

        Assert.True(Lines(lines[..4]).HasEndLabels);
        Assert.False(Lines(lines).HasEndLabels);
    }

    [Fact]
    public void A_name_keeps_its_look_when_others_go()
    {
        var palette = new ChartPalette("Control");
        var look = palette.Of("Second");

        Assert.NotEqual(palette.Of("Control"), look);
        Assert.Equal(look, palette.Of("Second"));
        Assert.Equal(8, Enumerable.Range(0, 8).Select(i => new ChartPalette("0", "1", "2", "3", "4", "5", "6", "7").Of($"{i}")).Distinct().Count());
    }
}
