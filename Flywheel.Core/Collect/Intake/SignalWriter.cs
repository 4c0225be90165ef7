using Flywheel.Core.Data;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Flywheel.Core.Collect.Intake;

/// <summary>The one writer of signals.</summary>
public sealed class SignalWriter : GroupCommit<PreparedSignal>
{
    private readonly ISignalStore _store;
    private readonly SignalFeed _feed;
    private readonly Telemetry _telemetry;

    internal SignalWriter(
        ISignalStore store, WriteGate gate, SignalFeed feed, IOptions<CollectOptions> options, Telemetry telemetry, TimeProvider clock, ILogger<SignalWriter> log)
        : base(gate, options.Value, clock, log)
    {
        (_store, _feed, _telemetry) = (store, feed, telemetry);
        telemetry.ObserveQueue(() => QueueDepth);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing) _store.Dispose();
    }

    /// <inheritdoc/>
    protected override IntakeStatus[] Write(IReadOnlyList<PreparedSignal> items) => _store.Write(items);

    /// <inheritdoc/>
    protected override void Committed(IntakeStatus[] statuses, TimeSpan took)
    {
        _feed.Add(statuses.Length);
        _telemetry.Committed(took);
        var recorded = statuses.Count(s => s == IntakeStatus.Recorded);
        var duplicates = statuses.Count(s => s == IntakeStatus.Duplicate);
        _telemetry.Accepted(recorded);
        if (duplicates > 0) _telemetry.Duplicates(duplicates);
        var notStored = statuses.Count(s => s == IntakeStatus.NotStored);
        if (notStored > 0) _telemetry.Rejected("not_stored", notStored);
        if (recorded + duplicates + notStored < statuses.Length) _telemetry.Rejected("conflict", statuses.Length - recorded - duplicates - notStored);
    }
}
