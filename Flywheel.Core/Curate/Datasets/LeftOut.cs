namespace Flywheel.Core.Curate.Datasets;

/// <summary>The newest version that was frozen when the item was approved, would have taken it, and left it out.</summary>
public sealed record LeftOut(string Dataset, int Number, LeftOutCause Cause);

/// <summary>Why a version left an approved item out.</summary>
public enum LeftOutCause
{
    /// <summary>It is nearly the same as rows on two sides of the split.</summary>
    Bridge = 0,

    /// <summary>Another item with the same input and output is in it.</summary>
    Duplicate = 1,
}
