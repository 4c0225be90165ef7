using Flywheel.Core.Measure.Statistics;

namespace Flywheel.Core.Measure.Experiments;

/// <summary>Everything that an experiment's analysis is made of: sums, no person.</summary>
/// <param name="Arms">In declared order.</param>
/// <param name="Interactions">That took part, those without a unit included.</param>
/// <param name="WithoutUnit">Interactions whose person or session is unknown; left out.</param>
/// <param name="Contested">Interactions that name no experiment and may belong to another one as well; left out.</param>
/// <param name="InSeveralArms">Units seen in more than one arm; left out.</param>
/// <param name="Exposures">Were exposures sent?</param>
/// <param name="ByOutcomes">Is success counted by reported outcomes alone?</param>
internal sealed record ExperimentFacts(
    IReadOnlyList<ArmCounts> Arms, long Interactions, long WithoutUnit, long Contested, long InSeveralArms, bool Exposures, bool ByOutcomes = false);

/// <summary>The sums of one arm.</summary>
internal sealed class ArmCounts(string name, double share)
{
    public string Name => name;
    public double Share => share;

    /// <summary>Units seen in this arm and in no other.</summary>
    public long Units { get; set; }

    /// <summary>Of these, with a reported use.</summary>
    public long ExposedUnits { get; set; }

    public long Interactions { get; set; }

    /// <summary>Of these, with a reported outcome.</summary>
    public long Outcomes { get; set; }

    public Dictionary<ExperimentMetric, MetricSums> Metrics { get; } = [];

    /// <summary>The sums of a metric; empty ones where nothing was counted.</summary>
    public MetricSums Of(ExperimentMetric metric) => Metrics.TryGetValue(metric, out var sums) ? sums : new();
}

/// <summary>One metric's sums over the units of one arm.</summary>
internal sealed class MetricSums
{
    /// <summary>Trials and successes; for a rate.</summary>
    public ClusterSums Rate { get; private set; }

    /// <summary>Moments over units of what the unit did in the experiment and before it.</summary>
    public UnitMoments Moments { get; } = new();

    public void Add(UnitPoint point, bool isRate)
    {
        if (point.Trials <= 0) return;
        if (isRate) Rate += ClusterSums.OfOne(point.Trials, point.Hits);
        Moments.Add(point);
    }
}

/// <summary>Adds units up by arm and metric.</summary>
internal sealed class ExperimentCounts
{
    private readonly Dictionary<string, ArmCounts> _byName;
    private readonly List<ExperimentMetric> _metrics;
    private readonly bool _exposures;

    public ExperimentCounts(ExperimentDetails experiment, bool exposures)
    {
        Arms = [.. experiment.Arms.Select(a => new ArmCounts(a.Name, a.Share))];
        _byName = Arms.ToDictionary(a => a.Name, StringComparer.Ordinal);
        _metrics = [experiment.Metric, .. experiment.Guardrails, ExperimentMetric.Coverage];
        _exposures = exposures;
        foreach (var arm in Arms)
        {
            foreach (var metric in _metrics) arm.Metrics[metric] = new();
        }
    }

    public IReadOnlyList<ArmCounts> Arms { get; }

    public long InSeveralArms { get; private set; }

    /// <summary>Of all units, those in several arms included.</summary>
    public long Interactions { get; private set; }

    /// <summary>Adds one unit: everything that the database knows of it.</summary>
    public void Add(IReadOnlyList<UnitGroup> unit)
    {
        var seen = unit.Where(g => g.Rows > 0).Select(g => g.Variant!).Distinct(StringComparer.Ordinal).Take(2).ToList();
        // Somebody who was there before, and did not come while it ran.
        if (seen.Count == 0) return;
        Interactions += unit.Sum(g => (long)g.Rows);
        if (seen.Count == 1) Add(_byName[seen[0]], unit);
        else InSeveralArms++;
    }

    private void Add(ArmCounts arm, IReadOnlyList<UnitGroup> unit)
    {
        arm.Units++;
        if (unit.Any(g => g.Exposed > 0)) arm.ExposedUnits++;
        arm.Interactions += unit.Sum(g => (long)g.Rows);
        arm.Outcomes += unit.Sum(g => (long)g.Outcomes);
        foreach (var metric in _metrics) arm.Metrics[metric].Add(UnitPoints.Of(metric, unit, _exposures), metric.IsRate);
    }
}
