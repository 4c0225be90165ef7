using System.Data.Common;
using Flywheel.Core.Curate.Policies;
using Flywheel.Core.Curate.Policies.Backtests;

namespace Flywheel.Web.Components.Curate.Policies.Backtests;

/// <summary>
/// Previews what is typed, a moment after the last change; a newer wish ends an older one. Keeps the sample, so that only the
/// first look reads the database.
/// </summary>
public sealed class PolicyPreviewer(BacktestRunner runner, TimeProvider clock, Func<Task> told) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private CancellationTokenSource _wish = new();
    private BacktestSample? _sample;

    /// <summary>The last preview; null before the first.</summary>
    public BacktestResult? Result { get; private set; }

    /// <summary>Is a newer one being made?</summary>
    public bool IsBusy { get; private set; }

    /// <summary>Could the last one not be made?</summary>
    public bool Failed { get; private set; }

    /// <summary>Asks for a preview.</summary>
    /// <param name="policy">Valid.</param>
    /// <param name="days">1-365.</param>
    public async Task AskAsync(CurationPolicy policy, int days)
    {
        var cancel = Renew();
        IsBusy = true;
        try
        {
            await Task.Delay(Pause, clock, cancel);
            // Not on the circuit: it has to stay free for what is typed.
            var (sample, result) = await Task.Run(() => runner.PreviewAsync(policy, days, _sample, cancel), cancel);
            if (!cancel.IsCancellationRequested) (_sample, Result, IsBusy, Failed) = (sample, result, false, false);
        }
        catch (OperationCanceledException)
        {
            // Something newer was typed, or the page is gone.
        }
        catch (DbException)
        {
            if (!cancel.IsCancellationRequested) (IsBusy, Failed) = (false, true);
        }

        if (!cancel.IsCancellationRequested) await told();
    }

    /// <summary>What is typed makes no sense yet: ends what goes on.</summary>
    public void Stop()
    {
        Renew();
        IsBusy = false;
    }

    /// <summary>The next preview reads the past anew.</summary>
    public void Forget() => _sample = null;

    /// <inheritdoc/>
    public void Dispose()
    {
        _wish.Cancel();
        _wish.Dispose();
    }

    private CancellationToken Renew()
    {
        _wish.Cancel();
        _wish.Dispose();
        _wish = new();
        return _wish.Token;
    }
}
