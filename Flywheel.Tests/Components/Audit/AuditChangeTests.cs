using Flywheel.Web.Components.Audit;

namespace Flywheel.Tests.Components.Audit;

public class AuditChangeTests
{
    [Fact]
    public void Only_changed_values_are_shown() => Assert.Equal(
        ["policy.weights.copy: 0.4 → 0.1", "rules[0].name: Short"],
        AuditChange.Lines("""{"policy":{"weights":{"copy":0.4,"edit":0.9}}}""", """{"policy":{"weights":{"copy":0.1,"edit":0.9}},"rules":[{"name":"Short"}]}"""));

    [Fact]
    public void Removed_values_are_shown() => Assert.Equal(["role: Admin → nothing"], AuditChange.Lines("""{"role":"Admin"}""", """{"role":null}"""));

    [Theory]
    [InlineData(null, null)]
    [InlineData("""{"a":1}""", """{"a":1}""")]
    public void No_change_gives_no_text(string? before, string? after) => Assert.Empty(AuditChange.Lines(before, after));
}
