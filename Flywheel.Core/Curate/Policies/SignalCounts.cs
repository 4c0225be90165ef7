using Flywheel.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Curate.Policies;

/// <summary>Counts the signals on answers by type.</summary>
internal static class SignalCounts
{
    /// <summary>No signal at all.</summary>
    public static readonly IReadOnlyDictionary<string, int> None = new Dictionary<string, int>();

    /// <summary>For each interaction that has any, its signals up to a position of the feed.</summary>
    public static async Task<Dictionary<long, IReadOnlyDictionary<string, int>>> ReadAsync(
        FlywheelDbContext db, List<long> interactions, long position, CancellationToken cancellationToken)
    {
        var rows = await db.Signals.Where(s => interactions.Contains(s.InteractionId) && s.Id <= position)
            .GroupBy(s => new { s.InteractionId, s.Type }).Select(g => new { g.Key.InteractionId, g.Key.Type, Count = g.Count() })
            .ToListAsync(cancellationToken);
        return rows.GroupBy(r => r.InteractionId)
            .ToDictionary(g => g.Key, g => (IReadOnlyDictionary<string, int>)g.ToDictionary(r => r.Type, r => r.Count));
    }
}
