using Flywheel.Core.Access;
using Flywheel.Core.Audit;
using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Curate.Datasets;

/// <summary>One approved pair, as the training-candidates route tells it.</summary>
/// <param name="CreatedAt">When the candidate was made, UTC.</param>
/// <param name="DecidedAt">When it was approved, by a person or by the policy, UTC.</param>
public sealed record ApprovedExample(
    long Id, string Input, string IdealOutput, CandidateSource Source, Quality Quality, int ApplicationId, string RequestId, string? Segment, string? ModelVersion,
    DateTime CreatedAt, DateTime? DecidedAt);

/// <summary>What may be trained on now: approved candidates only.</summary>
public sealed class ApprovedExamples(Database database, AuditLog audit, ActorActions actions)
{
    /// <summary>Puts into the audit that somebody begins to pull them.</summary>
    /// <param name="application">The application's name; null for all that the actor may see.</param>
    public Task NotePullAsync(Actor actor, string? application, Quality least, CancellationToken cancellationToken) =>
        actions.RunAsync(actor, "training_data.pull", "training_data", () => DoNotePullAsync(actor, application, least, cancellationToken), cancellationToken);

    private Task<bool> DoNotePullAsync(Actor actor, string? application, Quality least, CancellationToken cancellationToken) => database.WriteAsync(
        async db =>
        {
            audit.Append(db, actor, "training_data.pull", $"application/{application ?? (actor.Applications.IsAll ? "all" : "several")}", null, Pulled(actor, least));
            return true;
        },
        cancellationToken);

    /// <summary>How many there are.</summary>
    /// <param name="applicationId">Null: of all applications that the actor may see.</param>
    public async Task<int> CountAsync(Actor actor, int? applicationId, Quality least, CancellationToken cancellationToken)
    {
        await using var db = await database.ReadAsync(cancellationToken);
        return await Query(db, actor.Applications.Narrowed(applicationId), least).CountAsync(cancellationToken);
    }

    /// <summary>All of them after an id, by rising id, streamed.</summary>
    public async IAsyncEnumerable<ApprovedExample> StreamAsync(
        Actor actor, int? applicationId, Quality least, long after, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var db = await database.ReadAsync(cancellationToken);
        await foreach (var c in TrainingRows.PagesAsync(db, d => Query(d, actor.Applications.Narrowed(applicationId), least), after, cancellationToken))
            yield return new(c.Id, c.Input, c.IdealOutput!, c.Source, TrainingRows.QualityOf(c.Source), c.ApplicationId, c.RequestId, c.Segment, c.ModelVersion, c.CreatedAt, c.DecidedAt);
    }

    private static object Pulled(Actor actor, Quality least) =>
        actor.Applications.IsAll ? new { Least = least } : new { Least = least, Applications = actor.Applications.Ids };

    private static IQueryable<TrainingCandidate> Query(FlywheelDbContext db, ApplicationAccess access, Quality least)
    {
        var sources = TrainingRows.SourcesFrom(least);
        return db.Candidates.Where(c => c.State == CandidateState.Approved && sources.Contains(c.Source)).Within(access, c => c.ApplicationId);
    }
}
