using System.Globalization;

namespace Flywheel.Web.Components.Curate.Policies.Drafts;

/// <summary>Numbers as people type them; what is none becomes one that no check lets pass.</summary>
internal static class FormNumbers
{
    /// <summary>The shortest text that gives the same number.</summary>
    public static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>The same for one that may be missing.</summary>
    public static string Text(double? value) => value is { } number ? Text(number) : "";

    /// <summary>A share as percent.</summary>
    public static string Percent(double share) => ((decimal)share * 100).ToString("0.############", CultureInfo.InvariantCulture);

    /// <summary>A number; not-a-number for anything else.</summary>
    public static double Number(string text) =>
        double.TryParse(text.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : double.NaN;

    /// <summary>A share of a percentage; not-a-number for anything else.</summary>
    public static double Share(string text) =>
        decimal.TryParse(text.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? (double)(value / 100) : double.NaN;

    /// <summary>A number, or null for an empty text.</summary>
    public static double? Optional(string text) => string.IsNullOrWhiteSpace(text) ? null : Number(text);

    /// <summary>A whole number; -1 for anything else.</summary>
    public static int Whole(string text) => int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : -1;
}
