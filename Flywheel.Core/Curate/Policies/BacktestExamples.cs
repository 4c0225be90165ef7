using Flywheel.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Curate.Policies;

/// <summary>Finishes a backtest: the examples with the beginnings of their texts, and the warnings.</summary>
internal sealed class BacktestExamples(IDbContextFactory<FlywheelDbContext> contexts, CurationJudge before, CurationJudge after)
{
    /// <summary>How much of a text is kept, UTF-16 code units.</summary>
    private const int Beginning = 300;

    public async Task<BacktestResult> FinishAsync(BacktestTally tally, BacktestWindow window, CancellationToken cancellationToken)
    {
        var groups = new[] { tally.EnterTraining, tally.LeaveTraining, tally.EnterQueue, tally.LeaveQueue };
        var texts = await TextsAsync([.. groups.SelectMany(g => g.Newest).Select(j => j.Facts.Id).Distinct()], cancellationToken);
        BacktestGroup Told(BacktestNewest group) => new(group.Count, [.. group.Newest.Where(j => texts.ContainsKey(j.Facts.Id)).Select(j => Example(j, texts[j.Facts.Id]))]);
        var result = tally.Done(window.Population) with
        {
            Against = before.Number, Days = window.Days, Position = window.Position,
            EnterTraining = Told(groups[0]), LeaveTraining = Told(groups[1]), EnterQueue = Told(groups[2]), LeaveQueue = Told(groups[3]),
        };
        return result with { Warnings = BacktestWarnings.Of(result, tally.Admitted) };
    }

    private async Task<Dictionary<long, (string Input, string Output)>> TextsAsync(List<long> ids, CancellationToken cancellationToken)
    {
        if (ids.Count == 0) return [];
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await db.Candidates.Where(c => ids.Contains(c.Id)).Select(c => new { c.Id, c.Input, c.ProposedOutput }).ToListAsync(cancellationToken);
        return rows.ToDictionary(r => r.Id, r => (Cut(r.Input), Cut(r.ProposedOutput)));
    }

    private BacktestExample Example(JudgedTwice judged, (string Input, string Output) texts)
    {
        var facts = judged.Facts;
        return new(
            facts.Id, facts.Application, facts.Segment, facts.Source, texts.Input, texts.Output, Side(judged.Before, before, facts), Side(judged.After, after, facts),
            judged.After.DecidingRule is { } rule ? after.Names([rule])[0] : null);
    }

    private static SideOfExample Side(PolicyJudgement judgement, CurationJudge judge, CandidateFacts facts) =>
        new(judgement.Settle(facts), judgement.Quality, judgement.Score, judge.Card(facts).Parts);

    private static string Cut(string text)
    {
        if (text.Length <= Beginning) return text;
        return string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[Beginning - 1]) ? Beginning - 1 : Beginning), "…");
    }
}
