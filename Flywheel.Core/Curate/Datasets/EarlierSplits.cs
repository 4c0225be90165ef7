using Flywheel.Core.Curate.Exports;

namespace Flywheel.Core.Curate.Datasets;

/// <summary>Any number of sides of a split.</summary>
[Flags]
public enum Splits
{
    None = 0,
    Train = 1 << Split.Train,
    Validation = 1 << Split.Validation,
    Test = 1 << Split.Test,
}

/// <summary>
/// Where candidates and groups stood in the earlier versions of a dataset: every one of them, withheld ones too, since what
/// was once trained on cannot become a test.
/// </summary>
public sealed class EarlierSplits
{
    private readonly Dictionary<long, Split> _candidates = [];
    private readonly Dictionary<long, Splits> _groups = [];

    /// <summary>
    /// Notes a row of an earlier version. Where its group has since merged into another, it is noted under both group ids:
    /// the one in the row and the one of the candidate now.
    /// </summary>
    public void Add(long candidateId, long groupId, Split split)
    {
        _candidates.TryAdd(candidateId, split);
        _groups[groupId] = SplitsOf(groupId) | split.AsSet();
    }

    /// <summary>Notes on which sides members of the group stood.</summary>
    public void AddGroup(long groupId, Splits sides)
    {
        if (sides != Splits.None) _groups[groupId] = SplitsOf(groupId) | sides;
    }

    /// <summary>Where the candidate itself stood, or null.</summary>
    public Split? SplitOf(long candidateId) => _candidates.TryGetValue(candidateId, out var split) ? split : null;

    /// <summary>Where members of the group stood.</summary>
    public Splits SplitsOf(long groupId) => _groups.GetValueOrDefault(groupId);
}

/// <summary>Turns one side into a set and back.</summary>
public static class SplitSets
{
    /// <summary>The set of just this side.</summary>
    public static Splits AsSet(this Split split) => (Splits)(1 << (int)split);

    /// <summary>The only side of the set; null where there is none or there are several.</summary>
    public static Split? Only(this Splits splits) => splits switch
    {
        Splits.Train => Split.Train,
        Splits.Validation => Split.Validation,
        Splits.Test => Split.Test,
        _ => null,
    };
}
