namespace Flywheel.Core;

/// <summary>Time as Flywheel keeps it.</summary>
public static class Clock
{
    /// <summary>Now in UTC, to the microsecond: what both databases can store and give back unchanged.</summary>
    public static DateTime Now(this TimeProvider clock) => ToMicroseconds(clock.GetUtcNow().UtcDateTime);

    /// <summary>The time without what is finer than a microsecond.</summary>
    public static DateTime ToMicroseconds(DateTime time) => new(time.Ticks - (time.Ticks % TimeSpan.TicksPerMicrosecond), time.Kind);
}
