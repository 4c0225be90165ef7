using Flywheel.Core.Access;
using Flywheel.Core.Audit;
using Flywheel.Core.Data;
using Flywheel.Core.Measure.RollUps;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Measure.Revolutions;

/// <summary>The ledger of revolutions: read by everybody who may look, changed by managers and admins, each change audited.</summary>
public sealed class Revolutions(
    Database database, AuditLog audit, ChangeBus changes, Measurer measurer, MeasureLags lags, TimeProvider clock, ActorActions actions)
{
    /// <summary>All revolutions, oldest first, with their figures from the applications that the actor may see.</summary>
    /// <param name="applicationId">Null for all of those together.</param>
    public async Task<Ledger> ReadAsync(Actor actor, int? applicationId, CancellationToken cancellationToken)
    {
        await using var db = await database.ReadAsync(cancellationToken);
        return await new LedgerReader(db, clock.Now()).ReadAsync(actor.Applications.Narrowed(applicationId), cancellationToken);
    }

    /// <summary>
    /// Closes the open revolution and opens the next one, in one transaction: at every moment exactly one is open. What came in before is measured
    /// first; where that takes longer than <see cref="Measurer.LongestWait"/>, nothing is closed and the outcome says how far it is.
    /// </summary>
    /// <param name="id">The one that the closer saw open, so that two who close at once do not close two; null closes whatever is open.</param>
    /// <param name="name">A new name for the one that is closed, at most 200 characters; null leaves it.</param>
    /// <param name="note">What was shipped in it, at most 4,000 characters; null leaves it.</param>
    /// <param name="nextName">The name of the one that is opened; null numbers it.</param>
    public Task<LedgerOutcome> CloseAsync(Actor actor, int? id, string? name, string? note, string? nextName, CancellationToken cancellationToken) =>
        actions.RunAsync(actor, "revolution.close", "revolution", () => DoCloseAsync(actor, id, name, note, nextName, cancellationToken), cancellationToken);

    private async Task<LedgerOutcome> DoCloseAsync(Actor actor, int? id, string? name, string? note, string? nextName, CancellationToken cancellationToken)
    {
        var errors = Check(("name", name, 200), ("note", note, 4000), ("next_name", nextName, 200));
        if (actor.MayManage && errors.Count == 0 && !await measurer.CatchUpToNowAsync(cancellationToken))
            return new LedgerOutcome.NotMeasured(await lags.ReadAsync(actor, null, cancellationToken));
        return await ChangeAsync(actor, errors, async db =>
        {
            var open = await db.Revolutions.SingleAsync(r => r.Open != null, cancellationToken);
            if (id is not null && open.Id != id) return new LedgerOutcome.Conflict();
            var now = clock.Now();
            (open.Name, open.Note) = (Given(name) ?? open.Name, Given(note) ?? open.Note);
            (open.EndedAt, open.Open, open.ClosedBy) = (now, null, actor.Name);
            open.Version++;
            var next = new Revolution { Id = open.Id + 1, Name = Given(nextName) ?? $"Revolution {open.Id + 1}", StartedAt = now, Open = 1 };
            audit.Append(db, actor, "revolution.close", $"revolution/{open.Id}", null, new { open.Name, open.Note, NextName = next.Name });
            // The one that is closed must be so before another is open.
            await db.SaveChangesAsync(cancellationToken);
            db.Revolutions.Add(next);
            return new LedgerOutcome.Done(open.Id, next.Id);
        }, cancellationToken);
    }

    /// <summary>
    /// Changes a revolution's name, note and the model versions that belong to it. Where that moves interactions, history is
    /// recomputed in the background.
    /// </summary>
    public Task<LedgerOutcome> ChangeAsync(Actor actor, int id, RevolutionEdit edit, CancellationToken cancellationToken) =>
        actions.RunAsync(actor, "revolution.change", $"revolution/{id}", () => DoChangeAsync(actor, id, edit, cancellationToken), cancellationToken);

    private Task<LedgerOutcome> DoChangeAsync(Actor actor, int id, RevolutionEdit edit, CancellationToken cancellationToken)
    {
        var errors = edit.Validate();
        return ChangeAsync(actor, errors, async db =>
        {
            var revolution = await db.Revolutions.Include(r => r.Models).FirstOrDefaultAsync(r => r.Id == id, cancellationToken);
            if (revolution is null) return new LedgerOutcome.NotFound();
            if (edit.Version is not null && revolution.Version != edit.Version) return new LedgerOutcome.Conflict();
            var before = new { revolution.Name, revolution.Note, Models = revolution.Models.Select(m => m.ModelVersion).Order().ToList() };
            var wanted = edit.ModelVersions?.Distinct(StringComparer.Ordinal).ToList() ?? before.Models;
            (revolution.Name, revolution.Note) = (Given(edit.Name) ?? revolution.Name, edit.Note is null ? revolution.Note : Given(edit.Note));
            revolution.Version++;
            audit.Append(db, actor, "revolution.change", $"revolution/{id}", before, new { revolution.Name, revolution.Note, Models = wanted });
            await MapAsync(db, revolution, wanted, cancellationToken);
            var open = await db.Revolutions.Where(r => r.Open != null).Select(r => r.Id).SingleAsync(cancellationToken);
            return new LedgerOutcome.Done(id, open);
        }, cancellationToken);
    }

    private async Task<LedgerOutcome> ChangeAsync(
        Actor actor, Dictionary<string, string[]> errors, Func<FlywheelDbContext, Task<LedgerOutcome>> work, CancellationToken cancellationToken)
    {
        if (!actor.MayManage) return new LedgerOutcome.NotAllowed();
        if (errors.Count > 0) return new LedgerOutcome.Invalid(errors);
        var outcome = await database.WriteAsync(work, cancellationToken);
        changes.Publish(Change.Measures);
        return outcome;
    }

    private async Task MapAsync(FlywheelDbContext db, Revolution revolution, List<string> wanted, CancellationToken cancellationToken)
    {
        var gone = revolution.Models.Where(m => !wanted.Contains(m.ModelVersion)).ToList();
        var added = wanted.Where(w => revolution.Models.All(m => m.ModelVersion != w)).ToList();
        if (gone.Count + added.Count == 0) return;
        db.RemoveRange(gone);
        await db.RevolutionModels.Where(m => added.Contains(m.ModelVersion)).ExecuteDeleteAsync(cancellationToken);
        revolution.Models.AddRange(added.Select(m => new RevolutionModel { ModelVersion = m, RevolutionId = revolution.Id }));
        await db.SaveChangesAsync(cancellationToken);
        var moved = gone.Select(m => m.ModelVersion).Concat(added).ToList();
        if (await db.Slices.AnyAsync(s => s.Dimension == Dimension.ModelVersion && (moved.Contains(s.Value) || s.Value == Slice.Rest), cancellationToken))
            await Generations.BeginAsync(db, clock.Now(), cancellationToken);
    }

    internal static Dictionary<string, string[]> Check(params (string Field, string? Text, int Most)[] texts) => texts
        .Where(t => t.Text is not null && (t.Text.EnumerateRunes().Count() > t.Most || t.Text.Contains('\0')))
        .ToDictionary(t => t.Field, t => new[] { $"must be at most {t.Most:N0} characters, without NUL." });

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
