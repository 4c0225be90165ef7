using System.Globalization;

namespace Flywheel.Core;

/// <summary>Numbers as people read them, the same under every culture of the server.</summary>
public static class NumberText
{
    /// <summary>A whole number with its thousands set apart: <c>1,204</c>. A fraction is rounded.</summary>
    public static string Whole(double number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A number with its noun: <c>1 item</c>, <c>1,204 items</c>.</summary>
    /// <param name="noun">In the singular; its plural is made with an s.</param>
    public static string Count(long count, string noun) => $"{Whole(count)} {noun}{(count == 1 ? "" : "s")}";
}
