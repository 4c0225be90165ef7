using Flywheel.Web.Shell.Links;

namespace Flywheel.Tests.Shell;

public sealed class LinksTests
{
    [Theory]
    [InlineData("/review")]
    [InlineData("/people?q=a%20b")]
    public void A_local_address_is_followed(string url) => Assert.Equal(url, Links.LocalOr(url));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("https://evil.example")]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("/\t/evil.example")]
    [InlineData("javascript:alert(1)")]
    public void Any_other_leads_to_the_overview(string? url) => Assert.Equal("/", Links.LocalOr(url));

    [Fact]
    public void What_goes_into_a_query_is_escaped() =>
        Assert.Equal("/people?q=a%26page%3D9&page=2", Links.PeopleAt("a&page=9", 2));
}
