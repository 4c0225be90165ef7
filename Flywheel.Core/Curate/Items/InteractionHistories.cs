using Flywheel.Core.Access;
using Flywheel.Core.Collect;
using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Curate.Items;

/// <summary>One answer under a request id, with everything that is kept of it.</summary>
public sealed record InteractionHistory(
    string Application, string Query, string Answer, DateTime FirstSeenAt, IReadOnlyList<KeptSignal> Signals, IReadOnlyList<KeptCandidate> Candidates);

/// <summary>A signal without whose it was.</summary>
public sealed record KeptSignal(
    string SignalType, string? UserCorrection, string? SessionId, string? Segment, string? Experiment, string? Variant, string? ModelVersion,
    string? Metadata, bool TrainingConsent, DateTime OccurredAt, DateTime ReceivedAt, double? Value = null);

/// <summary>A candidate made from the answer.</summary>
public sealed record KeptCandidate(
    long Id, CandidateSource Source, CandidateState State, RejectReason? Reason, Quality Quality, double Score, string ProposedOutput, string? IdealOutput);

/// <summary>A use of the product, without whose it was.</summary>
public sealed record KeptUse(
    string? SessionId, string? Segment, string? Experiment, string? Variant, string? ModelVersion, DateTime OccurredAt, DateTime ReceivedAt);

/// <summary>A reported outcome; the last one counts.</summary>
public sealed record KeptOutcome(bool Success, double? Value, string? Source, DateTime OccurredAt, DateTime ReceivedAt);

/// <summary>Everything that is kept of a request id, the oldest first.</summary>
public sealed record RequestHistory(IReadOnlyList<InteractionHistory> Answers, IReadOnlyList<KeptUse> Uses, IReadOnlyList<KeptOutcome> Outcomes)
{
    /// <summary>Is nothing known of it?</summary>
    public bool IsEmpty => Answers.Count + Uses.Count + Outcomes.Count == 0;
}

/// <summary>What is kept of a request id.</summary>
public sealed class InteractionHistories(Database database)
{
    private const int MostSignals = 1000;

    /// <summary>Everything under the request id.</summary>
    /// <param name="applicationId">Null: in all applications that the actor may see.</param>
    public async Task<RequestHistory> ReadAsync(Actor actor, int? applicationId, string requestId, CancellationToken cancellationToken)
    {
        await using var db = await database.ReadAsync(cancellationToken);
        var access = actor.Applications.Narrowed(applicationId);
        var uses = await db.Exposures.Where(e => e.RequestId == requestId).Within(access, e => e.ApplicationId)
            .OrderBy(e => e.Id).Take(MostSignals)
            .Select(e => new KeptUse(e.SessionId, e.Segment, e.Experiment, e.Variant, e.ModelVersion, e.OccurredAt, e.ReceivedAt)).ToListAsync(cancellationToken);
        var outcomes = await db.Outcomes.Where(o => o.RequestId == requestId).Within(access, o => o.ApplicationId)
            .OrderBy(o => o.Id).Take(MostSignals)
            .Select(o => new KeptOutcome(o.Success, o.Value, o.Source, o.OccurredAt, o.ReceivedAt)).ToListAsync(cancellationToken);
        return new(await AnswersAsync(db, access, requestId, cancellationToken), uses, outcomes);
    }

    private static async Task<List<InteractionHistory>> AnswersAsync(FlywheelDbContext db, ApplicationAccess access, string requestId, CancellationToken cancellationToken)
    {
        var interactions = await db.Interactions.AsNoTracking().Include(i => i.Application)
            .Where(i => i.RequestId == requestId).Within(access, i => i.ApplicationId)
            .OrderBy(i => i.Id).Take(100).ToListAsync(cancellationToken);
        var ids = interactions.ConvertAll(i => i.Id);
        var signals = await db.Signals.AsNoTracking().Where(s => ids.Contains(s.InteractionId)).OrderBy(s => s.Id).Take(MostSignals).ToListAsync(cancellationToken);
        var candidates = await db.Candidates.AsNoTracking().Where(c => ids.Contains(c.InteractionId)).OrderBy(c => c.Id).ToListAsync(cancellationToken);
        return interactions.ConvertAll(i => new InteractionHistory(
            i.Application!.Name, i.Query, i.Answer, i.FirstSeenAt,
            [.. signals.Where(s => s.InteractionId == i.Id).Select(Kept)], [.. candidates.Where(c => c.InteractionId == i.Id).Select(Kept)]));
    }

    private static KeptSignal Kept(Signal s) => new(
        s.Type, s.Correction, s.SessionId, s.Segment, s.Experiment, s.Variant, s.ModelVersion, s.Metadata, s.TrainingConsent, s.OccurredAt, s.ReceivedAt, s.Value);

    private static KeptCandidate Kept(TrainingCandidate c) => new(
        c.Id, c.Source, c.State, c.Reason, c.Quality, c.Score, c.ProposedOutput, c.IdealOutput);
}
