using System.Globalization;

namespace Flywheel.Web.Components.Operations.Overview;

/// <summary>A quarter of the wheel as an arrow that points clockwise, in a drawing of 400 by 400.</summary>
/// <param name="Start">Where it begins: degrees clockwise from the right.</param>
internal sealed record WheelArc(string Name, double Start)
{
    private const double Centre = 200;
    private const double Inner = 142;
    private const double Outer = 188;
    private const double Tip = 7;
    private const double Gap = 2;

    /// <summary>The outline: two arcs, a tip, and a notch for the tip of the one before.</summary>
    public string Arrow
    {
        get
        {
            var (from, to, middle) = (Start + Gap, Start + 90 - Gap - Tip, (Inner + Outer) / 2);
            return Text($"M{At(Outer, from)} A{Outer} {Outer} 0 0 1 {At(Outer, to)} L{At(middle, to + Tip)} L{At(Inner, to)} A{Inner} {Inner} 0 0 0 {At(Inner, from)} L{At(middle, from + Tip)} Z");
        }
    }

    /// <summary>What its name is written along; in the lower half from left to right as well.</summary>
    public string Baseline
    {
        get
        {
            const double half = 6;
            var middle = (Inner + Outer) / 2;
            return Start is 0 or 90
                ? Text($"M{At(middle + half, Start + 90)} A{middle + half} {middle + half} 0 0 0 {At(middle + half, Start)}")
                : Text($"M{At(middle - half, Start)} A{middle - half} {middle - half} 0 0 1 {At(middle - half, Start + 90)}");
        }
    }

    private static string At(double radius, double degrees)
    {
        var (sin, cos) = Math.SinCos(degrees * Math.PI / 180);
        return Text($"{Centre + (radius * cos):0.##} {Centre + (radius * sin):0.##}");
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
