using System.Linq.Expressions;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Flywheel.Core;
using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Data;
using Flywheel.E2E.Support;
using Flywheel.Tests.Support;
using Microsoft.Playwright;

namespace Flywheel.E2E.Curate.Policies;

/// <summary>An administrator changes the curation policy, sees what it would have done, and goes back.</summary>
public sealed partial class PolicyErrands(Browser browser) : Errand(browser)
{
    private const string Sentence = "Hold candidates whose source is user correction and whose output is under 30 characters.";

    [Fact]
    public async Task A_weight_and_a_rule_are_tried_on_the_past_approved_by_another_and_taken_back()
    {
        await SendRealCorrectionsAsync();
        var before = Order();
        var (ada, bob) = (await PersonAsync("ada", Roles.Admin), await PersonAsync("bob", Roles.Admin));

        await WriteDraftAsync(ada);
        await ada.ClickAsync("Run the backtest");
        await ada.SeesAsync("Whole backtest, 15,084 candidates");
        await ada.SeesAsync("matched 498 of 15,084");
        await ada.ClickAsync("Approve");
        await ada.SeesAsync("Nobody approves their own draft");

        await ApproveAndApplyAsync(bob, "Copies count less");
        await ada.GoAsync("/policy", "Curation policy");
        await ada.SeesAsync("Judged anew under version 2: all");
        Assert.Equal(498, Count(c => c.MetRules != null && c.PolicyVersion == 2));
        // The rule took some out, and the weight changed places among the rest.
        var held = Held();
        Assert.NotEmpty(held);
        Assert.NotEqual(before.Except(held), Order());

        await bob.GoAsync("/policy", "Curation policy");
        await bob.Page.GetByRole(AriaRole.Button, new() { Name = "Take back version 2" }).ClickAsync();
        await bob.SeesHeadingAsync("Back to version 1");
        await ApproveAndApplyAsync(ada, "Back to version 1");
        Assert.Equal(before, Order());
        Assert.Empty(Held());
    }

    [Fact]
    public async Task The_second_of_two_who_save_a_draft_sees_the_difference_and_loses_nothing()
    {
        var (ada, bob) = (await PersonAsync("ada", Roles.Admin), await PersonAsync("bob", Roles.Admin));
        await BeginAsync(ada, "Copies count less");
        await bob.GoAsync(new Uri(ada.Page.Url).AbsolutePath, "Copies count less");
        await SetWeightAsync(ada, "copy", "0.1");
        await SetWeightAsync(bob, "abandon", "0.2");
        await ada.ClickAsync("Save");
        await ada.SeesAsync("Saved.");

        await bob.ClickAsync("Save");
        await bob.SeesHeadingAsync("ada saved a change meanwhile");
        var table = bob.Page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "saved a change meanwhile" }).GetByRole(AriaRole.Table);
        await Assertions.Expect(table).ToContainTextAsync("Weight of copy");
        await Assertions.Expect(table).ToContainTextAsync("Weight of abandon");
        await Assertions.Expect(Weight(bob, "abandon")).ToHaveValueAsync("0.2");
        await bob.ClickAsync("Load theirs");
        await Assertions.Expect(Weight(bob, "copy")).ToHaveValueAsync("0.1");
        await bob.SeesAsync("What you had typed differently");
    }

    private async Task SendRealCorrectionsAsync()
    {
        using var key = await App.KeyAsync();
        var rows = SharedData.Lines("corrections.jsonl");
        var (edits, copies) = (new List<object>(), new List<object>());
        for (var i = 0; i < rows.Count; i++)
        {
            var (id, query, answer) = (rows[i].Text("id"), rows[i].Text("input"), rows[i].Text("original_output"));
            edits.Add(new { request_id = id, signal_type = "edit", user_query = query, ai_response = answer, user_correction = rows[i].Text("corrected_output") });
            // Three people copied the answer that one corrected.
            for (var person = 0; i % 4 == 0 && person < 3; person++)
                copies.Add(new { request_id = id, signal_type = "copy", user_query = query, ai_response = answer, user_id = $"u{person}" });
        }

        foreach (var batch in edits.Concat(copies).Chunk(1000))
            Assert.True((await key.PostAsJsonAsync("/v1/feedback/batch", batch, Cancel)).IsSuccessStatusCode);
        await App.CuratedAsync();
    }

    private static async Task BeginAsync(Visitor admin, string name)
    {
        await admin.GoAsync("/policy", "Curation policy");
        await admin.ClickAsync("Begin a draft");
        await admin.Page.GetByLabel("Name of the draft").FillAsync(name);
        await admin.ClickAsync("Begin");
        await admin.SeesHeadingAsync(name);
    }

    private static async Task WriteDraftAsync(Visitor ada)
    {
        await BeginAsync(ada, "Copies count less");
        await ada.SeesAsync("No candidate moves to another quality band");
        await SetWeightAsync(ada, "copy", "0.1");
        await ada.ClickAsync("Add a rule");
        await ada.Page.GetByLabel("Rule name").FillAsync("Short corrections");
        await ConditionAsync(ada, 1, "Source", "Is", "user_correction");
        await ada.ClickAsync("And…");
        await ConditionAsync(ada, 2, "OutputLength", "Below", "30");
        await ada.Page.GetByLabel("Then").SelectOptionAsync("Hold");
        await ada.SeesAsync(Sentence);
        await ada.SeesAsync("Preview on a sample of");
        await Assertions.Expect(ada.Page.GetByText(SomeMatch())).ToBeVisibleAsync();
        await ada.ClickAsync("Save");
        await ada.SeesAsync("Saved.");
    }

    private static async Task ConditionAsync(Visitor admin, int number, string field, string comparison, string value)
    {
        var condition = admin.Page.GetByRole(AriaRole.Group, new() { Name = $"Condition {number}", Exact = true });
        await condition.GetByLabel("Field").SelectOptionAsync(field);
        await condition.GetByLabel("Comparison").SelectOptionAsync(comparison);
        // The kind of input follows the field.
        if (field == "Source") await condition.Locator("select[aria-label='Value']").SelectOptionAsync(value);
        else await condition.Locator("input[aria-label='Value']").FillAsync(value);
    }

    private async Task ApproveAndApplyAsync(Visitor admin, string draft)
    {
        await admin.GoAsync("/policy", "Curation policy");
        await admin.Page.GetByRole(AriaRole.Link, new() { Name = draft }).First.ClickAsync();
        await admin.SeesHeadingAsync(draft);
        await admin.ClickAsync("Approve");
        await admin.SeesAsync("You approved it.");
        await admin.ClickAsync("Put in force");
        await admin.SeesHeadingAsync("Curation policy");
        await App.CuratedAsync();
    }

    private static ILocator Weight(Visitor admin, string signal) => admin.Page.GetByRole(AriaRole.Textbox, new() { Name = $"Weight of {signal}" });

    private static Task SetWeightAsync(Visitor admin, string signal, string weight) => Weight(admin, signal).FillAsync(weight);

    private List<long> Order()
    {
        using var db = App.Open();
        return [.. db.Candidates.Where(c => c.State == CandidateState.Pending).OrderBy(c => c.QueueRank).ThenBy(c => c.Id).Select(c => c.Id)];
    }

    private HashSet<long> Held()
    {
        using var db = App.Open();
        return [.. db.Candidates.Where(c => c.DecidingRule == "Short corrections").Select(c => c.Id)];
    }

    [GeneratedRegex("matched [1-9][0-9]* of a sample of")]
    private static partial Regex SomeMatch();

    private int Count(Expression<Func<TrainingCandidate, bool>> which)
    {
        using var db = App.Open();
        return db.Candidates.Count(which);
    }
}
