namespace Flywheel.Web.Components.Shared.Charts;

/// <summary>
/// All that the script draws, with every text already written. Two equal ones look the same. Times are milliseconds of the viewer's own
/// clock, drawn as if it were UTC: the chart then needs to know no zone.
/// </summary>
public sealed record ChartModel(
    string Kind, bool HasTimes, int Height, bool Zoom, bool EndLabels, ChartXAxis X, ChartYAxis Y,
    IReadOnlyList<ChartRow> Series, IReadOnlyList<ChartPlace> Marks, IReadOnlyList<ChartLevel> Targets);

/// <summary>The axis of x. Categories stand at 0, 1, 2 ...</summary>
public sealed record ChartXAxis(string? Title, double Min, double Max, IReadOnlyList<double> At, IReadOnlyList<string> Labels);

/// <summary>The axis of values; its labels stand at its ticks from the lower end.</summary>
public sealed record ChartYAxis(string? Title, double Min, double Max, int Steps, IReadOnlyList<string> Labels);

/// <summary>A series beside the axis of x: as many values, ends and texts as x has places.</summary>
public sealed record ChartRow(
    string Name, string Colour, int Dash, string Marker,
    IReadOnlyList<double?> Y, IReadOnlyList<double?> Low, IReadOnlyList<double?> High, IReadOnlyList<string?> Texts);

/// <summary>A mark at its x.</summary>
public sealed record ChartPlace(double At, string Label);

/// <summary>A level of y, or a band up to a second one.</summary>
public sealed record ChartLevel(double From, double? To, string Label);
