using Flywheel.Core.Measure.Experiments;

namespace Flywheel.Tests.Measure.Experiments;

/// <summary>Expected points from Python: <c>int.from_bytes(hashlib.sha256(f"{key}:{unit}".encode()).digest()[:8], "big") / 2**64</c>.</summary>
public sealed class AssignmentTests
{
    private static readonly ArmShare[] Even = [new("A", 0.5), new("B", 0.5)];
    private static readonly ArmShare[] Uneven = [new("a", 0.2), new("b", 0.3), new("c", 0.5)];

    [Theory]
    [InlineData("reranker", "u-1", 0.13571302978149719, "A", "a")]
    [InlineData("reranker", "u-2", 0.15275626327789024, "A", "a")]
    [InlineData("reranker", "u-3", 0.3649401024486651, "A", "b")]
    [InlineData("Prüfung", "späti", 0.37951246437847674, "A", "b")]
    [InlineData("exp", "42", 0.471504450488508, "A", "b")]
    [InlineData("exp", "日本", 0.845054145296324, "B", "c")]
    public void The_published_hash_gives_the_published_arm(string key, string unit, double point, string even, string uneven)
    {
        Assert.Equal(point, Assignment.PointOf(key, unit), 1e-15);
        Assert.Equal((even, uneven), (Assignment.ArmOf(key, unit, Even), Assignment.ArmOf(key, unit, Uneven)));
    }

    [Fact]
    public void The_arms_get_their_shares()
    {
        var arms = Enumerable.Range(0, 20_000).Select(i => Assignment.ArmOf("shares", $"unit-{i}", Uneven)).CountBy(a => a).ToDictionary();
        foreach (var arm in Uneven) Assert.InRange(arms[arm.Name] / 20_000.0, arm.Share - 0.015, arm.Share + 0.015);
    }

    [Fact]
    public void The_last_arm_takes_what_rounding_leaves()
    {
        ArmShare[] tiny = [new("first", 1e-12), new("last", 1e-12)];
        Assert.Equal("last", Assignment.ArmOf("exp", "日本", tiny));
    }
}
