using System.Data.Common;
using Flywheel.Core.Access;
using Flywheel.Core.Audit;
using Flywheel.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Collect;

/// <summary>What became of adding or retiring a signal type.</summary>
public abstract record SignalTypeOutcome
{
    private SignalTypeOutcome()
    {
    }

    /// <summary>Done, and in force on this node at once.</summary>
    public sealed record Done(SignalTypeDefinition Type) : SignalTypeOutcome;

    /// <summary>Messages by member, in wire names.</summary>
    public sealed record Invalid(IReadOnlyDictionary<string, string[]> Errors) : SignalTypeOutcome;

    /// <summary>There is no such type that an admin defined, or it is retired already.</summary>
    public sealed record Missing : SignalTypeOutcome, IRefusal;
    public sealed record NotAllowed : SignalTypeOutcome, IRefusal;
}

/// <summary>
/// The signal types that admins define, each change audited. The catalogue is kept in memory: a change works at once on the node
/// it is made on, and within <see cref="MaxAge"/> on every other.
/// </summary>
public sealed class SignalTypes(Database database, AuditLog audit, ChangeBus changes, TimeProvider clock, ActorActions actions) : IDisposable
{
    private static readonly TimeSpan RefreshAfter = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(4);
    private readonly SemaphoreSlim _loading = new(1, 1);
    private Loaded? _loaded;

    /// <summary>The catalogue as it was loaded last; the built-in types alone before the first time.</summary>
    public SignalCatalogue Latest => Volatile.Read(ref _loaded)?.Catalogue ?? SignalCatalogue.BuiltIn;

    /// <summary>The catalogue, at most four seconds old; usually without a wait.</summary>
    public ValueTask<SignalCatalogue> CurrentAsync(CancellationToken cancellationToken)
    {
        var loaded = Volatile.Read(ref _loaded);
        var age = loaded is null ? TimeSpan.MaxValue : clock.GetElapsedTime(loaded.At);
        if (age > MaxAge) return ReloadAsync(loaded, cancellationToken);
        if (age > RefreshAfter && _loading.CurrentCount > 0) _ = RefreshQuietlyAsync(loaded);
        return new(loaded!.Catalogue);
    }

    /// <summary>Adds a type; the API accepts it from then on.</summary>
    public Task<SignalTypeOutcome> AddAsync(Actor actor, SignalTypeRequest request, CancellationToken cancellationToken) =>
        actions.RunAsync(actor, "signal_type.add", "signal_type", () => DoAddAsync(actor, request, cancellationToken), cancellationToken);

    private async Task<SignalTypeOutcome> DoAddAsync(Actor actor, SignalTypeRequest request, CancellationToken cancellationToken)
    {
        if (!actor.MayAdminister) return new SignalTypeOutcome.NotAllowed();
        var outcome = await database.WriteAsync(
            async db =>
            {
                var errors = request.Check();
                var taken = SignalCatalogue.BuiltIn.DefinitionOf(request.Name) is not null || await db.SignalTypes.AnyAsync(t => t.Name == request.Name, cancellationToken);
                if (taken) errors["name"] = ["is taken; the name of a retired type cannot be used again."];
                if (errors.Count > 0) return (SignalTypeOutcome)new SignalTypeOutcome.Invalid(errors);
                var added = request.ToDefinition(clock.Now(), actor.Name);
                db.SignalTypes.Add(added);
                audit.Append(db, actor, "signal_type.add", $"signal_type/{added.Name}", null, request);
                return new SignalTypeOutcome.Done(added);
            },
            cancellationToken);
        await RefreshAsync(cancellationToken);
        return outcome;
    }

    /// <summary>Retires a type: the API refuses it from then on, and what came before stays.</summary>
    public Task<SignalTypeOutcome> RetireAsync(Actor actor, string name, CancellationToken cancellationToken) =>
        actions.RunAsync(actor, "signal_type.retire", "signal_type", () => DoRetireAsync(actor, name, cancellationToken), cancellationToken);

    private async Task<SignalTypeOutcome> DoRetireAsync(Actor actor, string name, CancellationToken cancellationToken)
    {
        if (!actor.MayAdminister) return new SignalTypeOutcome.NotAllowed();
        var now = clock.Now();
        var outcome = await database.WriteAsync(
            async db =>
            {
                var retired = await db.SignalTypes.Where(t => t.Name == name && t.RetiredAt == null)
                    .ExecuteUpdateAsync(set => set.SetProperty(t => t.RetiredAt, now), cancellationToken);
                if (retired == 0) return (SignalTypeOutcome)new SignalTypeOutcome.Missing();
                audit.Append(db, actor, "signal_type.retire", $"signal_type/{name}", null, new { RetiredAt = now });
                return new SignalTypeOutcome.Done(await db.SignalTypes.AsNoTracking().SingleAsync(t => t.Name == name, cancellationToken));
            },
            cancellationToken);
        await RefreshAsync(cancellationToken);
        return outcome;
    }

    /// <inheritdoc/>
    public void Dispose() => _loading.Dispose();

    /// <summary>A load that began before the change does not count.</summary>
    private async Task RefreshAsync(CancellationToken cancellationToken)
    {
        var before = new Loaded(Latest, clock.GetTimestamp());
        Volatile.Write(ref _loaded, before);
        await ReloadAsync(before, cancellationToken);
        changes.Publish(Change.SignalTypes);
    }

    private async ValueTask<SignalCatalogue> ReloadAsync(Loaded? stale, CancellationToken cancellationToken)
    {
        await _loading.WaitAsync(cancellationToken);
        try
        {
            // Somebody else may have loaded it while this one waited.
            if (Volatile.Read(ref _loaded) is { } fresh && fresh != stale) return fresh.Catalogue;
            var loaded = new Loaded(await LoadAsync(stale, cancellationToken), clock.GetTimestamp());
            Interlocked.CompareExchange(ref _loaded, loaded, stale);
            return loaded.Catalogue;
        }
        finally
        {
            _loading.Release();
        }
    }

    /// <summary>While the database is away, the intake goes on with what was known and says so when it stores.</summary>
    private async Task<SignalCatalogue> LoadAsync(Loaded? stale, CancellationToken cancellationToken)
    {
        try
        {
            await using var db = await database.ReadAsync(cancellationToken);
            var loaded = new SignalCatalogue(await db.SignalTypes.AsNoTracking().ToListAsync(cancellationToken));
            // Whoever compiled something for a catalogue keeps it as long as nothing changes.
            return stale is not null && stale.Catalogue.IsLike(loaded) ? stale.Catalogue : loaded;
        }
        catch (DbException) when (stale is not null)
        {
            return stale.Catalogue;
        }
    }

    private async Task RefreshQuietlyAsync(Loaded? stale)
    {
        try
        {
            await ReloadAsync(stale, CancellationToken.None);
        }
        catch (Exception exception) when (exception is ObjectDisposedException or InvalidOperationException)
        {
            // The process ends.
        }
    }

    private sealed record Loaded(SignalCatalogue Catalogue, long At);
}
