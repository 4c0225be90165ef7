using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Curate.Exports;

namespace Flywheel.Tests.Curate.Candidates;

public sealed class WireNamesTests
{
    [Fact]
    public void Every_value_has_the_name_of_the_contract()
    {
        Assert.Equal(["user_correction", "user_approved"], Enum.GetValues<CandidateSource>().Select(v => v.ToWire()));
        Assert.Equal(["low", "medium", "high", "very_high"], Enum.GetValues<Quality>().Select(v => v.ToWire()));
        Assert.Equal(["train", "validation", "test"], Enum.GetValues<Split>().Select(v => v.ToWire()));
    }

    [Fact]
    public void Names_are_read_back()
    {
        Assert.Equal(CandidateSource.UserApproved, WireNames.ParseSource("user_approved"));
        Assert.Equal(Quality.VeryHigh, WireNames.ParseQuality("very_high"));
        Assert.Equal(Split.Validation, ExportWireNames.ParseSplit("validation"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("High")]
    [InlineData("2")]
    public void Other_names_are_none(string? name) => Assert.Null(WireNames.ParseQuality(name));
}
