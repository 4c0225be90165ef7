using System.Collections.Concurrent;
using Flywheel.Core.Access;
using Microsoft.Extensions.Logging;

namespace Flywheel.Core.Curate.Policies.Backtests;

/// <summary>The life of a backtest in the background.</summary>
public enum BacktestState
{
    /// <summary>Another one runs.</summary>
    Waiting = 0,
    Running = 1,
    Finished = 2,
    Cancelled = 3,

    /// <summary>A fault ended it; it can be started again.</summary>
    Failed = 4,
}

/// <summary>A backtest in the background.</summary>
public sealed record BacktestRun(int DraftId, int Days, BacktestState State, BacktestProgress Progress);

/// <summary>
/// Runs whole backtests of drafts in the background, one at a time, and keeps the last result with its draft. A run ends with
/// the process; it is then started again by hand.
/// </summary>
public sealed partial class Backtests(PolicyDrafts drafts, BacktestRunner runner, ChangeBus changes, ILogger<Backtests> log, ActorActions actions) : IDisposable
{
    private readonly ConcurrentDictionary<int, Running> _runs = new();
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly CancellationTokenSource _end = new();

    /// <summary>The last run of a draft in this process; null where there was none.</summary>
    public BacktestRun? Find(int draftId) => _runs.GetValueOrDefault(draftId)?.Told;

    /// <summary>Everything that waits or runs.</summary>
    public IReadOnlyList<BacktestRun> Going => [.. _runs.Values.Select(r => r.Told).Where(r => r.State is BacktestState.Waiting or BacktestState.Running)];

    /// <summary>Starts the backtest of a draft as it is now; a run of an earlier state of it is given up.</summary>
    /// <param name="days">1-365.</param>
    /// <returns>False where there is no such draft, or the person is no administrator.</returns>
    public Task<bool> StartAsync(Actor actor, int draftId, int days, CancellationToken cancellationToken) =>
        actions.RunAsync(actor, "policy.backtest", $"policy_draft/{draftId}", () => DoStartAsync(actor, draftId, days, cancellationToken), cancellationToken);

    private async Task<bool> DoStartAsync(Actor actor, int draftId, int days, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(days, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(days, BacktestRunner.MaxDays);
        if (await drafts.FindAsync(actor, draftId, cancellationToken) is not { } draft) return false;
        var run = new Running(draftId, days, CancellationTokenSource.CreateLinkedTokenSource(_end.Token));
        Running? earlier = null;
        _runs.AddOrUpdate(draftId, run, (_, last) =>
        {
            earlier = last;
            return run;
        });
        if (earlier is not null) await earlier.Stop.CancelAsync();
        _ = Task.Run(() => RunAsync(run, draft), CancellationToken.None);
        changes.Publish(Change.Policies);
        return true;
    }

    /// <summary>Ends a run; nothing is kept of it.</summary>
    public Task CancelAsync(Actor actor, int draftId) =>
        actions.RunAsync(actor, "policy.backtest", $"policy_draft/{draftId}", () => DoCancelAsync(actor, draftId), CancellationToken.None);

    private async Task DoCancelAsync(Actor actor, int draftId)
    {
        if (actor.MayAdminister && _runs.TryGetValue(draftId, out var run)) await run.Stop.CancelAsync();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _end.Cancel();
        _end.Dispose();
        _turn.Dispose();
    }

    private async Task RunAsync(Running run, PolicyDraftView draft)
    {
        var waits = false;
        try
        {
            await _turn.WaitAsync(run.Stop.Token);
            waits = true;
            run.Told = run.Told with { State = BacktestState.Running };
            changes.Publish(Change.Policies);
            var result = await runner.RunAsync(draft.Policy, run.Told.Days, run, run.Stop.Token);
            await drafts.KeepAsync(draft.Id, draft.Policy.ToJson(), result, run.Stop.Token);
            run.Told = run.Told with { State = BacktestState.Finished };
        }
        catch (OperationCanceledException)
        {
            run.Told = run.Told with { State = BacktestState.Cancelled };
        }
        catch (Exception exception)
        {
            BacktestFailed(exception);
            run.Told = run.Told with { State = BacktestState.Failed };
        }
        finally
        {
            if (waits && !_end.IsCancellationRequested) _turn.Release();
            changes.Publish(Change.Policies);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A backtest ended at a fault")]
    private partial void BacktestFailed(Exception exception);

    private sealed class Running(int draftId, int days, CancellationTokenSource stop) : IProgress<BacktestProgress>
    {
        private BacktestRun _told = new(draftId, days, BacktestState.Waiting, default);

        public CancellationTokenSource Stop => stop;

        public BacktestRun Told
        {
            get => Volatile.Read(ref _told);
            set => Volatile.Write(ref _told, value);
        }

        public void Report(BacktestProgress value) => Told = Told with { Progress = value };
    }
}
