namespace Flywheel.Core.Curate.Exports;

/// <summary>Which side of a split a row stands on.</summary>
public enum Split
{
    Train = 0,
    Validation = 1,
    Test = 2,
}
