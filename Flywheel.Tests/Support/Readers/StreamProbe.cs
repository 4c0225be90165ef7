using Flywheel.Core.Curate.Exports;

namespace Flywheel.Tests.Support.Readers;

/// <summary>A source of rows and an output that together see how far reading runs ahead of writing.</summary>
internal sealed class StreamProbe : Stream
{
    private long _pulled;
    private long _pulledAtLastWrite;

    /// <summary>The most rows that were pulled between two writes.</summary>
    public long MostPulledAhead { get; private set; }

    public long BytesWritten { get; private set; }
    public override bool CanRead => false;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public async IAsyncEnumerable<TrainingRow> Rows(int count, Func<long, TrainingRow> row)
    {
        await Task.CompletedTask;
        for (var i = 1L; i <= count; i++)
        {
            _pulled = i;
            MostPulledAhead = Math.Max(MostPulledAhead, _pulled - _pulledAtLastWrite);
            yield return row(i);
        }
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        BytesWritten += buffer.Length;
        _pulledAtLastWrite = _pulled;
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        Write(buffer, offset, count);
        return Task.CompletedTask;
    }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
