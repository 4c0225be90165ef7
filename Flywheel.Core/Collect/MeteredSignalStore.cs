namespace Flywheel.Core.Collect;

/// <summary>Counts what the store does.</summary>
internal sealed class MeteredSignalStore(ISignalStore store, Telemetry telemetry, TimeProvider clock) : ISignalStore
{
    public IntakeStatus[] Write(IReadOnlyList<PreparedSignal> signals)
    {
        var started = clock.GetTimestamp();
        var statuses = store.Write(signals);
        telemetry.Committed(clock.GetElapsedTime(started));
        var (recorded, duplicates) = (statuses.Count(s => s == IntakeStatus.Recorded), statuses.Count(s => s == IntakeStatus.Duplicate));
        telemetry.Accepted(recorded);
        telemetry.Duplicates(duplicates);
        if (statuses.Length - recorded - duplicates is > 0 and var conflicts) telemetry.Rejected("conflict", conflicts);
        return statuses;
    }

    public void Dispose() => store.Dispose();
}
