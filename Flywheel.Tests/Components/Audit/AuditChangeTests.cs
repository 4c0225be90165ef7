using Flywheel.Web.Components.Audit;

namespace Flywheel.Tests.Components.Audit;

public class AuditChangeTests
{
    [Fact]
    public void Only_what_became_another_value_is_told() => Assert.Equal(
        ["policy.weights.copy: 0.4 → 0.1", "rules[0].name: Short"],
        AuditChange.Lines("""{"policy":{"weights":{"copy":0.4,"edit":0.9}}}""", """{"policy":{"weights":{"copy":0.1,"edit":0.9}},"rules":[{"name":"Short"}]}"""));

    [Fact]
    public void What_is_gone_is_told() => Assert.Equal(["role: Admin → nothing"], AuditChange.Lines("""{"role":"Admin"}""", """{"role":null}"""));

    [Theory]
    [InlineData(null, null)]
    [InlineData("""{"a":1}""", """{"a":1}""")]
    public void Nothing_is_told_of_nothing(string? before, string? after) => Assert.Empty(AuditChange.Lines(before, after));
}
