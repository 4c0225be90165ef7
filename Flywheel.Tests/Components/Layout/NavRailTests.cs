using Bunit;
using Flywheel.Core;
using Flywheel.Web.Components.Layout;
using Flywheel.Web.Shell.Links;
using Microsoft.AspNetCore.Components;

namespace Flywheel.Tests.Components.Layout;

public sealed class NavRailTests
{
    [Fact]
    public async Task A_reviewer_finds_no_administration()
    {
        await using var context = new ShellContext(Roles.Reviewer);

        var rail = context.Render<NavRail>();

        Assert.Equal(["/", "/review", "/candidates"], rail.FindAll("nav a").Select(a => a.GetAttribute("href")));
    }

    [Fact]
    public async Task A_count_stands_beside_its_place_and_zero_is_not_shown()
    {
        await using var context = new ShellContext();
        IReadOnlyDictionary<string, int> counts = new Dictionary<string, int> { [Links.Review] = 12, [Links.People] = 0 };

        var rail = context.Render<NavRail>(p => p.Add(r => r.Counts, counts));

        Assert.Equal("12", Assert.Single(rail.FindAll(".fw-count")).TextContent);
    }

    [Fact]
    public async Task Sign_out_is_a_form_that_is_posted()
    {
        await using var context = new ShellContext();

        var form = context.Render<NavRail>().Find("form");

        Assert.Equal(("post", Links.SignOut), (form.GetAttribute("method"), form.GetAttribute("action")));
    }
}
