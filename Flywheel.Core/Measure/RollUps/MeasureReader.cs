using Flywheel.Core.Collect;
using Flywheel.Core.Data;
using Flywheel.Core.Measure.Success;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Measure.RollUps;

/// <summary>How far a generation has read each of the three feeds.</summary>
internal readonly record struct MeasurePositions(long Signals, long Exposures, long Outcomes)
{
    public static string SignalsOf(int generation) => $"measure.{generation}.signals";

    public static string ExposuresOf(int generation) => $"measure.{generation}.exposures";

    public static string OutcomesOf(int generation) => $"measure.{generation}.outcomes";

    public static async Task<MeasurePositions> ReadAsync(FlywheelDbContext db, int generation, CancellationToken cancellationToken) => new(
        await SignalFeed.PositionAsync(db, SignalsOf(generation), cancellationToken),
        await SignalFeed.PositionAsync(db, ExposuresOf(generation), cancellationToken),
        await SignalFeed.PositionAsync(db, OutcomesOf(generation), cancellationToken));

    /// <summary>The newest record of each feed.</summary>
    public static async Task<MeasurePositions> LastAsync(FlywheelDbContext db, CancellationToken cancellationToken) => new(
        await db.Signals.OrderByDescending(s => s.Id).Select(s => s.Id).FirstOrDefaultAsync(cancellationToken),
        await db.Exposures.OrderByDescending(e => e.Id).Select(e => e.Id).FirstOrDefaultAsync(cancellationToken),
        await db.Outcomes.OrderByDescending(o => o.Id).Select(o => o.Id).FirstOrDefaultAsync(cancellationToken));

    /// <summary>All three ids together: how far along, as a share of <see cref="LastAsync"/>.</summary>
    public double Sum => (double)Signals + Exposures + Outcomes;

    /// <summary>Is everything up to there read?</summary>
    public bool HasReached(MeasurePositions target) => Signals >= target.Signals && Exposures >= target.Exposures && Outcomes >= target.Outcomes;

    /// <summary>Moves all three, in the caller's write.</summary>
    /// <exception cref="DbUpdateConcurrencyException">Another reader moved one of them in the meantime.</exception>
    public async Task MoveAsync(FlywheelDbContext db, int generation, MeasurePositions to, DateTime now, CancellationToken cancellationToken)
    {
        await SignalFeed.MoveAsync(db, SignalsOf(generation), Signals, to.Signals, now, cancellationToken);
        await SignalFeed.MoveAsync(db, ExposuresOf(generation), Exposures, to.Exposures, now, cancellationToken);
        await SignalFeed.MoveAsync(db, OutcomesOf(generation), Outcomes, to.Outcomes, now, cancellationToken);
    }
}

/// <summary>Requests that something new was recorded for, with all that is recorded of them.</summary>
internal sealed record MeasureBatch(
    int Generation, MeasurePositions From, MeasurePositions To, IReadOnlyCollection<RequestRecords> Requests, IReadOnlyList<MeasuredInteraction> Old, int Records);

/// <summary>The first half of measuring: reads what is new in the feeds, and everything it may change.</summary>
internal static class MeasureReader
{
    /// <summary>The next records of each feed, at most so many; null where there is nothing new.</summary>
    public static async Task<MeasureBatch?> ReadAsync(FlywheelDbContext db, int generation, int count, CancellationToken cancellationToken)
    {
        var from = await MeasurePositions.ReadAsync(db, generation, cancellationToken);
        var signals = await db.Signals.Where(s => s.Id > from.Signals).OrderBy(s => s.Id).Take(count)
            .Select(s => new { s.Id, s.ApplicationId, s.Interaction!.RequestId }).ToListAsync(cancellationToken);
        var exposures = await db.Exposures.Where(e => e.Id > from.Exposures).OrderBy(e => e.Id).Take(count)
            .Select(e => new { e.Id, e.ApplicationId, e.RequestId }).ToListAsync(cancellationToken);
        var outcomes = await db.Outcomes.Where(o => o.Id > from.Outcomes).OrderBy(o => o.Id).Take(count)
            .Select(o => new { o.Id, o.ApplicationId, o.RequestId }).ToListAsync(cancellationToken);
        var records = signals.Count + exposures.Count + outcomes.Count;
        if (records == 0) return null;
        var to = new MeasurePositions(
            signals.Count > 0 ? signals[^1].Id : from.Signals,
            exposures.Count > 0 ? exposures[^1].Id : from.Exposures,
            outcomes.Count > 0 ? outcomes[^1].Id : from.Outcomes);
        var requests = signals.Concat(exposures).Concat(outcomes).Select(r => (r.ApplicationId, r.RequestId)).Distinct()
            .ToDictionary(r => r, r => new RequestRecords { ApplicationId = r.ApplicationId, RequestId = r.RequestId });
        var old = await FillAsync(db, generation, to, requests, cancellationToken);
        return new(generation, from, to, requests.Values, old, records);
    }

    /// <summary>Requests that were measured before and have since lost records; the cursors stay where they are.</summary>
    public static async Task<MeasureBatch> ReadAgainAsync(
        FlywheelDbContext db, int generation, int applicationId, IReadOnlyList<string> requestIds, CancellationToken cancellationToken)
    {
        var at = await MeasurePositions.ReadAsync(db, generation, cancellationToken);
        var requests = requestIds.ToDictionary(id => (applicationId, id), id => new RequestRecords { ApplicationId = applicationId, RequestId = id });
        var old = await FillAsync(db, generation, at, requests, cancellationToken);
        return new(generation, at, at, requests.Values, old, 0);
    }

    /// <summary>Reads what is recorded of the requests up to the positions, and what was measured of them before.</summary>
    private static async Task<List<MeasuredInteraction>> FillAsync(
        FlywheelDbContext db, int generation, MeasurePositions to, Dictionary<(int, string), RequestRecords> requests, CancellationToken cancellationToken)
    {
        var applications = requests.Keys.Select(k => k.Item1).Distinct().ToList();
        var ids = requests.Keys.Select(k => k.Item2).Distinct().ToList();
        var answers = await db.Interactions.Where(i => applications.Contains(i.ApplicationId) && ids.Contains(i.RequestId))
            .Select(i => new { i.Id, i.ApplicationId, i.RequestId }).ToListAsync(cancellationToken);
        var ofAnswer = new Dictionary<long, RequestRecords>();
        foreach (var answer in answers)
        {
            if (!requests.TryGetValue((answer.ApplicationId, answer.RequestId), out var request)) continue;
            request.Interactions.Add(answer.Id);
            ofAnswer[answer.Id] = request;
        }

        var known = ofAnswer.Keys.ToList();
        foreach (var signal in await db.Signals.Where(s => known.Contains(s.InteractionId) && s.Id <= to.Signals)
            .Select(s => new SignalRecord(
                s.Id, s.InteractionId, s.Type, s.Value, s.PersonHash, s.SessionId, s.Segment, s.Experiment, s.Variant, s.ModelVersion, s.OccurredAt, s.ReceivedAt))
            .ToListAsync(cancellationToken))
            ofAnswer[signal.InteractionId].Signals.Add(signal);
        foreach (var exposure in await db.Exposures.AsNoTracking()
            .Where(e => applications.Contains(e.ApplicationId) && ids.Contains(e.RequestId) && e.Id <= to.Exposures).ToListAsync(cancellationToken))
            requests.GetValueOrDefault((exposure.ApplicationId, exposure.RequestId))?.Exposures.Add(exposure);
        foreach (var outcome in await db.Outcomes.AsNoTracking()
            .Where(o => applications.Contains(o.ApplicationId) && ids.Contains(o.RequestId) && o.Id <= to.Outcomes).ToListAsync(cancellationToken))
            requests.GetValueOrDefault((outcome.ApplicationId, outcome.RequestId))?.Outcomes.Add(outcome);
        var old = await db.MeasuredInteractions.AsNoTracking()
            .Where(m => m.Generation == generation && applications.Contains(m.ApplicationId) && ids.Contains(m.RequestId)).ToListAsync(cancellationToken);
        return old.FindAll(m => requests.ContainsKey((m.ApplicationId, m.RequestId)));
    }
}
