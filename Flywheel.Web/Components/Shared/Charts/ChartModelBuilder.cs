using Flywheel.Web.Shell;

namespace Flywheel.Web.Components.Shared.Charts;

/// <summary>Turns what a page says into what the script draws.</summary>
public sealed record ChartModelBuilder(ChartGrid Grid, ChartKind Kind, Viewer Viewer, ChartPalette Palette)
{
    private const double Day = 86_400_000;
    private const int MostDirectLabels = 4;

    /// <summary>The most lines that have bands: more lie over each other until none can be read. Tips and the table have every interval.</summary>
    public const int MostBands = 3;

    public ChartFormat Format { get; init; }

    public int? Decimals { get; init; }

    public string? XTitle { get; init; }

    public string? YTitle { get; init; }

    public int? Height { get; init; }

    public bool Zoom { get; init; }

    public ChartRange? Range { get; init; }

    public IReadOnlyList<ChartMark> Marks { get; init; } = [];

    public IReadOnlyList<ChartTarget> Targets { get; init; } = [];

    /// <summary>How the numbers are written, in the chart and in its table.</summary>
    public ChartNumbers Numbers => ChartNumbers.For(Format, Grid.Values, Decimals);

    public ChartModel Build()
    {
        var x = MakeX();
        return new ChartModel(
            Kind.ToString(), Grid.HasTimes, Height ?? DefaultHeight, Zoom && Grid.HasTimes, HasEndLabels, x, MakeY(),
            [.. Grid.Series.Select((s, i) => MakeRow(s.Name, i))],
            Grid.HasTimes ? [.. Marks.Select(m => new ChartPlace(Viewer.ToAxis(m.At), m.Label)).Where(m => m.At >= x.Min && m.At <= x.Max)] : [],
            [.. Targets.Select(t => new ChartLevel(t.From, t.To, t.Label))]);
    }

    /// <summary>Whether lines are named at their ends, where there is room; else by a legend.</summary>
    public bool HasEndLabels => Kind == ChartKind.Line && Grid.Series.Count is > 1 and <= MostDirectLabels;

    private int DefaultHeight => Kind == ChartKind.Line ? 280 + (16 * Math.Min(3, Marks.Count)) : 88 + (Grid.Keys.Count * (16 + (16 * Math.Max(1, Grid.Series.Count))));

    private ChartXAxis MakeX()
    {
        var at = Grid.HasTimes ? Grid.Times.Select(Viewer.ToAxis).ToList() : [.. Enumerable.Range(0, Grid.Keys.Count).Select(i => (double)i)];
        var (min, max) = Range is { } range && Grid.HasTimes ? (Viewer.ToAxis(range.From), Viewer.ToAxis(range.To)) : (at.FirstOrDefault(), at.LastOrDefault());
        if (max <= min)
        {
            // One point alone stands in the middle.
            var room = Grid.HasTimes ? Day : 1;
            (min, max) = (min - room, max + room);
        }

        return new ChartXAxis(XTitle, min, max, at, Grid.Labels(Viewer));
    }

    private ChartYAxis MakeY()
    {
        var levels = Targets.SelectMany(t => new[] { t.From, t.To }).OfType<double>();
        var scale = ChartScale.Of([.. Grid.Values, .. levels], Kind == ChartKind.Bar);
        var numbers = Numbers.ForStep(scale.Step);
        return new ChartYAxis(YTitle, scale.Min, scale.Max, scale.Steps, [.. scale.Ticks.Select(numbers.Tick)]);
    }

    private ChartRow MakeRow(string name, int series)
    {
        var look = Palette.Of(name);
        var cells = Enumerable.Range(0, Grid.Keys.Count).Select(x => Grid.Cell(series, x)).ToList();
        var banded = Kind != ChartKind.Line || Grid.Series.Count <= MostBands;
        return new ChartRow(
            name, look.Colour, look.Dash, look.Marker,
            [.. cells.Select(c => c.Y)], [.. cells.Select(c => banded || c.Y is null ? c.Low : null)], [.. cells.Select(c => banded || c.Y is null ? c.High : null)], [.. cells.Select(Numbers.Text)]);
    }
}
