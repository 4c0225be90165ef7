using Flywheel.Core.Collect;
using Flywheel.Core.Data;
using Microsoft.EntityFrameworkCore;
using Tallies = System.Collections.Generic.IReadOnlyDictionary<string, Flywheel.Core.Curate.Policies.Evaluation.SignalCount>;

namespace Flywheel.Core.Curate.Policies.Evaluation;

/// <summary>Counts the signals on answers by type.</summary>
internal static class SignalCountReader
{
    /// <summary>No signal at all.</summary>
    public static readonly Tallies None = new Dictionary<string, SignalCount>();

    /// <summary>For each interaction that has any, its signals up to a position of the feed.</summary>
    /// <param name="types">Those whose signals carry a value are averaged, too.</param>
    public static async Task<Dictionary<long, Tallies>> ReadAsync(
        FlywheelDbContext db, List<long> interactions, long position, SignalCatalogue types, CancellationToken cancellationToken)
    {
        var signals = db.Signals.Where(s => interactions.Contains(s.InteractionId) && s.Id <= position);
        var means = await MeansAsync(signals, types, cancellationToken);
        var rows = await signals.GroupBy(s => new { s.InteractionId, s.Type }).Select(g => new { g.Key.InteractionId, g.Key.Type, Count = g.Count() })
            .ToListAsync(cancellationToken);
        return rows.GroupBy(r => r.InteractionId)
            .ToDictionary(g => g.Key, g => (Tallies)g.ToDictionary(r => r.Type, r => new SignalCount(r.Count, means.TryGetValue((r.InteractionId, r.Type), out var mean) ? mean : null)));
    }

    /// <summary>A question of its own: counting alone is answered by an index.</summary>
    private static async Task<Dictionary<(long, string), double>> MeansAsync(IQueryable<Signal> signals, SignalCatalogue types, CancellationToken cancellationToken)
    {
        var valued = types.Everything.Where(t => t.HasRange).Select(t => t.Name).ToList();
        if (valued.Count == 0) return [];
        var rows = await signals.Where(s => valued.Contains(s.Type) && s.Value != null).GroupBy(s => new { s.InteractionId, s.Type })
            .Select(g => new { g.Key.InteractionId, g.Key.Type, Mean = g.Average(s => s.Value!.Value) }).ToListAsync(cancellationToken);
        return rows.ToDictionary(r => (r.InteractionId, r.Type), r => r.Mean);
    }
}
