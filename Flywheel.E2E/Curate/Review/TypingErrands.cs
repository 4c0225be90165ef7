using System.Text.RegularExpressions;
using Flywheel.Core;
using Flywheel.Core.Data;
using Flywheel.E2E.Support;
using Microsoft.Playwright;

namespace Flywheel.E2E.Curate.Review;

/// <summary>Letters that are typed into a text trigger no decision.</summary>
public sealed class TypingErrands(Browser browser) : Errand(browser)
{
    private const string EveryKey = "aersouxvnt12345678?/";

    [Fact]
    public async Task Whatever_is_typed_into_a_fix_or_a_dialog_decides_nothing()
    {
        using var key = await App.KeyAsync();
        await App.SendAsync(key, ShopCorrections.Items.Take(3).Select(i => i.Correction));
        var rita = await PersonAsync("rita", Roles.Reviewer);
        await rita.BeginReviewAsync();
        var item = await rita.ItemAsync();

        var editor = await rita.BeginFixAsync();
        await rita.Page.Keyboard.TypeAsync(EveryKey);
        await Assertions.Expect(editor).ToHaveValueAsync(EveryKey + ShopCorrections.Items[0].Correction.Better);
        await rita.PressAsync("Escape");
        await rita.SeesAsync("You began a fix here");

        await rita.KeyAsync("?");
        await Assertions.Expect(rita.Page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        foreach (var letter in "aso") await rita.PressAsync(letter.ToString());
        await rita.PressAsync("Escape");
        await Assertions.Expect(rita.Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);

        Assert.Equal(item, await rita.ItemAsync());
        await using var db = App.Open();
        Assert.Empty(db.Decisions);
    }

    [Fact]
    public async Task Letters_in_the_search_of_candidates_stay_letters()
    {
        using var key = await App.KeyAsync();
        await App.SendAsync(key, ShopCorrections.Items.Take(3).Select(i => i.Correction));
        var rita = await PersonAsync("rita", Roles.Reviewer);
        await rita.GoAsync("/candidates", "Candidates");
        await rita.SeesAsync(ShopCorrections.Items[0].Correction.Query);
        await rita.KeyAsync("/");
        await Assertions.Expect(rita.Page.GetByRole(AriaRole.Searchbox)).ToBeFocusedAsync();
        await rita.Page.Keyboard.TypeAsync("kettle");
        await Assertions.Expect(rita.Page.GetByRole(AriaRole.Searchbox)).ToHaveValueAsync("kettle");
        await rita.SeesNoneAsync(ShopCorrections.Items[0].Correction.Query);
        await rita.SeesAsync(ShopCorrections.Items[2].Correction.Query);
        await Assertions.Expect(rita.Page).ToHaveURLAsync(new Regex("[?&]q=kettle(&|$)"));
    }
}
