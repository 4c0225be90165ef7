using System.Net;
using System.Text;
using Flywheel.Core;
using Flywheel.Core.Access;
using Flywheel.Core.Collect;
using Flywheel.Core.Curate.Review;
using Flywheel.Core.Data;
using Flywheel.Tests.Support.Fixtures;
using Flywheel.Tests.Support.Hosts;
using Flywheel.Web.Components.Curate.Review;
using Flywheel.Web.Shell.Links;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Flywheel.Tests.Components.Curate.Review;

/// <summary>Long texts go over HTTP.</summary>
public sealed class DraftEndpointsTests(ConsoleHost host) : IClassFixture<ConsoleHost>
{
    private const string Password = "correct horse battery";
    private static readonly byte[] Large = Encoding.UTF8.GetBytes(new string('ä', 500_000));

    [Fact]
    public async Task A_long_text_is_kept_to_the_character()
    {
        var (browser, actor, id) = await SignedInAsync();
        using var _ = browser;
        Assert.Equal(HttpStatusCode.NoContent, await PutAsync(browser, id, Large));
        Assert.Equal(new string('ä', 500_000), await host.Services.GetRequiredService<ReviewDrafts>().LoadAsync(actor, id, CancellationToken.None));
    }

    [Fact]
    public async Task A_text_of_more_than_a_megabyte_is_too_large()
    {
        var (browser, _, id) = await SignedInAsync();
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await PutAsync(browser, id, new byte[DraftEndpoints.MaxBytes + 1]));
        browser.Dispose();
    }

    [Theory]
    [InlineData(new byte[] { 0x61, 0x00, 0x62 })]
    [InlineData(new byte[] { 0xed, 0xa0, 0x80 })]
    [InlineData(new byte[] { 0xff, 0xfe })]
    public async Task NUL_and_broken_characters_are_refused(byte[] body)
    {
        var (browser, actor, id) = await SignedInAsync();
        Assert.Equal(HttpStatusCode.BadRequest, await PutAsync(browser, id, body));
        Assert.Null(await host.Services.GetRequiredService<ReviewDrafts>().LoadAsync(actor, id, CancellationToken.None));
        browser.Dispose();
    }

    [Fact]
    public async Task An_item_that_does_not_exist_is_not_found()
    {
        var (browser, _, _) = await SignedInAsync();
        Assert.Equal(HttpStatusCode.NotFound, await PutAsync(browser, 987_654, "text"u8.ToArray()));
        browser.Dispose();
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("1", "cross-site")]
    [InlineData("1", "same-site")]
    public async Task A_foreign_page_cannot_write(string? own, string? site)
    {
        var (browser, _, id) = await SignedInAsync();
        Assert.Equal(HttpStatusCode.Forbidden, await PutAsync(browser, id, "text"u8.ToArray(), own, site));
        browser.Dispose();
    }

    [Fact]
    public async Task An_anonymous_caller_cannot_write_or_read()
    {
        using var browser = new Browser(host);
        Assert.NotEqual(HttpStatusCode.NoContent, await PutAsync(browser, 1, "text"u8.ToArray()));
        Assert.NotEqual(HttpStatusCode.OK, (await browser.GetAsync(Links.ReviewText(1, "input"))).StatusCode);
    }

    [Fact]
    public async Task A_whole_text_can_be_downloaded()
    {
        var (browser, _, id) = await SignedInAsync();
        using var answer = await browser.GetAsync(Links.ReviewText(id, "proposed"));
        Assert.Equal("Right.", await answer.Content.ReadAsStringAsync());
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(Links.ReviewText(id, "secrets"))).StatusCode);
        browser.Dispose();
    }

    private static async Task<HttpStatusCode> PutAsync(Browser browser, long id, byte[] body, string? own = "1", string? site = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, Links.ReviewDraft(id)) { Content = new ByteArrayContent(body) };
        if (own is not null) request.Headers.Add(DraftEndpoints.OwnHeader, own);
        if (site is not null) request.Headers.Add("Sec-Fetch-Site", site);
        using var answer = await browser.SendAsync(request);
        return answer.StatusCode;
    }

    private async Task<(Browser Browser, Actor Who, long Id)> SignedInAsync()
    {
        var email = $"{Guid.NewGuid():N}@example.org";
        using var scope = host.Services.CreateScope();
        var members = scope.ServiceProvider.GetRequiredService<UserManager<Member>>();
        var member = new Member { UserName = email, Email = email, DisplayName = email };
        await members.CreateAsync(member, Password);
        await members.AddToRoleAsync(member, Roles.Reviewer);
        var browser = new Browser(host);
        await browser.SignInAsync(email, Password);
        return (browser, new(member.Id, email, Roles.Reviewer, ApplicationAccess.All), await AddItemAsync());
    }

    private async Task<long> AddItemAsync()
    {
        await using var db = host.Services.GetRequiredService<IDbContextFactory<FlywheelDbContext>>().CreateDbContext();
        var id = (await db.Candidates.MaxAsync(c => (long?)c.Id) ?? 0) + 1;
        var application = new Application { Name = $"a{id}" };
        db.Candidates.Add(new()
        {
            Id = id, SignalId = id, Application = application, RequestId = "r", Input = "Q", OriginalOutput = "Wrong.", ProposedOutput = "Right.",
            PairHash = new byte[32], InputHash = new byte[32],
            Interaction = new Interaction { Application = application, RequestId = "r", AnswerHash = new byte[32] },
        });
        await db.SaveChangesAsync();
        return id;
    }
}
