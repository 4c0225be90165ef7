using System.ComponentModel.DataAnnotations;

namespace Flywheel.Core.Collect.Intake;

/// <summary>Settings of the intake, bound from <c>Flywheel:Collect</c>.</summary>
public sealed class CollectOptions
{
    /// <summary>How many signals one key may send in a second; 0: as many as it likes.</summary>
    [Range(0, 1_000_000)]
    public int SignalsPerSecondPerKey { get; set; } = 1000;

    /// <summary>How many signals may wait for the writer before the intake answers 503.</summary>
    [Range(1, 1_000_000)]
    public int QueueCapacity { get; set; } = 8192;

    /// <summary>How many megabytes of text may wait for the writer before the intake answers 503.</summary>
    [Range(1, 65_536)]
    public int QueueMegabytes { get; set; } = 64;

    /// <summary>The most signals of one commit.</summary>
    [Range(1, 100_000)]
    public int MaxBatchCommit { get; set; } = 2048;
}
