using Flywheel.Core.Data;

namespace Flywheel.Core;

/// <summary>Work in the background that is done piece by piece for as long as the process lives.</summary>
/// <param name="Poll">How long it waits at most when there is nothing to do.</param>
/// <param name="AfterFault">How long it waits after a fault.</param>
internal sealed record WorkLoop(TimeSpan Poll, TimeSpan AfterFault, TimeProvider Clock)
{
    /// <summary>Runs until it is told to stop; a fault is told and the work tried again.</summary>
    /// <param name="step">One piece; false where there was nothing to do.</param>
    /// <param name="nextWake">Completes when there is more to do. It is asked before each piece, so that nothing is missed in between.</param>
    public async Task RunAsync(Func<CancellationToken, Task<bool>> step, Func<Task> nextWake, Action<Exception> failed, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                var more = nextWake();
                if (!await step(stop)) await Task.WhenAny(more, Task.Delay(Poll, Clock, stop));
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                // A database that is busy is nothing to report: the work is tried again.
                if (!exception.IsBusy()) failed(exception);
                await Task.Delay(AfterFault, Clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
