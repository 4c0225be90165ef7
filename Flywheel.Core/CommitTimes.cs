namespace Flywheel.Core;

/// <summary>How long recent commits took.</summary>
/// <param name="Count">How many that rests on.</param>
/// <param name="Median">Half of them took at most this; null for none.</param>
/// <param name="Slowest99">99 in a hundred took at most this; null for none.</param>
public sealed record CommitTimes(int Count, TimeSpan? Median, TimeSpan? Slowest99)
{
    /// <summary>Of durations in any order, by the nearest rank.</summary>
    public static CommitTimes Of(IEnumerable<TimeSpan> durations)
    {
        var sorted = durations.Order().ToList();
        TimeSpan? At(double share) => sorted.Count == 0 ? null : sorted[(int)Math.Ceiling(share * sorted.Count) - 1];
        return new(sorted.Count, At(0.5), At(0.99));
    }
}

/// <summary>The last so many durations; safe for several threads.</summary>
internal sealed class RecentDurations(int most)
{
    private readonly Queue<TimeSpan> _durations = new(most);

    public void Add(TimeSpan duration)
    {
        lock (_durations)
        {
            if (_durations.Count == most) _durations.Dequeue();
            _durations.Enqueue(duration);
        }
    }

    public TimeSpan[] ToArray()
    {
        lock (_durations) return [.. _durations];
    }
}
