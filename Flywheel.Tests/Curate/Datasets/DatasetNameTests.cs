using Flywheel.Core.Curate.Datasets;

namespace Flywheel.Tests.Curate.Datasets;

public sealed class DatasetNameTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("support-2026.q1_final")]
    [InlineData("7")]
    public void Good_names_pass(string name) => Assert.Null(DatasetName.Validate(name));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Support")]
    [InlineData("..")]
    [InlineData("-a")]
    [InlineData("a/b")]
    [InlineData("a b")]
    [InlineData("ä")]
    [InlineData("a\n")]
    public void Others_are_refused(string? name) => Assert.NotNull(DatasetName.Validate(name));

    [Fact]
    public void A_hundred_characters_are_the_most()
    {
        Assert.Null(DatasetName.Validate(new string('a', 100)));
        Assert.NotNull(DatasetName.Validate(new string('a', 101)));
    }
}
