using Flywheel.Core.Measure.RollUps;
using Flywheel.Core.Measure.Success;

namespace Flywheel.Core.Measure.Trends;

/// <summary>What was counted of each application in one period.</summary>
internal sealed class CountedApplications : Dictionary<int, Dictionary<string, long>>
{
    public void Add(int applicationId, string measure, long count)
    {
        if (!TryGetValue(applicationId, out var counts)) this[applicationId] = counts = [];
        counts[measure] = counts.GetValueOrDefault(measure) + count;
    }

    public void Add(CountedApplications other, int sign = 1)
    {
        foreach (var (application, counts) in other)
        {
            foreach (var (measure, count) in counts) Add(application, measure, sign * count);
        }
    }

    public Dictionary<string, long> Total()
    {
        var total = new Dictionary<string, long>();
        foreach (var (measure, count) in Values.SelectMany(c => c)) total[measure] = total.GetValueOrDefault(measure) + count;
        return total;
    }
}

/// <summary>Puts counted periods together into lines.</summary>
/// <param name="applications">The application of each slice that is read.</param>
internal sealed class TrendBuilder(
    TrendQuery query, TrendPeriods periods, ClusterEffects effects, OutcomeReporters reporters, IReadOnlyDictionary<long, int> applications)
{
    private const double DaysAMonth = 365.25 / 12;

    private readonly string[] _scopes = [.. periods.Periods.Select(p => Trends.ScopeOf(query, p))];
    private readonly List<TrendLine> _lines = [];
    private readonly List<CountedApplications[]> _counted = [];
    private CountedApplications[] _all = [];

    /// <summary>Everything by segment, for the whole range; empty where no outcomes are reported.</summary>
    public IReadOnlyList<SuccessPart> Segments { get; set; } = [];

    /// <summary>How much has an outcome, by model version.</summary>
    public IReadOnlyList<OutcomeShare> Models { get; set; } = [];

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
        var rest = new CountedApplications[_all.Length];
        for (var i = 0; i < rest.Length; i++)
        {
            rest[i] = [];
            rest[i].Add(_all[i]);
            foreach (var line in _counted) rest[i].Add(line[i], -1);
            foreach (var counts in rest[i].Values)
            {
                foreach (var measure in counts.Keys.Where(m => !IsCounted(m)).ToList()) counts.Remove(measure);
            }
        }

        if (rest.Any(r => r.Total().GetValueOrDefault(Measures.Interactions) > 0)) _lines.Add(Line(null, isRest: true, rest, null));
    }

    public Trend Build(IReadOnlyList<TrendMark> marks, int definition, bool recomputing)
    {
        var all = Line(null, isRest: false, _all, query.ApplicationId);
        all = all with { Total = all.Total with { Parts = Segments.Count > 0 ? Segments : all.Total.Parts, Models = Models } };
        return new(query, periods.Periods, all, query.Split == TrendSplit.None ? [all] : _lines, marks, definition, recomputing);
    }

    /// <summary>The lines of a split count one signal at most, so the rest of another one is not known.</summary>
    private bool IsCounted(string measure) => !Measures.IsSignal(measure) || (query.Signal is { } signal && measure == Measures.Signal(signal));

    private CountedApplications[] Count(List<CountedPeriod> read)
    {
        var counted = new CountedApplications[periods.Periods.Count];
        for (var i = 0; i < counted.Length; i++) counted[i] = [];
        foreach (var row in read)
        {
            if (periods.IndexOf(row.Start) is >= 0 and var at) counted[at].Add(applications[row.SliceId], row.Measure, row.Count);
        }

        return counted;
    }

    private TrendLine Line(string? name, bool isRest, CountedApplications[] counted, int? applicationId)
    {
        var points = counted.Select((c, i) => c.Count == 0
            ? MeasuredCounts.None with { Parts = reporters.Nothing(applicationId ?? query.ApplicationId) }
            : Counts(c, effects.Of([_scopes[i]], applicationId), effects.OfOutcomes([_scopes[i]], applicationId))).ToList();
        var total = new CountedApplications();
        foreach (var period in counted) total.Add(period);
        return new(name, isRest, points, Counts(total, RangeEffect(s => effects.Of(s, applicationId)), RangeEffect(s => effects.OfOutcomes(s, applicationId))));
    }

    private MeasuredCounts Counts(CountedApplications counted, double effect, double outcomeEffect) => MeasuredCounts.Of(counted.Total(), effect) with
    {
        OutcomeEffect = outcomeEffect, Parts = PartsOf(counted),
    };

    private IReadOnlyList<SuccessPart> PartsOf(CountedApplications counted)
    {
        var parts = counted.Where(c => c.Value.Count > 0).Select(c => reporters.PartOf(c.Key, "", c.Value)).ToList();
        return parts.Count > 0 ? parts : reporters.Nothing(query.ApplicationId);
    }

    /// <summary>
    /// Who comes on several days is one person of the range. People who come at a steady pace make the excess of the effect grow in
    /// proportion to time, so a part of a month has that part of the month's excess.
    /// </summary>
    private double RangeEffect(Func<IEnumerable<string>, double> effectOf)
    {
        var withinPeriods = effectOf(_scopes);
        var days = query.To.DayNumber - query.From.DayNumber + 1;
        if (query.Step is TrendStep.Week or TrendStep.Month || days == 1) return withinPeriods;
        var excess = effectOf(Trends.MonthsOf(periods)) - 1;
        return Math.Max(withinPeriods, 1 + (excess * Math.Min(1, days / DaysAMonth)));
    }
}
