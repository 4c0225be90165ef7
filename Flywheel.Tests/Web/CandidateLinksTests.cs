using Flywheel.Core.Curate;
using Flywheel.Core.Curate.Validation;
using Flywheel.Web.Shell;

namespace Flywheel.Tests.Web;

public sealed class CandidateLinksTests
{
    private static readonly CandidateFilter Full = new()
    {
        Text = "50 % & more? #1+ü", States = [CandidateState.Held, CandidateState.AwaitingSecond], Source = CandidateSource.UserApproved, Quality = Quality.VeryHigh,
        Finding = FindingKinds.PersonalData, Application = "shop/eu", Segment = "a b", From = new(2026, 1, 2), To = new(2026, 3, 4), Sort = CandidateSort.WorstScore,
    };

    [Fact]
    public void A_filter_comes_back_from_its_address()
    {
        var view = Links.ReadCandidates(Links.CandidatesAt(Full, 7));
        Assert.Equal((Full, 7), (view.Filter, view.Page));
    }

    [Fact]
    public void No_filter_needs_no_query() => Assert.Equal("/candidates", Links.CandidatesAt(CandidateFilter.Nothing));

    [Fact]
    public void Every_order_comes_back()
    {
        foreach (var sort in Enum.GetValues<CandidateSort>()) Assert.Equal(sort, Links.ReadCandidates(Links.CandidatesAt(new() { Sort = sort })).Filter.Sort);
    }

    [Theory]
    [InlineData("?state=nonsense,,&source=x&quality=best&finding=none&from=yesterday&to=2026-13-01&sort=IdealOutput&page=-3")]
    [InlineData("?state=&q=%00&page=99999999999999999999")]
    public void What_makes_no_sense_is_left_out(string query)
    {
        var view = Links.ReadCandidates("/candidates" + query);
        Assert.True(view.Filter is { IsEmpty: true, Sort: CandidateSort.Newest } or { Text: "" });
        Assert.Equal(1, view.Page);
    }

    [Fact]
    public void States_are_in_order_and_without_doubles() =>
        Assert.Equal([CandidateState.Pending, CandidateState.Rejected], Links.ReadCandidates("/candidates?state=rejected,pending,rejected").Filter.States);

    [Fact]
    public void A_long_text_is_cut() =>
        Assert.Equal(CandidateFilter.MaxText, Links.ReadCandidates("/candidates?q=" + new string('x', 5000)).Filter.Text!.Length);

    [Fact]
    public void An_application_stands_in_an_address_by_its_number() =>
        Assert.Equal("/datasets/3/faq/2/download?format=csv&split=train&rows=sft", Links.DatasetDownload(3, "faq", 2, "csv", "train", "sft"));
}
