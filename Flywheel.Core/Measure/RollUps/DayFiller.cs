using Flywheel.Core.Data;
using Flywheel.Core.Measure.Success;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Measure.RollUps;

/// <summary>
/// Makes the days of an offset from UTC that somebody asked for the first time out of the hours' quarters, a slice at a time.
/// </summary>
internal sealed class DayFiller(FlywheelDbContext db, WriteGate gate, TimeProvider clock)
{
    /// <summary>Fills the next slice; false where nothing is left to fill.</summary>
    public async Task<bool> FillAsync(int generation, CancellationToken cancellationToken)
    {
        var offset = await db.RollUpOffsets.AsNoTracking().Where(o => o.Generation == generation && o.FilledThrough < long.MaxValue)
            .OrderBy(o => o.OffsetMinutes).FirstOrDefaultAsync(cancellationToken);
        if (offset is null) return false;
        var slice = await db.Slices.Where(s => s.Id > offset.FilledThrough && s.RevolutionId == 0).OrderBy(s => s.Id).Select(s => s.Id).FirstOrDefaultAsync(cancellationToken);
        var days = slice == 0 ? [] : await DaysAsync(generation, slice, offset.OffsetMinutes, cancellationToken);
        var positions = await MeasurePositions.ReadAsync(db, generation, cancellationToken);
        using var turn = await gate.EnterAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        // Stands in line with the batches of other nodes: nothing may be counted between reading and writing.
        if (!await positions.MoveAsync(db, generation, positions, clock.Now(), cancellationToken)) return true;
        await db.AddToAsync(days, cancellationToken);
        var through = slice == 0 ? long.MaxValue : slice;
        await db.RollUpOffsets.Where(o => o.Generation == generation && o.OffsetMinutes == offset.OffsetMinutes)
            .ExecuteUpdateAsync(set => set.SetProperty(o => o.FilledThrough, through), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    private async Task<List<RollUp>> DaysAsync(int generation, long slice, short offset, CancellationToken cancellationToken)
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
}

/// <summary>Removes what retired passes left, a piece at a time.</summary>
internal sealed class RetiredRows(FlywheelDbContext db, WriteGate gate)
{
    private const int Piece = 2000;

    /// <summary>Removes a piece; false where nothing is left.</summary>
    public async Task<bool> RemoveAsync(CancellationToken cancellationToken)
    {
        var retired = await db.MeasureGenerations.AsNoTracking().Where(g => g.RetiredAt != null).OrderBy(g => g.Id).FirstOrDefaultAsync(cancellationToken);
        if (retired is null) return false;
        using var turn = await gate.EnterAsync(cancellationToken);
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

        await ForgetAsync(retired.Id, cancellationToken);
        return true;
    }

    private async Task ForgetAsync(int generation, CancellationToken cancellationToken)
    {
        await db.ClusterCounts.Where(t => t.Generation == generation).ExecuteDeleteAsync(cancellationToken);
        await db.RollUpOffsets.Where(o => o.Generation == generation).ExecuteDeleteAsync(cancellationToken);
        var cursors = $"measure.{generation}.";
        await db.FeedCursors.Where(c => c.Reader.StartsWith(cursors)).ExecuteDeleteAsync(cancellationToken);
        await db.MeasureGenerations.Where(g => g.Id == generation).ExecuteDeleteAsync(cancellationToken);
    }
}
