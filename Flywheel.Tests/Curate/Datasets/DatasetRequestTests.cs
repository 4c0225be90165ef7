using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Curate.Datasets;

namespace Flywheel.Tests.Curate.Datasets;

public sealed class DatasetRequestTests
{
    [Fact]
    public void An_empty_request_means_high_quality_of_everything_split_80_10_10()
    {
        var (plan, errors) = new DatasetRequest().Validate();
        Assert.Empty(errors);
        Assert.Equal(new DatasetPlan(new DatasetFilter(Quality.High), new SplitRatios(0.8, 0.1, 0.1), null), plan);
    }

    [Fact]
    public void Everything_valid_is_taken_over()
    {
        var (plan, _) = new DatasetRequest("low", ["user_approved"], ["b", "a", "b"], new SplitRequest(0.9, null, 0.1), "first").Validate();
        Assert.Equal(Quality.Low, plan!.Filter.MinQuality);
        Assert.Equal([CandidateSource.UserApproved], plan.Filter.Sources);
        Assert.Equal(["a", "b"], plan.Filter.Segments);
        Assert.Equal(new SplitRatios(0.9, 0, 0.1), plan.Split);
        Assert.Equal("first", plan.Note);
    }

    [Fact]
    public void All_faults_are_named_at_once_by_their_wire_names()
    {
        var request = new DatasetRequest(
            "great", ["user_correction", "bots"], ["ok", ""], new SplitRequest(1.5, -0.1, double.NaN), new string('n', 2_001));
        var (plan, errors) = request.Validate();
        Assert.Null(plan);
        Assert.Equal(
            ["min_quality", "note", "segments[1]", "sources[1]", "split.test", "split.train", "split.validation"],
            errors.Keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(0.8, 0.1, 0.1 + 2e-9)]
    [InlineData(0.5, 0.1, 0.1)]
    public void Shares_that_do_not_add_up_are_an_error_of_the_split(double train, double validation, double test) =>
        Assert.Equal("split", Assert.Single(new DatasetRequest(Split: new SplitRequest(train, validation, test)).Validate().Errors).Key);

    [Fact]
    public void Shares_may_be_off_by_what_binary_fractions_lose() =>
        Assert.NotNull(new DatasetRequest(Split: new SplitRequest(0.7, 0.2, 0.1)).Validate().Plan);

    [Fact]
    public void Empty_lists_are_an_error_and_not_everything() =>
        Assert.Equal(["segments", "sources"], new DatasetRequest(Sources: [], Segments: []).Validate().Errors.Keys.Order());

    // Not inline data: an attribute's texts are stored as UTF-8, which has no lone surrogates.
    [Fact]
    public void Texts_that_no_store_keeps_are_refused() => Assert.All(
        new[] { "a\0b", "a\ud800b", "\udc00\ud800" },
        text => Assert.Equal(["note", "segments[0]"], new DatasetRequest(Segments: [text], Note: text).Validate().Errors.Keys.Order()));

    [Fact]
    public void An_emoji_and_a_replacement_character_are_texts_like_others() =>
        Assert.Equal("👋 \uFFFD", new DatasetRequest(Note: "👋 \uFFFD").Validate().Plan!.Note);

    [Theory]
    [InlineData(Quality.High, CandidateSource.UserCorrection, "a", true)]
    [InlineData(Quality.VeryHigh, CandidateSource.UserCorrection, "a", true)]
    [InlineData(Quality.Medium, CandidateSource.UserCorrection, "a", false)]
    [InlineData(Quality.High, CandidateSource.UserApproved, "a", false)]
    [InlineData(Quality.High, CandidateSource.UserCorrection, "A", false)]
    [InlineData(Quality.High, CandidateSource.UserCorrection, null, false)]
    public void A_filter_takes_what_meets_every_part(Quality quality, CandidateSource source, string? segment, bool taken) =>
        Assert.Equal(taken, new DatasetFilter(Quality.High, [CandidateSource.UserCorrection], ["a"]).Takes(quality, source, segment));

    [Fact]
    public void A_filter_without_segments_takes_rows_without_one() =>
        Assert.True(new DatasetFilter().Takes(Quality.High, CandidateSource.UserApproved, null));
}
