using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Curate.Validation;
using Flywheel.Web.Shell.Links;

namespace Flywheel.Tests.Shell;

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

    [Theory]
    [InlineData("?state=nonsense,held,", "state", "nonsense", "pending, held, awaiting_second, approved, rejected")]
    [InlineData("?state=Held", "state", "Held", "pending, held")]
    [InlineData("?source=x", "source", "x", "user_correction, user_approved")]
    [InlineData("?quality=best", "quality", "best", "low, medium, high, very_high")]
    [InlineData("?finding=none", "finding", "none", "personal_data")]
    [InlineData("?from=yesterday", "from", "yesterday", "a day such as")]
    [InlineData("?to=2026-02-30", "to", "2026-02-30", "a day such as")]
    [InlineData("?sort=IdealOutput", "sort", "IdealOutput", "newest, oldest, best, worst, changed")]
    [InlineData("?page=-3", "page", "-3", "a whole number")]
    public void What_is_unknown_is_named_with_what_it_may_be(string query, string name, string value, string expected)
    {
        var unknown = Assert.Single(Links.ReadCandidates("/candidates" + query).Unknown);
        Assert.Equal((name, value), (unknown.Name, unknown.Value));
        Assert.Contains(expected, unknown.Expected, StringComparison.Ordinal);
    }

    [Fact]
    public void A_parameter_that_the_list_does_not_have_is_named() =>
        Assert.Equal(new UnknownFilter("stat", "held", null), Assert.Single(Links.ReadCandidates("/candidates?stat=held").Unknown));

    [Fact]
    public void An_address_that_the_console_builds_asks_for_nothing_unknown() => Assert.Empty(Links.ReadCandidates(Links.CandidatesAt(Full, 7)).Unknown);

    [Theory]
    [InlineData("?metric=x&split=y&step=z&range=w&from=a&to=b", "from to metric split step range")]
    [InlineData("?metric=success&split=segment&step=week&range=90d&application=shop", "")]
    [InlineData("?splitt=segment", "splitt")]
    public void Trends_name_what_is_unknown(string query, string expected) =>
        Assert.Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(), Links.UnknownInTrends("/trends" + query).Select(u => u.Name).Order());

    [Theory]
    [InlineData("?group=x&from=a&to=b&before=c&foo=d", "group from to before foo")]
    [InlineData("?group=review&q=member/&who=Ada&from=2026-01-01&to=2026-01-02&before=7", "")]
    public void The_audit_names_what_is_unknown(string query, string expected) =>
        Assert.Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(), Links.ReadAudit("/audit" + query).Unknown.Select(u => u.Name).Order());

    [Theory]
    [InlineData("?before=9&kind=gone&page=x", "before kind page")]
    [InlineData("?before=1&kind=Edited&page=2", "")]
    public void Two_versions_side_by_side_name_what_is_unknown(string query, string expected) =>
        Assert.Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(), Links.ReadVersionChanges("/datasets/1/a/2" + query, [1]).Unknown.Select(u => u.Name).Order());

    [Theory]
    [InlineData("?application=7", "application")]
    [InlineData("?application=shop", "application")]
    [InlineData("?application=1", "")]
    public void The_ledger_names_an_unknown_application(string query, string expected) =>
        Assert.Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries), Links.UnknownInRevolutions("/revolutions" + query, [1]).Select(u => u.Name));

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
