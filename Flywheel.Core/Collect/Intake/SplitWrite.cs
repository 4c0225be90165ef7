using Flywheel.Core.Data;

namespace Flywheel.Core.Collect.Intake;

/// <summary>
/// Writes a group in one transaction; where that fails, its halves, and so on, in order: an item that the database does not take
/// fails alone, and its neighbours are stored. Where it is the storage that fails, the rest is not tried.
/// </summary>
/// <param name="write">Writes all of a part or, where it throws, nothing of it.</param>
/// <param name="mayGoOn">Is there time left to split further?</param>
internal sealed class SplitWrite<T>(IReadOnlyList<T> items, Func<IReadOnlyList<T>, IntakeStatus[]> write, Func<bool> mayGoOn)
{
    /// <summary>So many tries without any success, for reasons that say nothing of an item, mean that the storage fails.</summary>
    private const int MostFutileTries = 16;

    private readonly List<(int Index, WriteFault Kind)> _alone = [];
    private int _futile;
    private bool _stopped;

    /// <summary>What became of each; null where that cannot be said of the item, because the storage failed.</summary>
    public IntakeStatus?[] Statuses { get; } = new IntakeStatus?[items.Count];

    /// <summary>The faults that are to be logged: the one that ended it, and those of single items.</summary>
    public List<(Exception Error, int Items)> Errors { get; } = [];

    /// <summary>Did the storage take something, or refuse an item for what it is?</summary>
    public bool StorageAnswered { get; private set; }

    /// <summary>The statuses that are known.</summary>
    public IntakeStatus[] Written => [.. Statuses.OfType<IntakeStatus>()];

    /// <summary>Writes what can be written. Throws where the database is locked before anything was: nothing was tried then.</summary>
    public void Run()
    {
        Try(0, items.Count);
        foreach (var (index, kind) in _alone)
        {
            if (kind == WriteFault.Item || StorageAnswered) Statuses[index] = IntakeStatus.NotStored;
        }
    }

    private void Try(int from, int count)
    {
        if (_stopped) return;
        try
        {
            var part = count == items.Count ? items : [.. items.Skip(from).Take(count)];
            var written = write(part);
            for (var i = 0; i < written.Length; i++) Statuses[from + i] = written[i];
            StorageAnswered = true;
            return;
        }
        catch (Exception exception) when (StorageAnswered || !exception.IsLocked())
        {
            Note(exception, from, count);
        }

        if (_stopped || count == 1) return;
        Try(from, count / 2);
        Try(from + (count / 2), count - (count / 2));
    }

    private void Note(Exception exception, int from, int count)
    {
        var kind = DatabaseFaults.KindOf(exception);
        StorageAnswered |= kind == WriteFault.Item;
        if (!StorageAnswered) _futile++;
        _stopped = kind == WriteFault.Storage || _futile == MostFutileTries || !mayGoOn();
        if (count == 1) _alone.Add((from, kind));
        if (_stopped || count == 1) Errors.Add((exception, _stopped ? Math.Max(count, items.Count - from) : 1));
    }
}
