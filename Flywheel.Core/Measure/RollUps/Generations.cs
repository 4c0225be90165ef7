using Flywheel.Core.Data;
using Flywheel.Core.Measure.Success;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Measure.RollUps;

/// <summary>Which pass over the records is shown, and which is being built.</summary>
public static class Generations
{
    /// <summary>The one that every figure comes from. The start-up put the first one there.</summary>
    public static Task<MeasureGeneration> ShownAsync(FlywheelDbContext db, CancellationToken cancellationToken) =>
        db.MeasureGenerations.AsNoTracking().Where(g => g.ShownAt != null && g.RetiredAt == null).OrderByDescending(g => g.Id).FirstAsync(cancellationToken);

    /// <summary>The one that is being built; null where nothing is.</summary>
    public static Task<MeasureGeneration?> BuildingAsync(FlywheelDbContext db, CancellationToken cancellationToken) =>
        db.MeasureGenerations.AsNoTracking().Where(g => g.ShownAt == null && g.RetiredAt == null).OrderByDescending(g => g.Id).FirstOrDefaultAsync(cancellationToken);

    /// <summary>
    /// Begins a new pass under the newest definition, in the caller's transaction; a pass that was being built is given up.
    /// </summary>
    internal static async Task BeginAsync(FlywheelDbContext db, DateTime now, CancellationToken cancellationToken)
    {
        await db.MeasureGenerations.Where(g => g.ShownAt == null && g.RetiredAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(g => g.RetiredAt, now), cancellationToken);
        var last = await db.MeasureGenerations.OrderByDescending(g => g.Id).Select(g => g.Id).FirstAsync(cancellationToken);
        var definition = await db.SuccessDefinitions.OrderByDescending(d => d.Number).Select(d => d.Number).FirstAsync(cancellationToken);
        var offsets = await db.RollUpOffsets.Select(o => o.OffsetMinutes).Distinct().ToListAsync(cancellationToken);
        db.MeasureGenerations.Add(new() { Id = last + 1, DefinitionVersion = definition, Form = MeasureGeneration.CurrentForm, StartedAt = now });
        // It begins empty: every slice to come gets its days at once.
        db.RollUpOffsets.AddRange(offsets.Select(o => new RollUpOffset { Generation = last + 1, OffsetMinutes = o, FilledThrough = long.MaxValue }));
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>
    /// Begins a new pass where the newest one was made by an earlier version of the program, whose roll-ups count something else.
    /// </summary>
    internal static async Task RenewAsync(FlywheelDbContext db, DateTime now, CancellationToken cancellationToken)
    {
        var newest = await db.MeasureGenerations.AsNoTracking().Where(g => g.RetiredAt == null).OrderByDescending(g => g.Id).FirstOrDefaultAsync(cancellationToken);
        if (newest is not null && newest.Form < MeasureGeneration.CurrentForm) await BeginAsync(db, now, cancellationToken);
    }

    /// <summary>Shows a pass that has caught up, and retires the one before it, in the caller's write. False where somebody else did.</summary>
    internal static async Task<bool> ShowAsync(FlywheelDbContext db, int generation, DateTime now, CancellationToken cancellationToken)
    {
        var shown = await db.MeasureGenerations.Where(g => g.Id == generation && g.ShownAt == null && g.RetiredAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(g => g.ShownAt, now), cancellationToken);
        if (shown == 0) return false;
        await db.MeasureGenerations.Where(g => g.Id < generation && g.RetiredAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(g => g.RetiredAt, now), cancellationToken);
        return true;
    }
}
