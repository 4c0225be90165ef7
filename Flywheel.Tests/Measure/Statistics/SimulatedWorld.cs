using Flywheel.Core.Measure.Success;

namespace Flywheel.Tests.Measure.Statistics;

/// <summary>
/// An application whose outcomes are reported for a part of its interactions: 10 % of the answers get a thumb up out of habit, 10 % are
/// corrected wrongly, and the others get signals that fit, or none.
/// </summary>
internal sealed class SimulatedWorld
{
    private readonly Dictionary<(string Segment, int Signals), VerdictCell> _cells = [];

    private SimulatedWorld(int interactions) => Interactions = interactions;

    public int Interactions { get; }

    public long Succeeded { get; private set; }

    /// <summary>The rate over all interactions, whether it was reported or not.</summary>
    public double Truth => (double)Succeeded / Interactions;

    public IReadOnlyList<SuccessPart> Parts => [.. _cells.Keys.Select(k => k.Segment).Distinct().Select(segment =>
    {
        var cells = new SignalCells(Cell(segment, 0), Cell(segment, 1), Cell(segment, 2));
        return new SuccessPart("shop", segment, true, cells, cells);
    })];

    /// <param name="coverage">By segment, success and signals (0 for, 1 against, 2 silent): how likely an outcome is reported.</param>
    public static SimulatedWorld Draw(Random random, int interactions, Func<int, bool, int, double> coverage)
    {
        var world = new SimulatedWorld(interactions);
        var segments = Enumerable.Range(0, random.Next(1, 6)).Select(_ => 0.5 + (random.NextDouble() * 0.47)).ToArray();
        var (praise, complaint) = (0.1 + (random.NextDouble() * 0.4), 0.2 + (random.NextDouble() * 0.6));
        for (var i = 0; i < interactions; i++)
        {
            var segment = random.Next(segments.Length);
            var success = random.NextDouble() < segments[segment];
            var signals = SignalsOf(random, success, praise, complaint);
            world.Add($"s{segment}", success, signals, random.NextDouble() < coverage(segment, success, signals));
        }

        return world;
    }

    private static int SignalsOf(Random random, bool success, double praise, double complaint) => random.NextDouble() switch
    {
        < 0.1 => 0,
        < 0.2 => 1,
        _ => random.NextDouble() >= (success ? praise : complaint) ? 2 : success ? 0 : 1,
    };

    private void Add(string segment, bool success, int signals, bool reported)
    {
        if (success) Succeeded++;
        _cells[(segment, signals)] = Cell(segment, signals) + new VerdictCell(1, reported ? 1 : 0, reported && success ? 1 : 0);
    }

    private VerdictCell Cell(string segment, int signals) => _cells.GetValueOrDefault((segment, signals));
}
