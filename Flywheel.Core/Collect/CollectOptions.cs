using System.ComponentModel.DataAnnotations;

namespace Flywheel.Core.Collect;

/// <summary>The limits of the intake; <c>Flywheel:Collect</c> in the configuration.</summary>
public sealed class CollectOptions
{
    /// <summary>How many signals a second one key may send; 0 for no limit.</summary>
    [Range(0, 1_000_000)]
    public int SignalsPerSecondPerKey { get; set; } = 1000;

    /// <summary>How many signals may wait for the writer before the answer is 503.</summary>
    [Range(1, 1_000_000)]
    public int QueueCapacity { get; set; } = 8192;

    /// <summary>How much text may wait for the writer, MiB.</summary>
    [Range(32, 65_536)]
    public int QueueMegabytes { get; set; } = 64;

    /// <summary>How many signals one commit may hold.</summary>
    [Range(1, 100_000)]
    public int MaxBatchCommit { get; set; } = 2048;
}
