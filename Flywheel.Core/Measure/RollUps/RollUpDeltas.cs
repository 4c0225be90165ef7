using Flywheel.Core.Measure.Success;

namespace Flywheel.Core.Measure.RollUps;

/// <summary>Which slice something is counted in.</summary>
internal readonly record struct SliceKey(int ApplicationId, int RevolutionId, Dimension Dimension, string Value);

/// <summary>Which row of the roll-ups something is counted in.</summary>
internal readonly record struct RollUpKey(SliceKey Slice, string Measure, Grain Grain, short OffsetMinutes, DateTime Start);

/// <summary>Which person's tally something is counted in.</summary>
internal readonly record struct PersonKey(int ApplicationId, string Scope, string Cluster);

/// <summary>A number of judged interactions and how many of them succeeded; also a change of these.</summary>
internal readonly record struct Trials(int Count, int Successes)
{
    public static Trials operator +(Trials a, Trials b) => new(a.Count + b.Count, a.Successes + b.Successes);
}

/// <summary>
/// What changes in the sums when measured interactions change: the old row is taken out of where it was counted, the new one
/// is put in where it belongs.
/// </summary>
/// <param name="offsets">The offsets from UTC for which days are kept, minutes.</param>
internal sealed class RollUpDeltas(IReadOnlyCollection<short> offsets)
{
    private readonly Dictionary<RollUpKey, long> _counts = [];
    private readonly Dictionary<PersonKey, Trials> _persons = [];
    private readonly Dictionary<(int ApplicationId, string Scope), Trials> _anonymous = [];
    private readonly Dictionary<SliceKey, DateTime> _slices = [];

    /// <summary>The changed counts; none is 0.</summary>
    public IEnumerable<KeyValuePair<RollUpKey, long>> Counts => _counts.Where(c => c.Value != 0);

    /// <summary>The slices that are counted in, with their earliest time.</summary>
    public IReadOnlyDictionary<SliceKey, DateTime> Slices => _slices;

    /// <summary>The changed tallies of people.</summary>
    public IEnumerable<KeyValuePair<PersonKey, Trials>> Persons => _persons.Where(p => p.Value != default);

    /// <summary>Changes by people who are not known: each trial is somebody else.</summary>
    public IEnumerable<KeyValuePair<(int ApplicationId, string Scope), Trials>> Anonymous => _anonymous.Where(s => s.Value != default);

    /// <summary>Counts a row in (<paramref name="sign"/> 1) or out (-1).</summary>
    public void Count(MeasuredInteraction row, int sign)
    {
        foreach (var (dimension, value) in ValuesOf(row))
        {
            var always = new SliceKey(row.ApplicationId, 0, dimension, value);
            var inRevolution = always with { RevolutionId = row.RevolutionId };
            See(always, row.OccurredAt);
            See(inRevolution, row.OccurredAt);
            foreach (var measure in Measures.Of(row))
            {
                Add(new(always, measure, Grain.Quarter, 0, Periods.QuarterOf(row.OccurredAt)), sign);
                Add(new(always, measure, Grain.Hour, 0, Periods.HourOf(row.OccurredAt)), sign);
                foreach (var offset in offsets) Add(new(always, measure, Grain.Day, offset, Periods.DayOf(row.OccurredAt, offset)), sign);
                Add(new(inRevolution, measure, Grain.Whole, 0, DateTime.UnixEpoch), sign);
            }
        }

        if (row.Verdict != Verdict.Unknown) CountPerson(row, new(sign, row.Verdict == Verdict.Succeeded ? sign : 0));
    }

    private static IEnumerable<(Dimension, string)> ValuesOf(MeasuredInteraction row) =>
    [
        (Dimension.All, ""), (Dimension.Segment, row.Segment ?? ""), (Dimension.Variant, row.Variant ?? ""), (Dimension.ModelVersion, row.ModelVersion ?? ""),
    ];

    private void CountPerson(MeasuredInteraction row, Trials change)
    {
        string[] scopes = [CountScopes.Day(row.OccurredAt), CountScopes.Month(row.OccurredAt), CountScopes.Revolution(row.RevolutionId)];
        foreach (var scope in row.Reported ? scopes.Concat(scopes.Select(CountScopes.Outcomes)) : scopes)
        {
            if (row.Cluster is { } cluster) Add(_persons, new(row.ApplicationId, scope, cluster), change);
            else Add(_anonymous, (row.ApplicationId, scope), change);
        }
    }

    private void See(SliceKey key, DateTime at)
    {
        if (!_slices.TryGetValue(key, out var first) || at < first) _slices[key] = at;
    }

    private void Add(RollUpKey key, long change) => _counts[key] = _counts.GetValueOrDefault(key) + change;

    private static void Add<TKey>(Dictionary<TKey, Trials> sums, TKey key, Trials change)
        where TKey : notnull => sums[key] = sums.GetValueOrDefault(key) + change;
}

/// <summary>The periods that roll-ups are kept for.</summary>
internal static class Periods
{
    private static readonly long QuarterTicks = TimeSpan.FromMinutes(15).Ticks;

    /// <summary>The quarter of an hour that a time lies in, by its start.</summary>
    public static DateTime QuarterOf(DateTime at) => Floor(at, QuarterTicks);

    /// <summary>The UTC hour that a time lies in, by its start.</summary>
    public static DateTime HourOf(DateTime at) => Floor(at, TimeSpan.TicksPerHour);

    /// <summary>The day of a fixed offset that a time lies in, by its start in UTC.</summary>
    public static DateTime DayOf(DateTime at, short offsetMinutes) =>
        Floor(at.AddMinutes(offsetMinutes), TimeSpan.TicksPerDay).AddMinutes(-offsetMinutes);

    private static DateTime Floor(DateTime at, long ticks) => new(at.Ticks - (at.Ticks % ticks), DateTimeKind.Utc);
}
