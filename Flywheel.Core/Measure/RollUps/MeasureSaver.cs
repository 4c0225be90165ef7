using Flywheel.Core.Collect;
using Flywheel.Core.Data;
using Flywheel.Core.Measure.Success;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Measure.RollUps;

/// <summary>
/// The second half of measuring: rows are replaced, and the sums follow them. Everything is worked out first; only the
/// writing needs the write lock. One instance a try.
/// </summary>
internal sealed class MeasureSaver(FlywheelDbContext db, SliceDirectory slices, DateTime now)
{
    private readonly List<long> _gone = [];
    private readonly List<MeasuredInteraction> _added = [];
    private readonly List<PersonCount> _persons = [];
    private readonly Dictionary<(int, string), ClusterCount> _clusters = [];
    private RollUpDeltas _deltas = new([]);
    private IReadOnlyList<RollUpOffset> _offsets = [];

    /// <summary>Works out what a batch changes.</summary>
    public async Task PrepareAsync(MeasureBatch batch, CancellationToken cancellationToken)
    {
        var definition = await (from g in db.MeasureGenerations
                                join d in db.SuccessDefinitions on g.DefinitionVersion equals d.Number
                                where g.Id == batch.Generation
                                select d).AsNoTracking().FirstAsync(cancellationToken);
        var types = new SignalCatalogue(await db.SignalTypes.AsNoTracking().ToListAsync(cancellationToken));
        var ledger = new RevolutionLedger(await db.Revolutions.AsNoTracking().Include(r => r.Models).ToListAsync(cancellationToken));
        _offsets = await db.RollUpOffsets.AsNoTracking().Where(o => o.Generation == batch.Generation).ToListAsync(cancellationToken);
        _deltas = new([.. _offsets.Select(o => o.OffsetMinutes)]);
        await slices.LoadAsync(db, cancellationToken);
        Compare(batch, new Measurement(batch.Generation, new(definition.Read(), types), ledger));
        await TallyAsync(batch.Generation, cancellationToken);
    }

    /// <summary>Writes it and moves the cursors, in the caller's write.</summary>
    /// <exception cref="DbUpdateConcurrencyException">Another node was faster: read again.</exception>
    public async Task WriteAsync(MeasureBatch batch, CancellationToken cancellationToken)
    {
        await batch.From.MoveAsync(db, batch.Generation, batch.To, now, cancellationToken);
        var ids = await slices.IdsAsync(db, _deltas.Slices, cancellationToken);
        await SliceDirectory.DemandAsync(db, ids.Values, cancellationToken);
        if (_gone.Count > 0) await db.MeasuredInteractions.Where(m => _gone.Contains(m.Id)).ExecuteDeleteAsync(cancellationToken);
        await db.InsertAsync(_added, cancellationToken);
        await db.AddToAsync(RollUps(batch.Generation, ids), cancellationToken);
        await db.AddToAsync(_persons, cancellationToken);
        await db.AddToAsync(_clusters.Values, cancellationToken);
    }

    private void Compare(MeasureBatch batch, Measurement measurement)
    {
        var old = batch.Old.ToDictionary(m => (m.ApplicationId, m.RequestId, m.InteractionId));
        foreach (var row in batch.Requests.SelectMany(measurement.Measure))
        {
            if (old.Remove((row.ApplicationId, row.RequestId, row.InteractionId), out var before))
            {
                if (Same(before, row)) continue;
                Remove(before);
            }

            _added.Add(row);
            _deltas.Count(row, 1);
        }

        foreach (var gone in old.Values) Remove(gone);
    }

    private void Remove(MeasuredInteraction row)
    {
        _gone.Add(row.Id);
        _deltas.Count(row, -1);
    }

    private static bool Same(MeasuredInteraction a, MeasuredInteraction b) =>
        a.OccurredAt == b.OccurredAt && a.RevolutionId == b.RevolutionId && a.Verdict == b.Verdict && a.SignalVerdict == b.SignalVerdict && a.Reported == b.Reported && a.Exposed == b.Exposed
        && a.HasEvidence == b.HasEvidence && a.Value.Equals(b.Value) && a.Signals == b.Signals && a.SignalValues == b.SignalValues && a.PersonHash == b.PersonHash && a.SessionId == b.SessionId
        && a.Segment == b.Segment && a.Experiment == b.Experiment && a.Variant == b.Variant && a.ModelVersion == b.ModelVersion;

    /// <summary>The sums of squares change by the difference between a person's old tally and the new one.</summary>
    private async Task TallyAsync(int generation, CancellationToken cancellationToken)
    {
        var changes = _deltas.Persons.ToList();
        var scopes = changes.Select(c => c.Key.Scope).Distinct().ToList();
        var people = changes.Select(c => c.Key.Cluster).Distinct().ToList();
        var before = people.Count == 0 ? [] : await db.PersonCounts.AsNoTracking()
            .Where(t => t.Generation == generation && scopes.Contains(t.Scope) && people.Contains(t.Cluster))
            .ToDictionaryAsync(t => new PersonKey(t.ApplicationId, t.Scope, t.Cluster), t => new Trials(t.Trials, t.Successes), cancellationToken);
        foreach (var (key, change) in changes)
        {
            var old = before.GetValueOrDefault(key);
            _persons.Add(new()
            {
                Generation = generation, ApplicationId = key.ApplicationId, Scope = key.Scope, Cluster = key.Cluster, Trials = change.Count, Successes = change.Successes,
            });
            var sums = ClustersOf(generation, key.ApplicationId, key.Scope);
            Add(sums, old, -1);
            Add(sums, old + change, 1);
        }

        foreach (var (key, change) in _deltas.Anonymous) AddAnonymous(ClustersOf(generation, key.ApplicationId, key.Scope), change);
    }

    private ClusterCount ClustersOf(int generation, int applicationId, string scope)
    {
        if (!_clusters.TryGetValue((applicationId, scope), out var sums))
            _clusters[(applicationId, scope)] = sums = new() { Generation = generation, ApplicationId = applicationId, Scope = scope };
        return sums;
    }

    private static void Add(ClusterCount sums, Trials person, int sign)
    {
        if (person.Count == 0) return;
        sums.Clusters += sign;
        sums.Trials += sign * person.Count;
        sums.Successes += sign * person.Successes;
        sums.TrialsSquared += sign * (long)person.Count * person.Count;
        sums.TrialsTimesSuccesses += sign * (long)person.Count * person.Successes;
        sums.SuccessesSquared += sign * (long)person.Successes * person.Successes;
    }

    private static void AddAnonymous(ClusterCount sums, Trials change)
    {
        sums.Clusters += change.Count;
        sums.Trials += change.Count;
        sums.Successes += change.Successes;
        sums.TrialsSquared += change.Count;
        sums.TrialsTimesSuccesses += change.Successes;
        sums.SuccessesSquared += change.Successes;
    }

    /// <summary>The changed counts by slice id. Different values of a crowded dimension share a slice, so they are added up again.</summary>
    private List<RollUp> RollUps(int generation, IReadOnlyDictionary<SliceKey, long> ids)
    {
        var filled = _offsets.ToDictionary(o => o.OffsetMinutes, o => o.FilledThrough);
        var rows = new Dictionary<(long, string, Grain, short, DateTime), RollUp>();
        foreach (var (key, change) in _deltas.Counts)
        {
            var slice = ids[key.Slice];
            if (key.Grain == Grain.Day && slice > filled[key.OffsetMinutes]) continue;
            var at = (slice, key.Measure, key.Grain, key.OffsetMinutes, key.Start);
            if (!rows.TryGetValue(at, out var row))
            {
                rows[at] = row = new()
                {
                    Generation = generation, SliceId = slice, Measure = key.Measure, Grain = key.Grain, OffsetMinutes = key.OffsetMinutes, Start = key.Start,
                };
            }

            row.Count += change;
        }

        return [.. rows.Values];
    }
}
