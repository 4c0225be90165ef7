namespace Flywheel.Web.Shell;

/// <summary>How this browser wants to see things: what its script put into cookies before the page was asked for.</summary>
/// <param name="Dark">The appearance in force, whether chosen or the system's.</param>
/// <param name="Zone">The IANA name of the time zone; null when unknown.</param>
/// <param name="Address">Where the browser asked from, for the audit.</param>
/// <param name="SingleKeys">Single characters count as keys of the page.</param>
public sealed record Viewer(bool Dark, string? Zone, string? Address, bool SingleKeys = true)
{
    public const string AppearanceCookie = "flywheel-appearance";
    public const string SingleKeysCookie = "flywheel-single-keys";
    public const string ZoneCookie = "flywheel-zone";

    /// <summary>Reads the cookies; values that make no sense count as missing.</summary>
    public static Viewer From(HttpContext context) => new(
        context.Request.Cookies[AppearanceCookie] == "dark",
        context.Request.Cookies[ZoneCookie] is { Length: < 60 } zone && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _) ? zone : null,
        context.Connection.RemoteIpAddress?.ToString(),
        context.Request.Cookies[SingleKeysCookie] != "off");

    /// <summary>The zone of this viewer's clock; UTC when unknown.</summary>
    public TimeZoneInfo TimeZone => Zone is null ? TimeZoneInfo.Utc : TimeZoneInfo.FindSystemTimeZoneById(Zone);

    /// <summary>The UTC time as this viewer's clock shows it.</summary>
    public DateTime ToLocal(DateTime utc) => TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(utc, DateTimeKind.Utc), TimeZone);

    /// <summary>The UTC time at which this viewer's clock shows a time; one that a change of the clock leaves out counts as an hour later.</summary>
    public DateTime ToUtc(DateTime local)
    {
        var shown = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        return TimeZoneInfo.ConvertTimeToUtc(TimeZone.IsInvalidTime(shown) ? shown.AddHours(1) : shown, TimeZone);
    }

    /// <summary>The UTC time in this viewer's words, to the second.</summary>
    public string Exact(DateTime utc) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{ToLocal(utc):d MMM yyyy, HH:mm:ss} {(Zone is null ? "UTC" : Zone)}");

    /// <summary>How long ago (or how far ahead) a time is, in words.</summary>
    public static string Relative(DateTime utc, DateTime now)
    {
        var span = now - utc;
        var (text, ahead) = (InWords(span.Duration()), span < TimeSpan.Zero);
        return text is null ? "just now" : ahead ? $"in {text}" : $"{text} ago";
    }

    private static string? InWords(TimeSpan span) => span switch
    {
        { TotalSeconds: < 45 } => null,
        { TotalMinutes: < 59.5 } => Count(span.TotalMinutes, "minute"),
        { TotalHours: < 23.5 } => Count(span.TotalHours, "hour"),
        { TotalDays: < 30 } => Count(span.TotalDays, "day"),
        { TotalDays: < 365 } => Count(span.TotalDays / 30.44, "month"),
        _ => Count(span.TotalDays / 365.25, "year"),
    };

    private static string Count(double value, string unit)
    {
        var whole = Math.Max(1, (int)Math.Round(value));
        return whole == 1 ? $"1 {unit}" : $"{whole} {unit}s";
    }
}
