namespace Flywheel.Bench.Freeze;

/// <summary>The process's resident memory, looked at every 20 ms, over what it was at the start.</summary>
internal sealed class PeakMemory : IDisposable
{
    private readonly Timer _timer;
    private readonly long _start;
    private long _peak;

    public PeakMemory()
    {
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        _start = _peak = Environment.WorkingSet;
        _timer = new(_ => Look(), null, 0, 20);
    }

    /// <summary>Bytes.</summary>
    public long OverStart()
    {
        Look();
        return _peak - _start;
    }

    public void Dispose() => _timer.Dispose();

    private void Look() => _peak = Math.Max(_peak, Environment.WorkingSet);
}
