namespace Flywheel.Core.Data;

/// <summary>A turn that somebody holds; disposing passes it on, once.</summary>
internal sealed class Pause(SemaphoreSlim turn) : IDisposable
{
    private SemaphoreSlim? _turn = turn;

    public void Dispose() => Interlocked.Exchange(ref _turn, null)?.Release();
}
