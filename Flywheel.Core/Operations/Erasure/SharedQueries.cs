using Flywheel.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Operations.Erasure;

/// <summary>
/// An answer keeps the text that it was first asked with, and each further signal its own text where that differs. Where the answer stays
/// because others share it, and only the erased person asked so, the text becomes that of the first who is left.
/// </summary>
internal sealed class SharedQueries(FlywheelDbContext db)
{
    /// <summary>The shared answers that may hold the person's text, with when the person first touched them; before anything is removed.</summary>
    public async Task<IReadOnlyDictionary<long, DateTime>> ReadAsync(ErasureScope scope, CancellationToken cancellationToken)
    {
        var (signals, exposures, gone) = (scope.Signals.Keys.ToList(), scope.Exposures, scope.Interactions);
        var asked = await db.Signals.Where(s => signals.Contains(s.Id) && s.Query == null && !gone.Contains(s.InteractionId))
            .Select(s => new { s.InteractionId, s.ReceivedAt }).ToListAsync(cancellationToken);
        var used = await db.Exposures.Where(e => exposures.Contains(e.Id) && e.InteractionId != null && !gone.Contains(e.InteractionId.Value))
            .Select(e => new { InteractionId = e.InteractionId!.Value, e.ReceivedAt }).ToListAsync(cancellationToken);
        return asked.Concat(used).GroupBy(a => a.InteractionId).ToDictionary(g => g.Key, g => g.Min(a => a.ReceivedAt));
    }

    /// <summary>Gives them the text of somebody who is left; none where nobody who is left sent one.</summary>
    public async Task ReplaceAsync(IReadOnlyDictionary<long, DateTime> answers, CancellationToken cancellationToken)
    {
        foreach (var (id, first) in answers)
        {
            // Without a text of its own a signal was asked as the answer was: the text is somebody else's too.
            if (await db.Signals.AnyAsync(s => s.InteractionId == id && s.Query == null, cancellationToken)) continue;
            if (await db.Exposures.AnyAsync(e => e.InteractionId == id && e.ReceivedAt < first, cancellationToken)) continue;
            var next = await db.Signals.Where(s => s.InteractionId == id).OrderBy(s => s.Id).Select(s => s.Query).FirstOrDefaultAsync(cancellationToken) ?? "";
            await db.Interactions.Where(i => i.Id == id).ExecuteUpdateAsync(set => set.SetProperty(i => i.Query, next), cancellationToken);
        }
    }
}
