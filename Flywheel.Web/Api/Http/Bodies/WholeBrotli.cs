using System.Buffers;
using System.IO.Compression;

namespace Flywheel.Web.Api.Http.Bodies;

/// <summary>
/// Brotli (RFC 7932) that must be whole: data that ends too soon, that is damaged, or that something follows is an
/// <see cref="InvalidDataException"/>. The framework's stream passes over the first and the last.
/// </summary>
internal sealed class WholeBrotli(Stream body) : ReadOnlyStream
{
    private readonly byte[] _input = new byte[16 << 10];
    private BrotliDecoder _decoder;
    private int _from;
    private int _to;
    private bool _ended;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!_ended)
        {
            var (status, written) = Decompress(buffer.Span);
            if (status == OperationStatus.InvalidData) throw new InvalidDataException("The body is not Brotli.");
            _ended = status == OperationStatus.Done;
            if (written > 0) return written;
            if (status != OperationStatus.NeedMoreData) continue;
            if (!await FillAsync(cancellationToken)) throw new InvalidDataException("The body ends too soon.");
        }

        return _from < _to || await FillAsync(cancellationToken) ? throw new InvalidDataException("Something follows the body.") : 0;
    }

    protected override void Dispose(bool disposing)
    {
        _decoder.Dispose();
        base.Dispose(disposing);
    }

    private (OperationStatus Status, int Written) Decompress(Span<byte> output)
    {
        var status = _decoder.Decompress(_input.AsSpan(_from, _to - _from), output, out var consumed, out var written);
        _from += consumed;
        return (status, written);
    }

    private async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        (_from, _to) = (0, await body.ReadAsync(_input, cancellationToken));
        return _to > 0;
    }
}
