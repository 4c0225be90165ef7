using Bunit;
using Flywheel.Core;
using Flywheel.Core.Data;
using Flywheel.Core.Measure.Experiments;
using Flywheel.Web.Components.Measure.Experiments;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Flywheel.Tests.Components.Measure.Experiments;

public sealed class ExperimentNewPageTests : ExperimentPageContext
{
    [Fact]
    public void A_manager_sees_what_two_points_cost_while_typing()
    {
        var page = Render();
        Type(page, "baseline", "70");
        Power(page, "At 70.0 % success rate, 2 points need about 8,100 responses per arm.");
        Type(page, "effect", "1");
        Power(page, "At 70.0 % success rate, 1 point needs about 33,000 responses per arm.");
    }

    [Fact]
    public async Task The_past_gives_the_level_where_none_is_typed()
    {
        await Fixture.StoreAsync(Fixture.Arm("any", 100, 60));
        var page = Render();
        Power(page, "At 60.0 % success rate");
    }

    [Fact]
    public async Task Saving_shows_every_error_keeps_what_was_typed_and_creates_nothing()
    {
        var page = Render();
        Type(page, "effect", "none");
        Type(page, "share-0", "60");
        await page.InvokeAsync(() => page.Find("form").SubmitAsync());
        string[] errors = [.. page.FindAll(".cd-fault").Select(f => f.TextContent)];
        Assert.Equal(["Is required.", "Is required.", "A number above 0 and below 100.", "The shares must add up to 100 %, not 110 %."], errors);
        Assert.Equal("none", page.Find("#effect").GetAttribute("value"));
        await using var db = Database.Open();
        Assert.False(await db.Experiments.AnyAsync());
    }

    [Fact]
    public async Task A_good_plan_becomes_a_draft_and_leads_to_it()
    {
        var page = Render();
        Type(page, "key", "reranker");
        Type(page, "hypothesis", "It is better.");
        Type(page, "unit", "session");
        await page.InvokeAsync(() => page.FindAll("button").Single(b => b.TextContent == "Add an arm").Click());
        await page.InvokeAsync(() => page.Find("form").SubmitAsync());
        page.WaitForAssertion(() => Assert.Equal("/experiments/reranker", Path));
        var made = (await Fixture.Experiments.FindAsync(Actor.System, "reranker", default))!;
        Assert.Equal((ExperimentUnit.Session, "Ada Lovelace"), (made.Unit, made.CreatedBy));
        Assert.Equal([0.3334, 0.3333, 0.3333], made.Arms.Select(a => a.Share));
    }

    [Fact]
    public async Task A_draft_is_changed_in_the_same_form()
    {
        await Fixture.Experiments.CreateAsync(Fixture.Cleo, new("reranker", "It is better.", SmallestEffect: 0.035, Guardrails: ["signal:escalation"]), default);
        Context.Services.GetRequiredService<NavigationManager>().NavigateTo("/experiments/new?edit=reranker");
        var page = Render();
        Assert.Equal(("3.5", true), (page.Find("#effect").GetAttribute("value"), page.Find("#key").HasAttribute("disabled")));
        Type(page, "hypothesis", "It is much better.");
        await page.InvokeAsync(() => page.Find("form").SubmitAsync());
        page.WaitForAssertion(() => Assert.Equal("/experiments/reranker", Path));
        var draft = (await Fixture.Experiments.FindAsync(Actor.System, "reranker", default))!;
        Assert.Equal(("It is much better.", 0.035, "signal:escalation"), (draft.Hypothesis, draft.SmallestEffect, Assert.Single(draft.Guardrails).Name));
    }

    [Fact]
    public async Task What_runs_cannot_be_changed()
    {
        await Fixture.RunAsync();
        Context.Services.GetRequiredService<NavigationManager>().NavigateTo("/experiments/new?edit=reranker");
        var page = Context.Render<ExperimentNewPage>();
        Assert.Contains("There is no such draft", page.WaitForElement(".fw-state").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_is_in_use_is_reported()
    {
        await Fixture.RunAsync();
        var page = Render();
        Type(page, "key", "reranker");
        Type(page, "hypothesis", "It is better.");
        await page.InvokeAsync(() => page.Find("form").SubmitAsync());
        page.WaitForAssertion(() => Assert.Equal("There is an experiment of that key already.", page.Find(".fw-notice").TextContent));
    }

    private static void Type(IRenderedComponent<ExperimentNewPage> page, string field, string text) => page.InvokeAsync(() =>
    {
        var input = page.Find($"#{field}");
        if (input.TagName == "SELECT") input.Change(text);
        else input.Input(text);
    }).GetAwaiter().GetResult();

    private void Power(IRenderedComponent<ExperimentNewPage> page, string expected)
    {
        // The pause begins when the page gets to it: its clock goes on until the page has counted.
        var shown = "";
        for (var turn = 0; turn < 300 && !shown.Contains(expected, StringComparison.Ordinal); turn++)
        {
            Database.Time.Advance(TimeSpan.FromMilliseconds(301));
            Thread.Sleep(50);
            shown = page.InvokeAsync(() => page.Find(".ex-power").TextContent).GetAwaiter().GetResult();
        }

        Assert.Contains(expected, shown, StringComparison.Ordinal);
    }

    private IRenderedComponent<ExperimentNewPage> Render()
    {
        var page = Context.Render<ExperimentNewPage>();
        page.WaitForElement("#key");
        return page;
    }
}
