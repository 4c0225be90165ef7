using Bunit;
using Flywheel.Core;
using Flywheel.Core.Measure.Revolutions;
using Flywheel.Core.Operations;
using Flywheel.Tests.Components.Measure;
using Flywheel.Web.Components.Operations.Overview;

namespace Flywheel.Tests.Components.Operations.Overview;

public sealed class OverviewPageTests
{
    [Theory]
    [InlineData(Roles.Admin, 1)]
    [InlineData(Roles.Reviewer, 0)]
    public async Task On_an_empty_overview_everybody_reads_what_it_is_and_an_admin_gets_the_next_step(string role, int keys)
    {
        await using var context = await MeasureContext.CreateAsync(role);
        var page = Open(context);
        Assert.Contains("Your application sends", page.Find(".ov-newcomers").TextContent, StringComparison.Ordinal);
        Assert.Equal(keys, page.FindAll(".ov-newcomers a[href='/applications']").Count);
    }

    [Fact]
    public async Task Without_a_verdict_success_is_no_number()
    {
        await using var context = await MeasureContext.CreateAsync();
        var page = Open(context);
        Assert.Equal("–", page.Find(".ov-rate").TextContent);
        Assert.DoesNotContain("NaN", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_open_revolution_stands_in_the_middle_with_its_rate_and_its_change()
    {
        await using var context = await MeasureContext.CreateAsync();
        await context.UsedAsync(60, 40);
        context.Database.Time.Advance(TimeSpan.FromDays(10));
        await context.Database.Get<Revolutions>().CloseAsync(context.Manager, null, "Spring", null, "Summer <2>", default);
        context.Database.Time.Advance(TimeSpan.FromDays(30));
        await context.UsedAsync(90, 10);
        var page = Open(context);
        Assert.Contains("Summer <2>", page.Find(".ov-hub").TextContent, StringComparison.Ordinal);
        Assert.Equal("90.0 %", page.Find(".ov-rate").TextContent);
        Assert.Contains("▲ +30.0 points", page.Find(".is-measure").TextContent, StringComparison.Ordinal);
        Assert.Contains("against Spring", page.Find(".is-measure").TextContent, StringComparison.Ordinal);
        Assert.Contains("Summer <2> began", page.Find(".ov-below").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Roles.Reviewer, "/candidates,/review")]
    [InlineData(Roles.Manager, "/candidates,/review,/datasets,/revolutions")]
    public async Task A_stage_leads_only_where_the_person_may_go(string role, string expected)
    {
        await using var context = await MeasureContext.CreateAsync(role);
        var page = Open(context);
        Assert.Equal(expected.Split(','), page.FindAll(".ov-stage h2 a").Select(a => a.GetAttribute("href")));
    }

    [Fact]
    public async Task Changes_appear_by_themselves_after_a_pause()
    {
        await using var context = await MeasureContext.CreateAsync();
        var page = Open(context);
        await context.UsedAsync(1, 0);
        context.Database.Get<ChangeBus>().Publish(Change.Measures);
        context.Database.Time.Advance(TimeSpan.FromSeconds(2.1));
        page.WaitForAssertion(() => Assert.Equal("100.0 %", page.Find(".ov-rate").TextContent));
    }

    [Fact]
    public void A_dataset_that_was_frozen_leads_to_its_version() => Assert.Equal(
        "/datasets/3/faq/2", OverviewLabels.HrefOf(new OverviewEvent(default, OverviewEventKind.DatasetFrozen, "faq, version 2", "3/faq/2")));

    private static IRenderedComponent<OverviewPage> Open(MeasureContext context)
    {
        var page = context.Open<OverviewPage>("/");
        page.WaitForElement(".ov-wheel");
        return page;
    }
}
