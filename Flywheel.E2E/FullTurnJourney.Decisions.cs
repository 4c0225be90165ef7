using Flywheel.E2E.Curate.Review;
using Flywheel.E2E.Support;
using Microsoft.Playwright;

namespace Flywheel.E2E;

/// <summary>One item each, with keys alone.</summary>
public sealed partial class FullTurnJourney
{
    private Task DecideAsync(Visitor ada, ReviewerAction action, Correction correction) => action switch
    {
        ReviewerAction.Approve => ApproveAsync(ada, correction),
        ReviewerAction.ApproveThenChangeOfMind => ChangeMindAsync(ada, correction),
        ReviewerAction.Fix => FixAsync(ada, correction, refresh: false),
        ReviewerAction.FixAcrossARefresh => FixAsync(ada, correction, refresh: true),
        ReviewerAction.Redact => RedactAsync(ada, correction),
        ReviewerAction.RejectByDigit => RejectAsync(ada, "4"),
        ReviewerAction.RejectInOwnWords => RejectAsync(ada, "8"),
        ReviewerAction.Skip => ada.KeyAsync("s"),
        _ => ada.KeyAsync("o"),
    };

    private Task ApproveAsync(Visitor ada, Correction correction)
    {
        _approved.Add(correction.Query, correction.Better);
        return ada.KeyAsync("a");
    }

    private static async Task ChangeMindAsync(Visitor ada, Correction correction)
    {
        var item = await ada.ItemAsync();
        await ada.KeyAsync("a");
        await ada.SeesNextAsync(item);
        await ada.SeesItemAsync();
        await ada.KeyAsync("u");
        await ada.SeesAsync("Taken back: approved.");
        await ada.SeesAsync(correction.Query);
        await ada.SeesItemAsync();
        await RejectAsync(ada, "1");
    }

    private async Task FixAsync(Visitor ada, Correction correction, bool refresh)
    {
        var text = $"{correction.Better.TrimEnd('.')}, as written by the reviewer.";
        var editor = await ada.BeginFixAsync();
        await ada.PressAsync("ControlOrMeta+a");
        await ada.Page.Keyboard.TypeAsync(text);
        if (refresh) editor = await RefreshAsync(ada, correction);
        await Assertions.Expect(editor).ToHaveValueAsync(text);
        _approved.Add(correction.Query, text);
        await ada.KeyAsync("Ctrl+Enter");
    }

    private static async Task<ILocator> RefreshAsync(Visitor ada, Correction correction)
    {
        await ada.SeesAsync("Draft saved");
        await ada.Page.ReloadAsync();
        await ada.SeesItemAsync();
        Assert.Equal(correction.Query, await ada.QueryAsync());
        return await ada.BeginFixAsync();
    }

    private async Task RedactAsync(Visitor ada, Correction correction)
    {
        var text = await (await ada.BeginFixAsync("x")).InputValueAsync();
        Assert.DoesNotContain("maria.lindqvist@naehstube.example", text, StringComparison.Ordinal);
        Assert.StartsWith("Our workshop does: write to ", text, StringComparison.Ordinal);
        _approved.Add(correction.Query, text);
        await ada.KeyAsync("Ctrl+Enter");
    }

    private static async Task RejectAsync(Visitor ada, string digit)
    {
        await ada.KeyAsync("r");
        await ada.SeesAsync("Reject, because it is");
        await ada.KeyAsync(digit);
        if (digit != "8") return;
        await Assertions.Expect(ada.Page.GetByLabel("What is the reason?")).ToBeFocusedAsync();
        await ada.Page.Keyboard.TypeAsync("Nobody at the shop would say that");
        await ada.PressAsync("Enter");
    }
}
