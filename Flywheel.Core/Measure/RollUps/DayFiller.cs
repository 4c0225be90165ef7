using Flywheel.Core.Data;
using Flywheel.Core.Measure.Success;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Measure.RollUps;

/// <summary>
/// Makes the days of an offset from UTC that somebody asked for the first time out of the hours' quarters, a slice at a time.
/// </summary>
internal sealed class DayFiller(Database database, TimeProvider clock)
{
    /// <summary>Fills the next slice; false where nothing is left to fill.</summary>
    public Task<bool> FillAsync(int generation, CancellationToken cancellationToken) => database.WriteAsync(
        db => PrepareAsync(db, generation, cancellationToken), (db, slice) => WriteAsync(db, generation, slice, cancellationToken), cancellationToken);

    private static async Task<FilledSlice?> PrepareAsync(FlywheelDbContext db, int generation, CancellationToken cancellationToken)
    {
        var offset = await db.RollUpOffsets.AsNoTracking().Where(o => o.Generation == generation && o.FilledThrough < long.MaxValue)
            .OrderBy(o => o.OffsetMinutes).FirstOrDefaultAsync(cancellationToken);
        if (offset is null) return null;
        var slice = await db.Slices.Where(s => s.Id > offset.FilledThrough && s.RevolutionId == 0).OrderBy(s => s.Id).Select(s => s.Id).FirstOrDefaultAsync(cancellationToken);
        // Before the rows: what is counted after them moves the positions.
        var positions = await MeasurePositions.ReadAsync(db, generation, cancellationToken);
        var days = slice == 0 ? [] : await DaysAsync(db, generation, slice, offset.OffsetMinutes, cancellationToken);
        return new(offset.OffsetMinutes, slice == 0 ? long.MaxValue : slice, positions, days);
    }

    private async Task<bool> WriteAsync(FlywheelDbContext db, int generation, FilledSlice slice, CancellationToken cancellationToken)
    {
        // Stands in line with the batches of other nodes: nothing may be counted between reading and writing.
        await slice.Positions.MoveAsync(db, generation, slice.Positions, clock.Now(), cancellationToken);
        await db.AddToAsync(slice.Days, cancellationToken);
        await db.RollUpOffsets.Where(o => o.Generation == generation && o.OffsetMinutes == slice.OffsetMinutes)
            .ExecuteUpdateAsync(set => set.SetProperty(o => o.FilledThrough, slice.Through), cancellationToken);
        return true;
    }

    private static async Task<List<RollUp>> DaysAsync(FlywheelDbContext db, int generation, long slice, short offset, CancellationToken cancellationToken)
    {
        var days = new Dictionary<(string, DateTime), RollUp>();
        await foreach (var row in db.RollUps.AsNoTracking()
            .Where(r => r.Generation == generation && r.SliceId == slice && r.Grain == Grain.Quarter && r.OffsetMinutes == 0)
            .AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            var start = Periods.DayOf(row.Start, offset);
            if (!days.TryGetValue((row.Measure, start), out var day))
            {
                days[(row.Measure, start)] = day = new()
                {
                    Generation = generation, SliceId = slice, Measure = row.Measure, Grain = Grain.Day, OffsetMinutes = offset, Start = start,
                };
            }

            day.Count += row.Count;
        }

        return [.. days.Values];
    }

    private sealed record FilledSlice(short OffsetMinutes, long Through, MeasurePositions Positions, List<RollUp> Days);
}

/// <summary>Removes what retired passes left, a piece at a time.</summary>
internal sealed class RetiredRows(Database database)
{
    private const int Piece = 2000;

    /// <summary>Removes a piece; false where nothing is left.</summary>
    public Task<bool> RemoveAsync(CancellationToken cancellationToken) => database.WriteAsync(
        db => db.MeasureGenerations.AsNoTracking().Where(g => g.RetiredAt != null).OrderBy(g => g.Id).FirstOrDefaultAsync(cancellationToken),
        (db, retired) => RemoveAsync(db, retired, cancellationToken), cancellationToken);

    private static async Task<bool> RemoveAsync(FlywheelDbContext db, MeasureGeneration retired, CancellationToken cancellationToken)
    {
        var removed = await db.MeasuredInteractions.Where(m => m.Generation == retired.Id).OrderBy(m => m.Id).Take(Piece).ExecuteDeleteAsync(cancellationToken);
        if (removed > 0) return true;
        removed = await db.RollUps.Where(r => r.Generation == retired.Id && r.SliceId == db.RollUps.Where(o => o.Generation == retired.Id).Min(o => o.SliceId))
            .ExecuteDeleteAsync(cancellationToken);
        if (removed > 0) return true;
        var scope = await db.PersonCounts.Where(t => t.Generation == retired.Id).Select(t => new { t.ApplicationId, t.Scope }).FirstOrDefaultAsync(cancellationToken);
        if (scope is not null)
        {
            await db.PersonCounts.Where(t => t.Generation == retired.Id && t.ApplicationId == scope.ApplicationId && t.Scope == scope.Scope).ExecuteDeleteAsync(cancellationToken);
            return true;
        }

        await ForgetAsync(db, retired.Id, cancellationToken);
        return true;
    }

    private static async Task ForgetAsync(FlywheelDbContext db, int generation, CancellationToken cancellationToken)
    {
        await db.ClusterCounts.Where(t => t.Generation == generation).ExecuteDeleteAsync(cancellationToken);
        await db.RollUpOffsets.Where(o => o.Generation == generation).ExecuteDeleteAsync(cancellationToken);
        var cursors = $"measure.{generation}.";
        await db.FeedCursors.Where(c => c.Reader.StartsWith(cursors)).ExecuteDeleteAsync(cancellationToken);
        await db.MeasureGenerations.Where(g => g.Id == generation).ExecuteDeleteAsync(cancellationToken);
    }
}
