using System.Net;
using System.Net.Http.Json;
using System.Text;
using Flywheel.Core;
using Flywheel.Core.Curate.Exports;
using Flywheel.Core.Data;
using Flywheel.E2E.Curate.Review;
using Flywheel.E2E.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Flywheel.E2E.Curate;

/// <summary>Nothing that is accepted breaks a page or an export, and nothing of it runs.</summary>
public sealed class HostileContentErrands(Browser browser) : Errand(browser)
{
    private const string Application = "<b>shop</b> & \u202Esons";

    [Fact]
    public async Task Every_page_and_every_export_handles_what_people_send()
    {
        using var key = await App.KeyAsync(Application);
        foreach (var body in HostileTexts.Bodies())
            Assert.Equal(HttpStatusCode.OK, (await key.PostAsJsonAsync("/v1/feedback", body, Cancel)).StatusCode);
        await App.CuratedAsync();
        var ada = await PersonAsync("ada", Roles.Admin);
        await RenameAsync($"<i>Ada</i> {HostileTexts.Markup}"[..90]);
        await ReadAsync(ada);
        await ReviewAsync(ada);
        await FreezeAsync(ada);
        await ExportAsync(ada, key);
    }

    [Theory]
    [InlineData("user_query", "\\ud800")]
    [InlineData("ai_response", "a\\udc00b")]
    [InlineData("user_correction", "nul \\u0000")]
    [InlineData("segment", "\\u0000")]
    public async Task What_no_database_can_keep_is_refused_by_name(string field, string text)
    {
        using var key = await App.KeyAsync();
        var fields = new[] { "request_id", "user_query", "ai_response", "user_correction", "segment" }.Select(f => $"\"{f}\":\"{(f == field ? text : "x")}\"");
        using var body = new StringContent($"{{\"signal_type\":\"edit\",{string.Join(',', fields)}}}", Encoding.UTF8, "application/json");
        var answer = await key.PostAsync("/v1/feedback", body, Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains($"\"{field}\":[", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    private async Task RenameAsync(string name)
    {
        await using var db = App.Open();
        await db.Users.ExecuteUpdateAsync(set => set.SetProperty(u => u.DisplayName, name), Cancel);
    }

    private async Task ReadAsync(Visitor ada)
    {
        await using var db = App.Open();
        var ids = await db.Candidates.Select(c => c.Id).ToListAsync(Cancel);
        Assert.Equal(HostileTexts.Bodies().Count(), ids.Count);
        foreach (var (page, heading) in new[] { ("/", "Overview"), ("/candidates", "Candidates"), ("/candidates?q=%3Cscript%3E", "Candidates"), ("/applications", "Applications and keys"), ("/people", "People"), ("/audit", "Audit") })
            await ada.GoAsync(page, heading);
        foreach (var id in ids)
        {
            await ada.GoAsync($"/candidates/{id}", $"Item {id}");
            var whole = ada.Page.GetByRole(AriaRole.Button, new() { Name = "Whole texts" });
            await Assertions.Expect(whole).ToBeVisibleAsync(new() { Timeout = 30_000 });
            await whole.ClickAsync();
            await ada.SeesHeadingAsync("Correction of the user");
        }
    }

    /// <summary>Looks at each in all three ways, opens the editor, and approves; what is held is released first.</summary>
    private async Task ReviewAsync(Visitor ada)
    {
        await using (var db = App.Open())
        {
            foreach (var held in await db.Candidates.Where(c => c.State == Flywheel.Core.Curate.Candidates.CandidateState.Held).Select(c => c.Id).ToListAsync(Cancel))
            {
                await ada.GoAsync($"/candidates/{held}", $"Item {held}");
                await ada.ClickAsync("Release into the queue");
                await ada.SeesAsync("Released into the queue.");
            }
        }

        await ada.BeginReviewAsync();
        for (var left = HostileTexts.Bodies().Count(); left > 0; left--)
        {
            var item = await ada.ItemAsync();
            foreach (var view in new[] { "Side by side", "Whole text", "Changes" })
            {
                await ada.KeyAsync("v");
                await Assertions.Expect(ada.Page.GetByRole(AriaRole.Button, new() { Name = view, Pressed = true })).ToBeVisibleAsync(new() { Timeout = 30_000 });
            }

            await ada.BeginFixAsync();
            await ada.Page.Keyboard.TypeAsync("!");
            await ada.SeesAsync("Draft saved");
            await ada.KeyAsync("Ctrl+Enter");
            await ada.SeesNextAsync(item);
            if (left > 1) await ada.SeesItemAsync();
        }
    }

    private static async Task FreezeAsync(Visitor ada)
    {
        await ada.GoAsync("/datasets/freeze", "Freeze a version");
        await ada.Page.GetByLabel("Dataset", new() { Exact = true }).FillAsync("nasty");
        await ada.Page.GetByLabel("Note").FillAsync(HostileTexts.Markup);
        await ada.ClickAsync("Freeze the version");
        await ada.SeesHeadingAsync("nasty, version 1");
        await ada.GoAsync("/datasets", "Datasets");
        await ada.SeesAsync("Version 1");
        await ada.GoAsync("/audit", "Audit");
        await ada.SeesAsync("dataset.freeze");
    }

    private static async Task ExportAsync(Visitor ada, HttpClient key)
    {
        Assert.Contains("alert('ran')", (await key.GetStringAsync("/v1/flywheel/training-candidates", Cancel)).Replace("\\u0027", "'", StringComparison.Ordinal), StringComparison.Ordinal);
        foreach (var format in ExportFormats.BuiltIn.Select(f => f.Name))
        {
            var pulled = await key.GetByteArrayAsync($"/v1/datasets/nasty/versions/1/export?format={format}&split=all", Cancel);
            Assert.True(pulled.Length > 1 << 20, format);
            await ada.GoAsync("/datasets/1/nasty/1", "nasty, version 1");
            var download = await ada.Page.RunAndWaitForDownloadAsync(() => ada.Page.GetByRole(AriaRole.Link, new() { Name = $"{format}, all" }).ClickAsync());
            Assert.Equal(pulled, await File.ReadAllBytesAsync((await download.PathAsync())!, Cancel));
        }
    }
}
