using System.Text;

namespace Flywheel.Core.Curate.TextDiffs;

/// <summary>
/// Collects the segments of a difference. Neighbours of one kind become one, and a lone space between two changes is counted
/// to them, so that a changed sentence reads as one change instead of confetti.
/// </summary>
internal sealed class DiffSegments
{
    private readonly List<DiffSegment> _done = [];
    private readonly StringBuilder _deleted = new();
    private readonly StringBuilder _inserted = new();
    private string _gap = "";

    public void Add(DiffKind kind, IReadOnlyList<string> pieces, int from, int to)
    {
        if (to > from) Add(kind, string.Concat(pieces.Skip(from).Take(to - from)));
    }

    public void Add(DiffKind kind, ReadOnlySpan<char> text)
    {
        if (text.Length == 0) return;
        if (kind == DiffKind.Equal)
            AddEqual(text);
        else
            AddChange(kind, text);
    }

    public IReadOnlyList<DiffSegment> Done()
    {
        Flush();
        return _done;
    }

    private void AddEqual(ReadOnlySpan<char> text)
    {
        if (_gap.Length == 0 && _deleted.Length + _inserted.Length > 0 && text.IsWhiteSpace() && !text.Contains('\n'))
        {
            _gap = text.ToString();
            return;
        }

        Flush();
        if (_done.Count > 0 && _done[^1].Kind == DiffKind.Equal)
            _done[^1] = new(DiffKind.Equal, _done[^1].Text + text.ToString());
        else
            _done.Add(new(DiffKind.Equal, text.ToString()));
    }

    private void AddChange(DiffKind kind, ReadOnlySpan<char> text)
    {
        if (_gap.Length > 0)
        {
            if (_deleted.Length > 0 && _inserted.Length > 0)
            {
                _deleted.Append(_gap);
                _inserted.Append(_gap);
                _gap = "";
            }
            else
            {
                Flush();
            }
        }

        (kind == DiffKind.Deleted ? _deleted : _inserted).Append(text);
    }

    private void Flush()
    {
        if (_deleted.Length > 0) _done.Add(new(DiffKind.Deleted, _deleted.ToString()));
        if (_inserted.Length > 0) _done.Add(new(DiffKind.Inserted, _inserted.ToString()));
        if (_gap.Length > 0) _done.Add(new(DiffKind.Equal, _gap));
        _deleted.Clear();
        _inserted.Clear();
        _gap = "";
    }
}
