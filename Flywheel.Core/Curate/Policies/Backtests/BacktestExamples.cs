using Flywheel.Core.Curate.Policies.Evaluation;

namespace Flywheel.Core.Curate.Policies.Backtests;

/// <summary>Finishes a backtest: the examples and the warnings. Pure.</summary>
internal static class BacktestExamples
{
    public static BacktestResult Finish(BacktestCounts counts, BacktestWindow window, PolicyEvaluator before, PolicyEvaluator after)
    {
        BacktestGroup Told(BacktestNewest group) => new(group.Count, [.. group.Newest.Select(j => Example(j, before, after))]);
        var result = counts.Done(window.Population) with
        {
            Against = before.Number, Days = window.Days, Position = window.Position,
            EnterTraining = Told(counts.EnterTraining), LeaveTraining = Told(counts.LeaveTraining),
            EnterQueue = Told(counts.EnterQueue), LeaveQueue = Told(counts.LeaveQueue),
        };
        return result with { Warnings = BacktestWarnings.Of(result, counts.Admitted) };
    }

    private static BacktestExample Example(EvaluatedTwice evaluated, PolicyEvaluator before, PolicyEvaluator after)
    {
        var facts = evaluated.Facts;
        return new(
            facts.Id, facts.Application, facts.Segment, facts.Source, Side(evaluated.Before, before, facts), Side(evaluated.After, after, facts),
            evaluated.After.DecidingRule is { } rule ? after.Names([rule])[0] : null);
    }

    private static SideOfExample Side(PolicyEvaluation evaluation, PolicyEvaluator evaluator, CandidateFacts facts) =>
        new(evaluation.Settle(facts), evaluation.Quality, evaluation.Score, evaluator.Card(facts).Parts);
}
