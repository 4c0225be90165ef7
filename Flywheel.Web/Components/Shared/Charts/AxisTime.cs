using Flywheel.Web.Shell;

namespace Flywheel.Web.Components.Shared.Charts;

/// <summary>Times as a chart's axis counts them: milliseconds of the viewer's own clock since 1970.</summary>
public static class AxisTime
{
    /// <summary>Where a UTC time stands.</summary>
    public static double ToAxis(this Viewer viewer, DateTime utc) => (viewer.ToLocal(utc) - DateTime.UnixEpoch).TotalMilliseconds;

    /// <summary>The UTC time that stands there; null outside the years 1970 to 9999.</summary>
    public static DateTime? FromAxis(this Viewer viewer, double milliseconds) =>
        double.IsFinite(milliseconds) && milliseconds is >= 86_400_000 and < 253_402_200_000_000
            ? viewer.ToUtc(DateTime.UnixEpoch.AddMilliseconds(Math.Round(milliseconds)))
            : null;
}
