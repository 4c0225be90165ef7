using Flywheel.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Curate.Policies.Backtests;

/// <summary>The beginnings of an example's texts.</summary>
public sealed record BacktestText(string Input, string Output);

/// <summary>Reads the texts of a backtest's examples as they are now: what was erased meanwhile is not there.</summary>
public sealed class BacktestTexts(Database database)
{
    /// <summary>How much of a text is read, UTF-16 code units.</summary>
    private const int Beginning = 300;

    /// <summary>By the candidate's id; nothing for somebody who is no administrator.</summary>
    public async Task<IReadOnlyDictionary<long, BacktestText>> ReadAsync(Actor actor, BacktestResult result, CancellationToken cancellationToken)
    {
        var groups = new[] { result.EnterTraining, result.LeaveTraining, result.EnterQueue, result.LeaveQueue };
        var ids = groups.SelectMany(g => g.Examples).Select(e => e.Id).Distinct().ToList();
        if (!actor.MayAdminister || ids.Count == 0) return new Dictionary<long, BacktestText>();
        await using var db = await database.ReadAsync(cancellationToken);
        var rows = await db.Candidates.Where(c => ids.Contains(c.Id)).Select(c => new { c.Id, c.Input, c.ProposedOutput }).ToListAsync(cancellationToken);
        return rows.ToDictionary(r => r.Id, r => new BacktestText(TextCut.Excerpt(r.Input, Beginning), TextCut.Excerpt(r.ProposedOutput, Beginning)));
    }
}
