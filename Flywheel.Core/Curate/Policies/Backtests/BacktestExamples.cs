using Flywheel.Core.Curate.Policies.Evaluation;

namespace Flywheel.Core.Curate.Policies.Backtests;

/// <summary>Finishes a backtest: the examples and the warnings. Pure.</summary>
internal static class BacktestExamples
{
    public static BacktestResult Finish(BacktestTally tally, BacktestWindow window, CurationJudge before, CurationJudge after)
    {
        BacktestGroup Told(BacktestNewest group) => new(group.Count, [.. group.Newest.Select(j => Example(j, before, after))]);
        var result = tally.Done(window.Population) with
        {
            Against = before.Number, Days = window.Days, Position = window.Position,
            EnterTraining = Told(tally.EnterTraining), LeaveTraining = Told(tally.LeaveTraining),
            EnterQueue = Told(tally.EnterQueue), LeaveQueue = Told(tally.LeaveQueue),
        };
        return result with { Warnings = BacktestWarnings.Of(result, tally.Admitted) };
    }

    private static BacktestExample Example(JudgedTwice judged, CurationJudge before, CurationJudge after)
    {
        var facts = judged.Facts;
        return new(
            facts.Id, facts.Application, facts.Segment, facts.Source, Side(judged.Before, before, facts), Side(judged.After, after, facts),
            judged.After.DecidingRule is { } rule ? after.Names([rule])[0] : null);
    }

    private static SideOfExample Side(PolicyJudgement judgement, CurationJudge judge, CandidateFacts facts) =>
        new(judgement.Settle(facts), judgement.Quality, judgement.Score, judge.Card(facts).Parts);
}
