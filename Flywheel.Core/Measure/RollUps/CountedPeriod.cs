namespace Flywheel.Core.Measure.RollUps;

/// <summary>What was counted of a slice in one stored period.</summary>
internal readonly record struct CountedPeriod(long SliceId, string Measure, DateTime Start, long Count);
