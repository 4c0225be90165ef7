using Flywheel.Core.Access;
using Flywheel.Core.Audit;
using Flywheel.Core.Collect.Intake;
using Flywheel.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Operations.Erasure;

/// <summary>A dataset version that holds something that would go.</summary>
public sealed record ErasedVersion(string Dataset, int Version, int RowsErased, int RowsLeft);

/// <summary>What an erasure would take, as of now.</summary>
/// <param name="Keys">Idempotency keys that would become tombstones.</param>
/// <param name="Versions">Each is withheld and made anew under the next number of its dataset.</param>
public sealed record ErasurePreview(
    ErasureTarget Target, int Requests, int Interactions, int Signals, int Exposures, int Outcomes, int Candidates, int Decisions, int Drafts, int Keys,
    IReadOnlyList<ErasedVersion> Versions)
{
    /// <summary>Would nothing go?</summary>
    public bool IsEmpty => Requests == 0;

    /// <summary>The number that an admin types to confirm: everything that goes for good.</summary>
    public int Items => Interactions + Signals + Exposures + Outcomes + Candidates + Decisions + Drafts;
}

/// <summary>The answer to confirming an erasure.</summary>
public abstract record ErasureOutcome
{
    /// <summary>It is written down and will be done, whatever happens to the process.</summary>
    public sealed record Begun(Guid Id) : ErasureOutcome;

    /// <summary>What would go is not what was confirmed: look again.</summary>
    public sealed record Changed(ErasurePreview Now) : ErasureOutcome;

    /// <summary>Nothing is kept of it.</summary>
    public sealed record NothingThere : ErasureOutcome;

    /// <summary>The actor is no admin.</summary>
    public sealed record NotAllowed : ErasureOutcome, IRefusal;
}

/// <summary>Previews, confirms and lists erasures, for admins. <see cref="ErasureWorker"/> does them.</summary>
public sealed class Erasures(
    Database database, AuditLog audit, ErasureJournal journal, ErasureWorker worker, Pseudonyms pseudonyms, TimeProvider clock, ActorActions actions)
{
    /// <summary>The target of a person by the user id that the client sends.</summary>
    public ErasureTarget PersonOf(int applicationId, string userId) => new(applicationId, ErasureKind.Person, pseudonyms.Of(applicationId, userId));

    /// <summary>Counts what would go; null for somebody who is no admin.</summary>
    public async Task<ErasurePreview?> PreviewAsync(Actor actor, ErasureTarget target, CancellationToken cancellationToken)
    {
        if (!actor.MayAdminister) return null;
        await using var db = await database.ReadAsync(cancellationToken);
        return await new ErasurePreviews(db, target).CountAsync(cancellationToken);
    }

    /// <summary>Confirms: from here on it happens.</summary>
    /// <param name="items">The <see cref="ErasurePreview.Items"/> that were confirmed.</param>
    public Task<ErasureOutcome> BeginAsync(Actor actor, ErasureTarget target, int items, CancellationToken cancellationToken) =>
        actions.RunAsync(actor, "erasure.begin", $"application/{target.ApplicationId}", () => DoBeginAsync(actor, target, items, cancellationToken), cancellationToken);

    private async Task<ErasureOutcome> DoBeginAsync(Actor actor, ErasureTarget target, int items, CancellationToken cancellationToken)
    {
        if (await PreviewAsync(actor, target, cancellationToken) is not { } preview) return new ErasureOutcome.NotAllowed();
        if (preview.IsEmpty) return new ErasureOutcome.NothingThere();
        if (preview.Items != items) return new ErasureOutcome.Changed(preview);
        var line = new ErasureLine(Guid.NewGuid(), clock.Now(), target.ApplicationId, target.Kind, journal.HashOf(target), actor.Name);
        await EnterAsync(actor, line, target.Value, () => journal.Append(line), cancellationToken);
        worker.Wake();
        return new ErasureOutcome.Begun(line.Id);
    }

    /// <summary>The latest erasures, the newest first; nothing for somebody who is no admin.</summary>
    public async Task<IReadOnlyList<ErasureJob>> ListAsync(Actor actor, CancellationToken cancellationToken)
    {
        if (!actor.MayAdminister) return [];
        await using var db = await database.ReadAsync(cancellationToken);
        return await db.Erasures.AsNoTracking().Include(j => j.Application).OrderByDescending(j => j.RequestedAt).Take(50).ToListAsync(cancellationToken);
    }

    /// <summary>Writes the job down with its proof; one that is written down already is left as it is.</summary>
    /// <param name="confirm">
    /// Called when everything but the commit is done. The journal comes before the commit: what is in the database is in the journal,
    /// and what a kill leaves in the journal alone is done at the next start.
    /// </param>
    internal Task EnterAsync(Actor actor, ErasureLine line, string target, Action? confirm, CancellationToken cancellationToken) => database.WriteAsync(
        async db =>
        {
            if (await db.Erasures.AnyAsync(j => j.Id == line.Id, cancellationToken)) return false;
            db.Erasures.Add(new()
            {
                Id = line.Id, ApplicationId = line.ApplicationId, Kind = line.Kind, Target = target, TargetHash = line.TargetHash,
                RequestedBy = line.RequestedBy, RequestedAt = line.At,
            });
            audit.Append(db, actor, "erasure.begin", $"erasure/{line.Id}", null, new { line.ApplicationId, line.Kind, line.TargetHash });
            await db.SaveChangesAsync(cancellationToken);
            confirm?.Invoke();
            return true;
        },
        cancellationToken);
}
