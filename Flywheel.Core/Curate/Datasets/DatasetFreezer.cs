using Flywheel.Core.Access;
using Flywheel.Core.Audit;
using Flywheel.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Curate.Datasets;

/// <summary>The answer to freezing a version.</summary>
public abstract record FreezeOutcome
{
    /// <summary>It is there, whole.</summary>
    public sealed record Frozen(string Dataset, int Version, int Rows, string Sha256) : FreezeOutcome;

    /// <summary>Nothing qualifies, and nothing was made.</summary>
    /// <param name="Reason">What was there, and why none of it qualified.</param>
    public sealed record Empty(string Reason) : FreezeOutcome;

    /// <summary>Something of the request breaks a rule; by field, in wire names.</summary>
    public sealed record Invalid(IReadOnlyDictionary<string, string[]> Errors) : FreezeOutcome;

    /// <summary>A person who is neither manager nor admin.</summary>
    public sealed record NotAllowed : FreezeOutcome, IRefusal;

    /// <summary>There is no such application, or the actor does not see it.</summary>
    public sealed record NotFound : FreezeOutcome, IRefusal;

    /// <summary>Reviews were taken back while it was made, again and again; nothing was made.</summary>
    public sealed record Disturbed : FreezeOutcome;
}

/// <summary>
/// Makes dataset versions. A version is the approved candidates of one instant; it becomes visible in one step when it is
/// whole. An item that is taken back while it is being frozen spoils the try, and it is made anew.
/// </summary>
public sealed class DatasetFreezer(
    Database database, AuditLog audit, Exporters exporters, ChangeBus changes, TimeProvider clock, ActorActions actions)
    : IPausable, IDisposable
{
    private const int Tries = 3;

    // One after the other: a version's splits and differences build on the one before it, whole.
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Freezes what is approved now.</summary>
    /// <param name="actor">A manager, an admin, or a key.</param>
    /// <param name="name">The dataset, made if it is new; see <see cref="DatasetName"/>.</param>
    public Task<FreezeOutcome> FreezeAsync(Actor actor, int applicationId, string name, DatasetRequest request, CancellationToken cancellationToken) =>
        actions.RunAsync(actor, "dataset.freeze", $"application/{applicationId}", () => DoFreezeAsync(actor, applicationId, name, request, cancellationToken), cancellationToken);

    private async Task<FreezeOutcome> DoFreezeAsync(Actor actor, int applicationId, string name, DatasetRequest request, CancellationToken cancellationToken)
    {
        if (!actor.MayExport) return new FreezeOutcome.NotAllowed();
        if (!actor.Applications.Covers(applicationId)) return new FreezeOutcome.NotFound();
        if (DatasetName.Validate(name) is { } error) return new FreezeOutcome.Invalid(new Dictionary<string, string[]> { ["name"] = [error] });
        var (plan, errors) = request.Validate();
        if (plan is null) return new FreezeOutcome.Invalid(errors);
        if (!await _turn.WaitAsync(database.BusyLimit, cancellationToken)) throw new DatabaseBusyException("Another version is being made; nothing was made of this one.");
        try
        {
            return await FreezeAsync(actor, applicationId, name, plan, cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Removes versions that a crash left half made. At start, before anybody freezes.</summary>
    public async Task RemoveHalfMadeAsync(CancellationToken cancellationToken)
    {
        // On a shared server another node may be making one right now.
        var before = database.HasOneProcess ? clock.Now() : clock.Now().AddDays(-1);
        await database.WriteAsync(db => db.DatasetVersions.Where(v => !v.Complete && v.CreatedAt < before).ExecuteDeleteAsync(cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    async Task<IDisposable> IPausable.PauseAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        return new Pause(_turn);
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private async Task<FreezeOutcome> FreezeAsync(Actor actor, int applicationId, string name, DatasetPlan plan, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            await using var db = await database.ReadAsync(cancellationToken);
            var builder = new DatasetVersionBuilder(db, database, audit, clock, exporters.Current, actor, plan);
            await builder.BeginAsync(applicationId, name, cancellationToken);
            if (await CompleteAsync(builder, cancellationToken) is not { } outcome) continue;
            if (outcome is FreezeOutcome.Frozen) changes.Publish(Change.Datasets);
            return outcome;
        }

        return new FreezeOutcome.Disturbed();
    }

    private static async Task<FreezeOutcome?> CompleteAsync(DatasetVersionBuilder builder, CancellationToken cancellationToken)
    {
        try
        {
            return await builder.CompleteAsync(cancellationToken);
        }
        catch
        {
            await builder.AbandonAsync();
            throw;
        }
    }
}
