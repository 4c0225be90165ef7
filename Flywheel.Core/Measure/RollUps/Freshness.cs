using System.Globalization;

namespace Flywheel.Core.Measure.RollUps;

/// <summary>How far figures are behind what came in. Records are signals, uses and outcomes.</summary>
/// <param name="AsOf">Everything that was received before this time is measured; UTC.</param>
/// <param name="Measured">Records that are measured, 0 or more.</param>
/// <param name="Received">Records that came in, no fewer than <paramref name="Measured"/>.</param>
public sealed record Freshness(DateTime AsOf, long Measured, long Received)
{
    /// <summary>Is something received that is not measured?</summary>
    public bool IsBehind => Measured < Received;

    /// <summary>The measured share of what came in, 0 to 1; 1 where nothing did.</summary>
    public double Share => Received == 0 ? 1 : (double)Measured / Received;

    /// <summary>The share in whole percent, which is never 100 while something is missing: <c>96 %</c>, <c>less than 1 %</c>.</summary>
    public string ShareInWords => Share switch
    {
        1 => "100 %",
        < 0.01 => "less than 1 %",
        _ => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(Share * 100):0} %"),
    };
}

/// <summary>How far one reader of what came in is behind.</summary>
/// <param name="Reader"><c>curation</c>, <c>signals</c>, <c>interactions</c>, <c>outcomes</c> or <c>rescoring</c>.</param>
/// <param name="Waiting">Records that it has not dealt with, 0 or more.</param>
/// <param name="LagSeconds">The age of the oldest of them; of rescoring since when it goes on. 0 where none waits.</param>
public sealed record ReaderLag(string Reader, long Waiting, double LagSeconds);

/// <summary>How far a pass over all history under a newer definition or ledger has come.</summary>
/// <param name="Share">0 to 1.</param>
public sealed record RebuildProgress(DateTime StartedAt, double Share);

/// <summary>All readers, and a pass that is being built.</summary>
/// <param name="Rebuilding">Null where none is.</param>
public sealed record ReaderLags(IReadOnlyList<ReaderLag> Readers, RebuildProgress? Rebuilding, Freshness Measured);
