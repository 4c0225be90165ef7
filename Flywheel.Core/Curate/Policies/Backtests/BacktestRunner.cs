using Flywheel.Core.Collect;
using Flywheel.Core.Curate.Policies.Evaluation;
using Flywheel.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Curate.Policies.Backtests;

/// <summary>How far a backtest is.</summary>
public readonly record struct BacktestProgress(int Done, int Total);

/// <summary>
/// Judges the candidates of the past by the policy in force and by a draft, with the very code that curates, and writes
/// nothing. The memory that it needs does not depend on how many there are.
/// </summary>
public sealed class BacktestRunner(Database database, PolicyEvaluators evaluators, SignalTypes types, TimeProvider clock)
{
    /// <summary>The longest look back, days.</summary>
    public const int MaxDays = 365;

    /// <summary>About so many candidates of a sample.</summary>
    public const int SampleSize = 4000;

    private readonly BacktestReader _reader = new(database, types, clock);

    /// <summary>The whole run.</summary>
    /// <param name="draft">Valid; see <see cref="Administration.Policies.PolicyChecks"/>.</param>
    /// <param name="days">1-365.</param>
    public Task<BacktestResult> RunAsync(CurationPolicy draft, int days, IProgress<BacktestProgress>? progress, CancellationToken cancellationToken) =>
        RunAsync(draft, days, progress, null, cancellationToken);

    /// <summary>A fast look at a random part, or at all where there is little.</summary>
    /// <param name="sample">What an earlier preview read, to be read only once; null for the first.</param>
    public async Task<(BacktestSample Sample, BacktestResult Result)> PreviewAsync(
        CurationPolicy draft, int days, BacktestSample? sample, CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        var (before, after) = await EvaluatorsAsync(draft, cancellationToken);
        var (texts, contributors) = (before.NeedsTexts || after.NeedsTexts, before.NeedsContributors || after.NeedsContributors);
        if (sample is null || sample.Window.Days != days || (texts && !sample.Texts) || (contributors && !sample.Contributors))
        {
            var window = await _reader.WindowAsync(days, cancellationToken);
            sample = new(window, texts, contributors, await _reader.SampleAsync(window, SampleSize, texts, contributors, cancellationToken));
        }

        var counts = CountsOf(before, after, draft);
        foreach (var facts in sample.Facts)
        {
            cancellationToken.ThrowIfCancellationRequested();
            counts.Add(facts);
        }

        return (sample, Stamped(BacktestExamples.Finish(counts, sample.Window, before, after), started));
    }

    /// <summary>The whole run, with somebody looking at every evaluation.</summary>
    internal async Task<BacktestResult> RunAsync(
        CurationPolicy draft, int days, IProgress<BacktestProgress>? progress, Action<EvaluatedTwice>? observer, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(days, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(days, MaxDays);
        var started = clock.GetTimestamp();
        var (before, after) = await EvaluatorsAsync(draft, cancellationToken);
        var window = await _reader.WindowAsync(days, cancellationToken);
        var counts = CountsOf(before, after, draft);
        var pages = _reader.ReadAsync(window, before.NeedsTexts || after.NeedsTexts, before.NeedsContributors || after.NeedsContributors, cancellationToken);
        await foreach (var page in pages)
        {
            foreach (var facts in page)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var evaluated = counts.Add(facts);
                observer?.Invoke(evaluated);
            }

            progress?.Report(new(counts.Evaluated, window.Population));
        }

        var whole = window with { Population = counts.Evaluated };
        return Stamped(BacktestExamples.Finish(counts, whole, before, after), started);
    }

    private async Task<(PolicyEvaluator Before, PolicyEvaluator After)> EvaluatorsAsync(CurationPolicy draft, CancellationToken cancellationToken)
    {
        await using var db = await database.ReadAsync(cancellationToken);
        var before = await evaluators.InForceAsync(db, cancellationToken);
        return (before, new(new(before.Number + 1, draft), before.Types));
    }

    private static BacktestCounts CountsOf(PolicyEvaluator before, PolicyEvaluator after, CurationPolicy draft) => new(before, after, [.. draft.Rules.Select(r => r.Name)]);

    private BacktestResult Stamped(BacktestResult result, long started) =>
        result with { At = clock.Now(), Seconds = Math.Round(clock.GetElapsedTime(started).TotalSeconds, 2) };
}

/// <summary>What a preview looks at; kept by whoever previews, so that the next look is fast.</summary>
public sealed class BacktestSample
{
    internal BacktestSample(BacktestWindow window, bool texts, bool contributors, IReadOnlyList<CandidateFacts> facts) =>
        (Window, Texts, Contributors, Facts) = (window, texts, contributors, facts);

    internal BacktestWindow Window { get; }
    internal bool Texts { get; }
    internal bool Contributors { get; }
    internal IReadOnlyList<CandidateFacts> Facts { get; }
}
