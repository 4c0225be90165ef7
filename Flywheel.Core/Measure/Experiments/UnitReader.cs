using Flywheel.Core.Data;
using Flywheel.Core.Measure.Success;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Measure.Experiments;

/// <summary>
/// Reads an experiment's facts: grouped by unit in the database, streamed in the order of units, added up here. What is held at a time is
/// one unit and the sums, however many units there are.
/// </summary>
internal sealed class UnitReader(FlywheelDbContext db, Participation participation)
{
    private readonly ExperimentDetails _experiment = participation.Experiment;

    /// <summary>Reads everything.</summary>
    public async Task<ExperimentFacts> ReadAsync(CancellationToken cancellationToken)
    {
        var taking = await participation.IsContestedAsync(db, cancellationToken) ? participation.Rows(db) : participation.Claimed(db);
        var withUnit = WithUnit(taking);
        var exposures = await withUnit.AnyAsync(m => m.Exposed, cancellationToken);
        var withoutUnit = await WithoutUnit(taking).CountAsync(cancellationToken);
        var counts = new ExperimentCounts(_experiment, exposures);
        await foreach (var unit in UnitsAsync(withUnit, cancellationToken)) counts.Add(unit);
        var interactions = counts.Interactions + withoutUnit;
        // What arrives between two queries is no reason for a negative number.
        var contested = Math.Max(0, await participation.Claimed(db).CountAsync(cancellationToken) - interactions);
        return new(counts.Arms, interactions, withoutUnit, contested, counts.InSeveralArms, exposures, participation.ByOutcomes);
    }

    private IQueryable<MeasuredInteraction> WithoutUnit(IQueryable<MeasuredInteraction> rows) => _experiment.Unit switch
    {
        ExperimentUnit.Person => rows.Where(m => m.PersonHash == null),
        ExperimentUnit.Session => rows.Where(m => m.SessionId == null),
        _ => rows.Where(m => false),
    };

    private IQueryable<MeasuredInteraction> WithUnit(IQueryable<MeasuredInteraction> rows) => _experiment.Unit switch
    {
        ExperimentUnit.Person => rows.Where(m => m.PersonHash != null),
        ExperimentUnit.Session => rows.Where(m => m.SessionId != null),
        _ => rows,
    };

    private async IAsyncEnumerable<IReadOnlyList<UnitGroup>> UnitsAsync(
        IQueryable<MeasuredInteraction> taking, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var unit = new List<UnitGroup>();
        await foreach (var group in Ordered(taking).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (unit.Count > 0 && !unit[0].Continues(group))
            {
                yield return unit;
                unit = [];
            }

            unit.Add(group);
        }

        if (unit.Count > 0) yield return unit;
    }

    private IQueryable<UnitGroup> Ordered(IQueryable<MeasuredInteraction> taking) => _experiment.Unit switch
    {
        ExperimentUnit.Person => Sums(taking.Concat(participation.Past(db)).GroupBy(m =>
            new UnitKey { ApplicationId = m.ApplicationId, Unit = m.PersonHash, Row = 0, Variant = m.Variant, Signals = m.Signals })).OrderBy(g => g.Unit).ThenBy(g => g.ApplicationId),
        ExperimentUnit.Session => Sums(taking.GroupBy(m =>
            new UnitKey { ApplicationId = m.ApplicationId, Unit = m.SessionId, Row = 0, Variant = m.Variant, Signals = m.Signals })).OrderBy(g => g.Unit).ThenBy(g => g.ApplicationId),
        _ => Sums(taking.GroupBy(m =>
            new UnitKey { ApplicationId = m.ApplicationId, Unit = null, Row = m.Id, Variant = m.Variant, Signals = m.Signals })).OrderBy(g => g.Row),
    };

    private IQueryable<UnitGroup> Sums(IQueryable<IGrouping<UnitKey, MeasuredInteraction>> groups)
    {
        var (start, any) = (participation.Start, !participation.ByOutcomes);
        return groups.Select(g => new UnitGroup
        {
            ApplicationId = g.Key.ApplicationId,
            Unit = g.Key.Unit,
            Row = g.Key.Row,
            Variant = g.Key.Variant,
            Signals = g.Key.Signals,
            Rows = g.Sum(m => m.OccurredAt >= start ? 1 : 0),
            Exposed = g.Sum(m => m.OccurredAt >= start && m.Exposed ? 1 : 0),
            ExposedEvidence = g.Sum(m => m.OccurredAt >= start && m.Exposed && m.HasEvidence ? 1 : 0),
            Successes = g.Sum(m => m.OccurredAt >= start && m.Verdict == Verdict.Succeeded && (any || m.Reported) ? 1 : 0),
            Failures = g.Sum(m => m.OccurredAt >= start && m.Verdict == Verdict.Failed && (any || m.Reported) ? 1 : 0),
            Outcomes = g.Sum(m => m.OccurredAt >= start && m.Reported ? 1 : 0),
            Values = g.Sum(m => m.OccurredAt >= start && m.Value != null ? 1 : 0),
            ValueSum = g.Sum(m => m.OccurredAt >= start && m.Value != null ? m.Value.Value : 0),
            PastRows = g.Sum(m => m.OccurredAt < start ? 1 : 0),
            PastSuccesses = g.Sum(m => m.OccurredAt < start && m.Verdict == Verdict.Succeeded && (any || m.Reported) ? 1 : 0),
            PastFailures = g.Sum(m => m.OccurredAt < start && m.Verdict == Verdict.Failed && (any || m.Reported) ? 1 : 0),
            PastValues = g.Sum(m => m.OccurredAt < start && m.Value != null ? 1 : 0),
            PastValueSum = g.Sum(m => m.OccurredAt < start && m.Value != null ? m.Value.Value : 0),
        });
    }
}
