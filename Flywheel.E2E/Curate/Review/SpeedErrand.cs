using Flywheel.Core;
using Flywheel.E2E.Support;

namespace Flywheel.E2E.Curate.Review;

/// <summary>From a key to the next item on screen, measured where the reviewer sits.</summary>
public sealed class SpeedErrand(Browser browser, ITestOutputHelper output) : Errand(browser)
{
    private const int Decisions = 15;

    // The second frame after the change: the browser has painted it by then.
    private const string Watch = """
        () => {
          window.waits = [];
          const shown = () => document.querySelector('.rv-where a')?.textContent ?? '';
          let from = 0, before = '';
          addEventListener('keydown', event => { if (event.key === 'a') { from = performance.now(); before = shown(); } }, true);
          new MutationObserver(() => {
            const now = shown();
            if (!from || !now || now === before) return;
            const started = from;
            from = 0;
            requestAnimationFrame(() => requestAnimationFrame(() => window.waits.push(performance.now() - started)));
          }).observe(document.body, { subtree: true, childList: true, characterData: true });
        }
        """;

    [Fact]
    public async Task The_time_from_a_key_to_the_next_item_is_printed()
    {
        using var key = await App.KeyAsync();
        await App.SendAsync(key, ShopCorrections.Items.Select(i => i.Correction));
        var rita = await PersonAsync("rita", Roles.Reviewer);
        await rita.BeginReviewAsync();
        await rita.Page.EvaluateAsync(Watch);
        for (var i = 1; i <= Decisions; i++)
        {
            await rita.KeyAsync("a");
            await rita.Page.WaitForFunctionAsync("n => window.waits.length >= n", i);
            await rita.SeesItemAsync();
        }

        var waits = (await rita.Page.EvaluateAsync<double[]>("() => window.waits")).Order().ToArray();
        var told = $"Key press to next item on screen: median {waits[Decisions / 2]:0} ms, slowest {waits[^1]:0} ms, n = {Decisions}";
        output.WriteLine(told);
        Console.WriteLine(told);
        Assert.Equal(Decisions, waits.Length);
    }
}
