using Flywheel.Core.Access;
using Flywheel.Core.Audit;
using Flywheel.Core.Collect;
using Flywheel.Core.Data;
using Flywheel.Core.Measure.RollUps;
using Flywheel.Core.Measure.Success;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Measure.Definitions;

/// <summary>A definition and the number it is stored under.</summary>
public sealed record NumberedDefinition(int Number, SuccessDefinition Definition, DateTime CreatedAt, string CreatedBy, string? Note);

/// <summary>What became of changing the success definition.</summary>
public abstract record DefinitionOutcome
{
    private DefinitionOutcome()
    {
    }

    /// <summary>Stored; history is being recomputed by it.</summary>
    public sealed record Changed(int Number) : DefinitionOutcome;

    /// <summary>Messages by member, in wire names.</summary>
    public sealed record Invalid(IReadOnlyDictionary<string, string[]> Errors) : DefinitionOutcome;

    /// <summary>Somebody changed it in the meantime.</summary>
    public sealed record Conflict(int InForce) : DefinitionOutcome, IRefusal;
    public sealed record NotAllowed : DefinitionOutcome, IRefusal;
}

/// <summary>The versions of the success definition; changed by admins, each change audited.</summary>
public sealed class SuccessDefinitions(Database database, AuditLog audit, ChangeBus changes, SignalTypes types, TimeProvider clock, ActorActions actions)
{
    /// <summary>All versions, the newest first; the newest is in force.</summary>
    public async Task<IReadOnlyList<NumberedDefinition>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = await database.ReadAsync(cancellationToken);
        var versions = await db.SuccessDefinitions.AsNoTracking().OrderByDescending(d => d.Number).ToListAsync(cancellationToken);
        return versions.ConvertAll(v => new NumberedDefinition(v.Number, v.Read(), v.CreatedAt, v.CreatedBy, v.Note));
    }

    /// <summary>Stores a new version and begins to recompute history by it; charts change over when that is done.</summary>
    /// <param name="seen">The version that the change was made from.</param>
    /// <param name="note">Why, at most 2,000 characters.</param>
    public Task<DefinitionOutcome> ChangeAsync(Actor actor, int seen, SuccessDefinition definition, string? note, CancellationToken cancellationToken) =>
        actions.RunAsync(actor, "success_definition.change", "success_definition", () => DoChangeAsync(actor, seen, definition, note, cancellationToken), cancellationToken);

    private async Task<DefinitionOutcome> DoChangeAsync(Actor actor, int seen, SuccessDefinition definition, string? note, CancellationToken cancellationToken)
    {
        if (!actor.MayAdminister) return new DefinitionOutcome.NotAllowed();
        if (Check(definition, note, await types.CurrentAsync(cancellationToken)) is { Count: > 0 } errors) return new DefinitionOutcome.Invalid(errors);
        var outcome = await database.WriteAsync(
            async db =>
            {
                var last = await db.SuccessDefinitions.OrderByDescending(d => d.Number).FirstAsync(cancellationToken);
                if (last.Number != seen) return (DefinitionOutcome)new DefinitionOutcome.Conflict(last.Number);
                var next = new SuccessDefinitionVersion
                {
                    Number = last.Number + 1, Document = definition.ToJson(), CreatedAt = clock.Now(), CreatedBy = actor.Name, Note = note,
                };
                db.SuccessDefinitions.Add(next);
                audit.Append(db, actor, "success_definition.change", $"success_definition/{next.Number}", last.Read(), definition);
                await db.SaveChangesAsync(cancellationToken);
                await Generations.BeginAsync(db, clock.Now(), cancellationToken);
                return new DefinitionOutcome.Changed(next.Number);
            },
            cancellationToken);
        changes.Publish(Change.Measures);
        return outcome;
    }

    private static Dictionary<string, string[]> Check(SuccessDefinition definition, string? note, SignalCatalogue types)
    {
        var errors = new Dictionary<string, string[]>();
        if (definition.Threshold is not (> 0 and <= 1)) errors["threshold"] = ["must be above 0 and at most 1."];
        foreach (var (type, _) in definition.Weights.Where(w => w.Value is not (>= -1 and <= 1))) errors[$"weights.{type}"] = ["must be between -1 and 1."];
        foreach (var type in definition.Weights.Keys.Where(name => types.DefinitionOf(name) is null)) errors[$"weights.{type}"] = ["is no signal type."];
        if (definition.Weights.Values.All(w => w == 0)) errors["weights"] = ["must not all be 0: nothing would succeed or fail."];
        if (note?.Length > 2000) errors["note"] = ["must be at most 2,000 characters."];
        return errors;
    }
}
