using Flywheel.Core.Collect;
using Flywheel.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Curate;

/// <summary>One answer under a request id, with everything that is kept of it.</summary>
public sealed record InteractionHistory(
    string Application, string Query, string Answer, DateTime FirstSeenAt, IReadOnlyList<KeptSignal> Signals, IReadOnlyList<KeptCandidate> Candidates);

/// <summary>A signal without whose it was.</summary>
public sealed record KeptSignal(
    string SignalType, string? UserCorrection, string? SessionId, string? Segment, string? Experiment, string? Variant, string? ModelVersion,
    string? Metadata, bool TrainingConsent, DateTime OccurredAt, DateTime ReceivedAt);

/// <summary>A candidate made from the answer.</summary>
public sealed record KeptCandidate(
    long Id, CandidateSource Source, CandidateState State, RejectReason? Reason, Quality Quality, double Score, string ProposedOutput, string? IdealOutput);

/// <summary>What is kept of a request id.</summary>
public sealed class InteractionHistories(IDbContextFactory<FlywheelDbContext> contexts)
{
    private const int MostSignals = 1000;

    /// <summary>All answers under the request id, oldest first; empty where there is none.</summary>
    /// <param name="applicationId">Null: in all applications.</param>
    public async Task<IReadOnlyList<InteractionHistory>> ReadAsync(int? applicationId, string requestId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var interactions = await db.Interactions.AsNoTracking().Include(i => i.Application)
            .Where(i => i.RequestId == requestId && (applicationId == null || i.ApplicationId == applicationId))
            .OrderBy(i => i.Id).Take(100).ToListAsync(cancellationToken);
        var ids = interactions.ConvertAll(i => i.Id);
        var signals = await db.Signals.AsNoTracking().Where(s => ids.Contains(s.InteractionId)).OrderBy(s => s.Id).Take(MostSignals).ToListAsync(cancellationToken);
        var candidates = await db.Candidates.AsNoTracking().Where(c => ids.Contains(c.InteractionId)).OrderBy(c => c.Id).ToListAsync(cancellationToken);
        return interactions.ConvertAll(i => new InteractionHistory(
            i.Application!.Name, i.Query, i.Answer, i.FirstSeenAt,
            [.. signals.Where(s => s.InteractionId == i.Id).Select(Kept)], [.. candidates.Where(c => c.InteractionId == i.Id).Select(Kept)]));
    }

    private static KeptSignal Kept(Signal s) => new(
        s.Type, s.Correction, s.SessionId, s.Segment, s.Experiment, s.Variant, s.ModelVersion, s.Metadata, s.TrainingConsent, s.OccurredAt, s.ReceivedAt);

    private static KeptCandidate Kept(TrainingCandidate c) => new(
        c.Id, c.Source, c.State, c.Reason, c.Quality, c.Score, c.ProposedOutput, c.IdealOutput);
}
