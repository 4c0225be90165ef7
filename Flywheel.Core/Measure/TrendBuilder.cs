namespace Flywheel.Core.Measure;

/// <summary>Puts counted periods together into lines.</summary>
internal sealed class TrendBuilder(TrendQuery query, TrendPeriods periods, ClusterEffects effects)
{
    private const double DaysAMonth = 365.25 / 12;

    private readonly string[] _scopes = [.. periods.Periods.Select(p => Trends.ScopeOf(query, p))];
    private readonly List<TrendLine> _lines = [];
    private readonly List<Dictionary<string, long>[]> _counted = [];
    private Dictionary<string, long>[] _all = [];

    public void AddAll(List<CountedPeriod> read) => _all = Count(read);

    public void AddLine(string name, List<CountedPeriod> read, int? applicationId)
    {
        var counted = Count(read);
        _counted.Add(counted);
        _lines.Add(Line(name, isRest: false, counted, applicationId));
    }

    /// <summary>What is not in any line, where there is such.</summary>
    public void AddRest()
    {
        var rest = new Dictionary<string, long>[_all.Length];
        for (var i = 0; i < rest.Length; i++)
            rest[i] = _all[i].Where(c => IsCounted(c.Key)).ToDictionary(c => c.Key, c => c.Value - _counted.Sum(line => line[i].GetValueOrDefault(c.Key)));
        if (rest.Any(r => r.GetValueOrDefault(Measures.Interactions) > 0)) _lines.Add(Line(null, isRest: true, rest, null));
    }

    public Trend Build(IReadOnlyList<TrendMark> marks, int definition, bool recomputing)
    {
        var all = Line(null, isRest: false, _all, query.ApplicationId);
        return new(query, periods.Periods, all, query.Split == TrendSplit.None ? [all] : _lines, marks, definition, recomputing);
    }

    /// <summary>The lines of a split count one signal at most, so the rest of another one is not known.</summary>
    private bool IsCounted(string measure) => !Measures.IsSignal(measure) || (query.Signal is { } signal && measure == Measures.Signal(signal));

    private Dictionary<string, long>[] Count(List<CountedPeriod> read)
    {
        var counted = new Dictionary<string, long>[periods.Periods.Count];
        for (var i = 0; i < counted.Length; i++) counted[i] = [];
        foreach (var row in read)
        {
            if (periods.IndexOf(row.Start) is not (>= 0 and var at)) continue;
            counted[at][row.Measure] = counted[at].GetValueOrDefault(row.Measure) + row.Count;
        }

        return counted;
    }

    private TrendLine Line(string? name, bool isRest, Dictionary<string, long>[] counted, int? applicationId)
    {
        var points = counted.Select((c, i) => c.Count == 0 ? MeasuredCounts.None : MeasuredCounts.Of(c, effects.Of([_scopes[i]], applicationId))).ToList();
        var total = new Dictionary<string, long>();
        foreach (var (measure, count) in counted.SelectMany(c => c)) total[measure] = total.GetValueOrDefault(measure) + count;
        return new(name, isRest, points, MeasuredCounts.Of(total, RangeEffect(applicationId)));
    }

    /// <summary>
    /// Who comes on several days is one person of the range. People who come at a steady pace make the excess of the effect grow in
    /// proportion to time, so a part of a month has that part of the month's excess.
    /// </summary>
    private double RangeEffect(int? applicationId)
    {
        var withinPeriods = effects.Of(_scopes, applicationId);
        var days = query.To.DayNumber - query.From.DayNumber + 1;
        if (query.Step is TrendStep.Week or TrendStep.Month || days == 1) return withinPeriods;
        var excess = effects.Of(Trends.MonthsOf(periods), applicationId) - 1;
        return Math.Max(withinPeriods, 1 + (excess * Math.Min(1, days / DaysAMonth)));
    }
}
