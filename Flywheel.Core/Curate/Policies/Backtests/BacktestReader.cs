using System.Runtime.CompilerServices;
using Flywheel.Core.Collect;
using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Curate.Policies.Evaluation;
using Flywheel.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Curate.Policies.Backtests;

/// <summary>What a backtest looks back on.</summary>
/// <param name="From">UTC.</param>
/// <param name="Position">The feed's position: later signals do not count.</param>
/// <param name="Population">How many candidates there are.</param>
internal sealed record BacktestWindow(int Days, DateTime From, long Position, int Population);

/// <summary>Reads the facts of past candidates, page by page.</summary>
internal sealed class BacktestReader(Database database, SignalTypes types, TimeProvider clock)
{
    private const int PageSize = 2000;

    /// <summary>Of whole texts, which may be long.</summary>
    private const int TextsPageSize = 200;

    /// <summary>A prime; ids modulo it, multiplied, are spread evenly whatever regularity they have.</summary>
    private const int Slots = 1_000_003;
    private const int Spread = 7919;
    private static readonly CandidateState[] AllStates = Enum.GetValues<CandidateState>();

    /// <summary>The window up to what curation has dealt with.</summary>
    public async Task<BacktestWindow> WindowAsync(int days, CancellationToken cancellationToken)
    {
        await using var db = await database.ReadAsync(cancellationToken);
        var position = await SignalFeed.PositionAsync(db, CurationCursor.Name, cancellationToken);
        var from = clock.Now().AddDays(-days);
        return new(days, from, position, await Within(db, from, position).Where(c => AllStates.Contains(c.State)).CountAsync(cancellationToken));
    }

    /// <summary>Everything in the window in the order of ids.</summary>
    public async IAsyncEnumerable<List<CandidateFacts>> ReadAsync(
        BacktestWindow window, bool texts, bool contributors, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var db = await database.ReadAsync(cancellationToken);
        var facts = new FactsReader(db, await types.CurrentAsync(cancellationToken), contributors);
        var size = texts ? TextsPageSize : PageSize;
        for (var last = 0L; ;)
        {
            var after = last;
            var rows = await FactsRow.From(Within(db, window.From, window.Position).Where(c => c.Id > after).OrderBy(c => c.Id).Take(size), texts)
                .ToListAsync(cancellationToken);
            if (rows.Count > 0) yield return await facts.ReadAsync(rows, window.Position, cancellationToken);
            if (rows.Count < size) yield break;
            last = rows[^1].Id;
        }
    }

    /// <summary>A random part of about the given size; all where there are no more.</summary>
    public async Task<List<CandidateFacts>> SampleAsync(BacktestWindow window, int size, bool texts, bool contributors, CancellationToken cancellationToken)
    {
        await using var db = await database.ReadAsync(cancellationToken);
        var within = Within(db, window.From, window.Position);
        if (window.Population > size)
        {
            var share = (int)((double)size / window.Population * Slots);
            within = within.Where(c => c.Id % Slots * Spread % Slots < share);
        }

        // The ids first: an index that begins with the state answers that, and only the chosen rows are read.
        var ids = await within.Where(c => AllStates.Contains(c.State)).OrderBy(c => c.Id).Select(c => c.Id).ToListAsync(cancellationToken);
        var reader = new FactsReader(db, await types.CurrentAsync(cancellationToken), contributors);
        var sample = new List<CandidateFacts>(ids.Count);
        foreach (var page in ids.Chunk(texts ? TextsPageSize : PageSize))
        {
            var rows = await FactsRow.From(db.Candidates.Where(c => page.Contains(c.Id)).OrderBy(c => c.Id), texts).ToListAsync(cancellationToken);
            sample.AddRange(await reader.ReadAsync(rows, window.Position, cancellationToken));
        }

        return sample;
    }

    private static IQueryable<TrainingCandidate> Within(FlywheelDbContext db, DateTime from, long position) =>
        db.Candidates.Where(c => c.CreatedAt >= from && c.Id <= position);
}
