using Flywheel.Web.Shell;

namespace Flywheel.Web.Components.Shared.Charts;

/// <summary>
/// Gives every name a look and never another one: colour, dash and marker differ together, so that none is needed to tell two apart.
/// Charts of one page share one; names known beforehand get the first looks in their order.
/// </summary>
public sealed class ChartPalette(params IEnumerable<string> names)
{
    private static readonly string[] Markers = ["circle", "square", "triangle", "diamond"];
    private static readonly int[] Dashes = [0, 6, 2, 10];

    private readonly List<string> _names = [.. names.Distinct(StringComparer.Ordinal)];

    /// <summary>The look of a name; a new name takes the next free one, and after eight they come again.</summary>
    public ChartLook Of(string name)
    {
        var place = _names.IndexOf(name);
        if (place < 0)
        {
            place = _names.Count;
            _names.Add(name);
        }

        return new ChartLook(
            FlywheelTheme.Series[place % FlywheelTheme.Series.Count], Dashes[place % Dashes.Length], Markers[(place + (place / 4)) % Markers.Length]);
    }
}

/// <summary>How a series looks.</summary>
/// <param name="Colour">Of Okabe and Ito, as <c>#rrggbb</c>.</param>
/// <param name="Dash">The length of a dash in pixels; 0 is a full line.</param>
/// <param name="Marker">circle, square, triangle or diamond.</param>
public sealed record ChartLook(string Colour, int Dash, string Marker);
