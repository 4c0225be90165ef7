namespace Flywheel.Web.Api.Http.Bodies;

/// <summary>A stream with some bytes behind it.</summary>
internal sealed class FollowedStream(Stream first, byte[] then) : ReadOnlyStream
{
    private int _given;

    /// <summary>Did the first stream hold anything, as far as it was read?</summary>
    public bool HadAny { get; private set; }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_given == 0 && await first.ReadAsync(buffer, cancellationToken) is var read and > 0)
        {
            HadAny = true;
            return read;
        }

        var count = Math.Min(buffer.Length, then.Length - _given);
        then.AsMemory(_given, count).CopyTo(buffer);
        _given += count;
        return count;
    }
}
