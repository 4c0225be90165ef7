using Flywheel.Core.Measure.Statistics;
using Flywheel.Core.Measure.Success;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Measure.Experiments;

/// <summary>What the past says about a metric: the level to plan with, and how much comes in.</summary>
/// <param name="Level">The rate or mean; null without trials.</param>
/// <param name="Deviation">For a value: its standard deviation over units.</param>
/// <param name="Trials">Trials that the level rests on.</param>
internal sealed record PastLevel(double? Level, double? Deviation, double DesignEffect, double Trials);

/// <summary>Reads levels and traffic from facts; sums are made in the database.</summary>
internal static class TrafficReader
{
    /// <summary>The level of a metric over these interactions, with units as clusters; interactions without a unit are left out.</summary>
    public static async Task<PastLevel> LevelAsync(
        IQueryable<MeasuredInteraction> rows, ExperimentMetric metric, ExperimentUnit unit, CancellationToken cancellationToken)
    {
        var hits = Hits(Trials(rows, metric), metric);
        if (!metric.IsRate) return await MeanAsync(PerUnit(hits, unit), cancellationToken);
        var clusters = unit == ExperimentUnit.Interaction ? await EachOnceAsync(hits, cancellationToken) : await ClustersAsync(PerUnit(hits, unit), cancellationToken);
        return new(clusters.Rate, null, ClusterRobust.DesignEffect(clusters), clusters.Trials);
    }

    /// <summary>The interactions that the metric counts.</summary>
    public static IQueryable<MeasuredInteraction> Trials(IQueryable<MeasuredInteraction> rows, ExperimentMetric metric) => metric.Kind switch
    {
        MetricKind.SuccessRate => rows.Where(m => m.Verdict != Verdict.Unknown),
        MetricKind.Value => rows.Where(m => m.Value != null),
        MetricKind.Coverage => rows.Where(m => m.Exposed),
        _ => rows,
    };

    private static IQueryable<UnitTrials> PerUnit(IQueryable<Hit> hits, ExperimentUnit unit) => unit switch
    {
        ExperimentUnit.Person => hits.Where(h => h.Person != null).GroupBy(h => new { h.ApplicationId, h.Person })
            .Select(g => new UnitTrials { Trials = g.Count(), Hits = g.Sum(h => h.Score) }),
        ExperimentUnit.Session => hits.Where(h => h.Session != null).GroupBy(h => new { h.ApplicationId, h.Session })
            .Select(g => new UnitTrials { Trials = g.Count(), Hits = g.Sum(h => h.Score) }),
        _ => hits.Select(h => new UnitTrials { Trials = 1, Hits = h.Score }),
    };

    private static async Task<ClusterSums> ClustersAsync(IQueryable<UnitTrials> units, CancellationToken cancellationToken) =>
        await Sums(units).FirstOrDefaultAsync(cancellationToken) is { } sums
            ? new(sums.Units, sums.Trials, sums.Hits, sums.TrialsSquared, sums.Products, sums.HitsSquared)
            : default;

    /// <summary>Of a unit with one trial every square and product is the hit itself.</summary>
    private static async Task<ClusterSums> EachOnceAsync(IQueryable<Hit> hits, CancellationToken cancellationToken)
    {
        var sums = await hits.GroupBy(h => 1).Select(g => new UnitMeans { Units = g.Count(), Means = g.Sum(h => h.Score) }).FirstOrDefaultAsync(cancellationToken);
        return sums is null ? default : new(sums.Units, sums.Units, sums.Means, sums.Units, sums.Means, sums.Means);
    }

    // A score is an integer cast to a double: the literals 1.0 and 0.0 would make sums of numeric on some servers, which overflow.
    private static IQueryable<Hit> Hits(IQueryable<MeasuredInteraction> trials, ExperimentMetric metric)
    {
        if (metric.Kind == MetricKind.Value)
            return trials.Select(m => new Hit { ApplicationId = m.ApplicationId, Person = m.PersonHash, Session = m.SessionId, Score = m.Value!.Value });
        if (metric.Kind == MetricKind.SuccessRate)
            return trials.Select(m => new Hit { ApplicationId = m.ApplicationId, Person = m.PersonHash, Session = m.SessionId, Score = (double)(m.Verdict == Verdict.Succeeded ? 1 : 0) });
        var pattern = $",{metric.SignalType},";
        return trials.Select(m => new Hit { ApplicationId = m.ApplicationId, Person = m.PersonHash, Session = m.SessionId, Score = (double)(m.Signals.Contains(pattern) ? 1 : 0) });
    }

    private static IQueryable<UnitTotals> Sums(IQueryable<UnitTrials> units) => units.GroupBy(u => 1).Select(g => new UnitTotals
    {
        Units = g.Count(),
        Trials = g.Sum(u => u.Trials),
        Hits = g.Sum(u => u.Hits),
        TrialsSquared = g.Sum(u => u.Trials * u.Trials),
        Products = g.Sum(u => u.Trials * u.Hits),
        HitsSquared = g.Sum(u => u.Hits * u.Hits),
    });

    /// <summary>First the mean, then the squares around it: a difference of large sums would keep only its rounding error.</summary>
    private static async Task<PastLevel> MeanAsync(IQueryable<UnitTrials> units, CancellationToken cancellationToken)
    {
        var sums = await Means(units).FirstOrDefaultAsync(cancellationToken);
        if (sums is null) return new(null, null, 1, 0);
        var mean = sums.Means / sums.Units;
        if (!double.IsFinite(mean)) return new(null, null, 1, sums.Units);
        var squares = await Squares(units, mean).FirstOrDefaultAsync(cancellationToken);
        var sample = new Sample(sums.Units, mean, (squares?.Sum ?? 0) / Math.Max(1, sums.Units - 1));
        double? deviation = sums.Units < 2 || !sample.IsFinite ? null : sample.HasSpread ? Math.Sqrt(sample.Variance) : 0;
        return new(mean, deviation, 1, sums.Units);
    }

    private static IQueryable<UnitMeans> Means(IQueryable<UnitTrials> units) =>
        units.GroupBy(u => 1).Select(g => new UnitMeans { Units = g.Count(), Means = g.Sum(u => u.Hits / u.Trials) });

    private static IQueryable<UnitSquares> Squares(IQueryable<UnitTrials> units, double mean) =>
        units.GroupBy(u => 1).Select(g => new UnitSquares { Sum = g.Sum(u => ((u.Hits / u.Trials) - mean) * ((u.Hits / u.Trials) - mean)) });

    private sealed class Hit
    {
        public int ApplicationId { get; set; }
        public string? Person { get; set; }
        public string? Session { get; set; }
        public double Score { get; set; }
    }

    private sealed class UnitTrials
    {
        public double Trials { get; set; }
        public double Hits { get; set; }
    }

    private sealed class UnitTotals
    {
        public double Units { get; set; }
        public double Trials { get; set; }
        public double Hits { get; set; }
        public double TrialsSquared { get; set; }
        public double Products { get; set; }
        public double HitsSquared { get; set; }
    }

    private sealed class UnitMeans
    {
        public double Units { get; set; }
        public double Means { get; set; }
    }

    private sealed class UnitSquares
    {
        public double Sum { get; set; }
    }
}
