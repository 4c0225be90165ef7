using System.Net;
using System.Text.Json.Nodes;
using Flywheel.Core;
using Flywheel.Core.Access;
using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Curate.Review;
using Flywheel.Core.Data;
using Flywheel.Tests.Support;
using Flywheel.Tests.Support.Fixtures;
using Flywheel.Tests.Support.Hosts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Flywheel.Tests.Access;

/// <summary>Refused actions are in the audit, with their count.</summary>
public sealed class RefusedActionsTests : IAsyncLifetime
{
    private static readonly CancellationToken Stop = TestContext.Current.CancellationToken;
    private TestDatabase _database = null!;
    private ReviewFixture _fixture = null!;

    [Fact]
    public async Task The_first_refusal_is_written_at_once_and_the_others_of_the_minute_with_their_count()
    {
        for (var i = 0; i < 50; i++) await ReleaseHeldAsync(_fixture.Ana);
        Assert.Equal(["Ana review.release.refused candidate/7 {\"reason\":\"not_allowed\",\"count\":1}"], await RefusedAsync());
        _database.Time.Advance(TimeSpan.FromSeconds(59));
        await _database.Get<RefusedActions>().FlushAsync();
        Assert.Single(await RefusedAsync());
        _database.Time.Advance(TimeSpan.FromSeconds(1));
        await _database.Get<RefusedActions>().FlushAsync();
        Assert.Equal("Ana review.release.refused candidate/7 {\"reason\":\"not_allowed\",\"count\":49}", (await RefusedAsync())[^1]);
        _database.Time.Advance(TimeSpan.FromMinutes(5));
        await _database.Get<RefusedActions>().FlushAsync();
        Assert.Equal(2, (await RefusedAsync()).Count);
    }

    [Fact]
    public async Task People_and_actions_are_counted_apart()
    {
        await ReleaseHeldAsync(_fixture.Ana);
        await ReleaseHeldAsync(_fixture.Ben);
        await _database.Get<MemberDirectory>().SuspendAsync(_fixture.Cleo, "ana");
        Assert.Equal(["Ana review.release.refused", "Ben review.release.refused", "Cleo member.suspend.refused"], (await RefusedAsync()).Select(l => string.Join(' ', l.Split(' ')[..2])).Order());
    }

    [Fact]
    public async Task What_is_counted_when_the_server_stops_is_written()
    {
        for (var i = 0; i < 3; i++) await ReleaseHeldAsync(_fixture.Ana);
        await _database.Get<RefusedActions>().StopAsync(Stop);
        Assert.Contains("\"count\":2", (await RefusedAsync())[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lease_that_is_not_held_an_item_of_another_application_and_a_wrong_state_are_refusals()
    {
        await _fixture.AddAsync(1);
        await _fixture.AddAsync(2, c => c.ApplicationId = _fixture.OtherApplicationId);
        var decisions = _database.Get<ReviewDecisions>();
        await decisions.DecideAsync(_fixture.Ana, 1, new(1, DecisionKind.Approve), Stop);
        Assert.Equal(MemberOutcome.Done, await _database.Get<MemberDirectory>().ChangeApplicationsAsync(Actor.System, "ben", ApplicationAccess.Of(_fixture.ApplicationId)));
        var ben = new Actor("ben", "Ben", Roles.Reviewer, ApplicationAccess.Of(_fixture.ApplicationId));
        await decisions.DecideAsync(ben, 2, new(1, DecisionKind.Approve), Stop);
        await decisions.ReleaseHeldAsync(_fixture.Cleo, 1, Stop);
        Assert.Equal(
            [
                "Ana review.decide.refused candidate/1 {\"reason\":\"lease_lost\",\"count\":1}", "Ben review.decide.refused candidate/2 {\"reason\":\"not_found\",\"count\":1}",
                "Cleo review.release.refused candidate/1 {\"reason\":\"too_late\",\"count\":1}",
            ],
            await RefusedAsync());
    }

    [Fact]
    public async Task Values_that_break_a_rule_and_refusals_of_keys_are_none()
    {
        await _database.Get<ReviewDecisions>().DecideAsync(_fixture.Ana, 1, new(1, DecisionKind.Reject), Stop);
        await _database.Get<ReviewDecisions>().ReleaseHeldAsync(new Actor("key/1", "Key 1", "", ApplicationAccess.All), 1, Stop);
        Assert.Empty(await RefusedAsync());
    }

    [Fact]
    public async Task What_rights_were_lost_for_is_audited()
    {
        Assert.Equal(MemberOutcome.Done, await _database.Get<MemberDirectory>().SuspendAsync(Actor.System, "ana"));
        await Assert.ThrowsAsync<RightsChangedException>(() => _database.Get<ReviewQueue>().ClaimAsync(_fixture.Ana, 1, Stop));
        Assert.Equal(["Ana review.claim.refused queue {\"reason\":\"rights_changed\",\"count\":1}"], await RefusedAsync());
    }

    [Fact]
    public async Task Tokens_and_missing_scopes_are_treated_the_same()
    {
        await using var host = new ApiHost();
        using var person = await host.PersonAsync("rita");
        await person.PostExpectAsync("/v1/review/items/1/release", new JsonObject(), HttpStatusCode.Forbidden);
        await person.PostExpectAsync("/v1/datasets/set/versions", new JsonObject(), HttpStatusCode.Forbidden);
        using var key = await host.ClientAsync(scopes: Scopes.Ingest);
        await key.PostExpectAsync("/v1/datasets/set/versions", new JsonObject(), HttpStatusCode.Forbidden);
        await using var db = host.Open();
        Assert.Equal(
            ["api.post.refused /v1/datasets/{name}/versions", "review.release.refused candidate/1"],
            await db.Audit.Where(e => e.Action.EndsWith(".refused")).OrderBy(e => e.Action).Select(e => e.Action + " " + e.Subject).ToListAsync(Stop));
    }

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        _fixture = await ReviewFixture.CreateAsync(_database);
        await _database.PersonAsync("ada", Roles.Admin);
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    private Task<UndoOutcome> ReleaseHeldAsync(Actor actor) => _database.Get<ReviewDecisions>().ReleaseHeldAsync(actor, 7, Stop);

    private async Task<List<string>> RefusedAsync()
    {
        await using var db = _database.Open();
        return await db.Audit.Where(e => e.Action.EndsWith(".refused")).OrderBy(e => e.Id).Select(e => $"{e.ActorName} {e.Action} {e.Subject} {e.After}").ToListAsync(Stop);
    }
}
