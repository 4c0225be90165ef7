using Flywheel.Web.Shell;

namespace Flywheel.Tests.Shell;

public sealed class ViewerTests
{
    private static readonly DateTime Now = new(2026, 3, 2, 9, 0, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData(-10, "just now")]
    [InlineData(-60, "1 minute ago")]
    [InlineData(-3600, "1 hour ago")]
    [InlineData(-86400 * 3, "3 days ago")]
    [InlineData(-86400 * 400, "1 year ago")]
    [InlineData(7200, "in 2 hours")]
    public void A_time_is_written_in_words(int seconds, string expected) => Assert.Equal(expected, Viewer.Relative(Now.AddSeconds(seconds), Now));

    [Theory]
    [InlineData("flywheel-single-keys=off", false)]
    [InlineData("flywheel-single-keys=on", true)]
    [InlineData("", true)]
    public void Single_keys_count_unless_this_browser_says_otherwise(string cookie, bool expected)
    {
        var context = new Microsoft.AspNetCore.Http.DefaultHttpContext();
        context.Request.Headers.Cookie = cookie;
        Assert.Equal(expected, Viewer.From(context).SingleKeys);
    }

    [Fact]
    public void The_exact_time_is_the_viewers_own() =>
        Assert.Equal("2 Mar 2026, 10:00:00 Europe/Zurich", new Viewer(false, "Europe/Zurich", null).Exact(Now));

    [Fact]
    public void Without_a_zone_it_is_utc() => Assert.Equal("2 Mar 2026, 09:00:00 UTC", new Viewer(false, null, null).Exact(Now));
}
