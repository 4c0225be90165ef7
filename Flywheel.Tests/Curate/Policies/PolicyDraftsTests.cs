using Flywheel.Core;
using Flywheel.Core.Access;
using Flywheel.Core.Curate.Policies;
using Flywheel.Core.Curate.Policies.Backtests;
using Flywheel.Core.Data;
using Flywheel.Core.Operations;
using Flywheel.Tests.Support;
using Flywheel.Tests.Support.Fixtures;
using Flywheel.Web.Shell;
using static Flywheel.Tests.Support.Fixtures.PolicyFixture;

namespace Flywheel.Tests.Curate.Policies;

public sealed class PolicyDraftsTests : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private Actor _ada = null!;
    private Actor _bob = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;
    private PolicyDrafts Drafts => _database.Get<PolicyDrafts>();

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        await _database.ApplicationAsync();
        (_ada, _bob) = (await _database.AdministratorAsync("ada"), await _database.AdministratorAsync("bob"));
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task A_draft_becomes_the_version_in_force_when_a_second_administrator_approves()
    {
        var draft = await TestedAsync(await SavedAsync(Policy(ShortOnesAreHeld)));
        Assert.Equal("Another administrator has to approve it.", draft.Obstacle);
        draft = Done(await Drafts.ApproveAsync(_bob, draft.Id, draft.Version, Stop));
        draft = Done(await Drafts.ApplyAsync(_ada, draft.Id, draft.Version, Stop));
        var version = (await _database.Get<PolicyVersions>().ListAsync(_ada, Stop))[0];
        Assert.Equal((2, 2, "ada", "bob"), (draft.AppliedAs, version.Number, version.CreatedBy, version.ApprovedBy));
        Assert.Equal(ShortOnesAreHeld, Assert.Single(version.Policy.Rules));
    }

    [Fact]
    public async Task Nobody_approves_their_own() =>
        Assert.Contains("their own", (await RefusedAsync(_ada, await TestedAsync(await SavedAsync(Policy(ShortOnesAreHeld))))).Reason, StringComparison.Ordinal);

    [Fact]
    public async Task Someone_who_changed_it_does_not_approve_it()
    {
        var draft = await SavedAsync(Policy(ShortOnesAreHeld));
        draft = Done(await Drafts.SaveAsync(_bob, draft.Id, draft.Version, new(draft.Name, null, Policy(ShortOnesAreHeld) with { RandomShare = 0.1 }), Stop));
        Assert.Contains("You changed", (await RefusedAsync(_bob, await TestedAsync(draft))).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Someone_who_became_an_administrator_later_does_not_approve_it()
    {
        var draft = await TestedAsync(await SavedAsync(Policy(ShortOnesAreHeld)));
        _database.Time.Advance(TimeSpan.FromMinutes(1));
        var cat = await _database.AdministratorAsync("cat", _database.Time.GetUtcNow().UtcDateTime);
        Assert.Contains("after this draft", (await RefusedAsync(cat, draft)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_approved_before_its_backtest() =>
        Assert.Contains("backtest", (await RefusedAsync(_bob, await SavedAsync(Policy(ShortOnesAreHeld)))).Reason, StringComparison.Ordinal);

    [Fact]
    public async Task A_change_undoes_the_approval_and_asks_for_the_backtest_again()
    {
        var draft = await TestedAsync(await SavedAsync(Policy(ShortOnesAreHeld)));
        draft = Done(await Drafts.ApproveAsync(_bob, draft.Id, draft.Version, Stop));
        draft = Done(await Drafts.SaveAsync(_ada, draft.Id, draft.Version, new(draft.Name, null, Policy()), Stop));
        Assert.Equal((PolicyDraftState.Draft, null, false), (draft.State, draft.ApprovedBy, draft.BacktestIsCurrent));
        Assert.IsType<PolicyDraftOutcome.Refused>(await Drafts.ApplyAsync(_ada, draft.Id, draft.Version, Stop));
    }

    [Fact]
    public async Task A_new_name_undoes_no_approval()
    {
        var draft = await TestedAsync(await SavedAsync(Policy(ShortOnesAreHeld)));
        draft = Done(await Drafts.ApproveAsync(_bob, draft.Id, draft.Version, Stop));
        draft = Done(await Drafts.SaveAsync(_ada, draft.Id, draft.Version, new("Better name", "Why.", draft.Policy), Stop));
        Assert.Equal((PolicyDraftState.Approved, "Better name"), (draft.State, draft.Name));
    }

    [Fact]
    public async Task The_second_of_two_people_who_save_sees_the_conflict_and_the_difference()
    {
        var draft = await SavedAsync(Policy());
        Done(await Drafts.SaveAsync(_bob, draft.Id, draft.Version, new("Bob's", null, Policy() with { RandomShare = 0.1 }), Stop));
        var outcome = await Drafts.SaveAsync(_ada, draft.Id, draft.Version, new("Ada's", null, Policy() with { LeaseMinutes = 30 }), Stop);
        var conflict = Assert.IsType<PolicyDraftOutcome.Conflict>(outcome);
        Assert.Equal("Bob's", conflict.Theirs.Name);
        Assert.Equal(["Lease: 15 minutes, now 30 minutes", "Random share: 10%, now 0%"], conflict.Difference.Select(d => d.ToString()));
        Assert.Equal("Bob's", (await Drafts.FindAsync(_ada, draft.Id, Stop))!.Name);
    }

    [Fact]
    public async Task Of_many_people_who_save_at_once_one_succeeds_and_the_others_get_a_conflict()
    {
        var draft = await SavedAsync(Policy());
        var outcomes = await Task.WhenAll(Enumerable.Range(1, 8).Select(i =>
            Drafts.SaveAsync(_ada, draft.Id, draft.Version, new($"Number {i}", null, Policy() with { LeaseMinutes = 20 + i }), Stop)));
        var winner = Done(Assert.Single(outcomes, o => o is PolicyDraftOutcome.Done));
        Assert.Equal(7, outcomes.OfType<PolicyDraftOutcome.Conflict>().Count());
        Assert.Equal(winner.Policy.LeaseMinutes, (await Drafts.FindAsync(_ada, draft.Id, Stop))!.Policy.LeaseMinutes);
    }

    [Fact]
    public async Task The_only_administrator_needs_no_approval()
    {
        await using (var db = _database.Open())
        {
            db.Users.Single(u => u.Id == "bob").SuspendedAt = _database.Time.GetUtcNow().UtcDateTime.AddDays(-31);
            await db.SaveChangesAsync(Stop);
        }

        var draft = await TestedAsync(await SavedAsync(Policy(ShortOnesAreHeld)));
        Assert.Equal(2, Done(await Drafts.ApplyAsync(_ada, draft.Id, draft.Version, Stop)).AppliedAs);
    }

    [Fact]
    public async Task Suspending_a_colleague_does_not_bypass_the_approval()
    {
        await _database.Get<MemberDirectory>().SuspendAsync(_ada, "bob", Stop);
        var draft = await TestedAsync(await SavedAsync(Policy(ShortOnesAreHeld)));
        Assert.IsType<PolicyDraftOutcome.Refused>(await Drafts.ApplyAsync(_ada, draft.Id, draft.Version, Stop));
        _database.Time.Advance(TimeSpan.FromDays(31));
        Assert.IsType<PolicyDraftOutcome.Done>(await Drafts.ApplyAsync(_ada, draft.Id, draft.Version, Stop));
    }

    [Fact]
    public async Task Taking_a_colleagues_role_does_not_bypass_the_approval()
    {
        await _database.Get<MemberDirectory>().ChangeRoleAsync(_ada, "bob", Roles.Manager, Stop);
        var draft = await TestedAsync(await SavedAsync(Policy(ShortOnesAreHeld)));
        Assert.IsType<PolicyDraftOutcome.Refused>(await Drafts.ApplyAsync(_ada, draft.Id, draft.Version, Stop));
    }

    [Fact]
    public async Task An_approval_ends_with_the_approvers_role()
    {
        var draft = await TestedAsync(await SavedAsync(Policy(ShortOnesAreHeld)));
        draft = Done(await Drafts.ApproveAsync(_bob, draft.Id, draft.Version, Stop));
        await _database.Get<MemberDirectory>().ChangeRoleAsync(_ada, "bob", Roles.Manager, Stop);
        Assert.Contains("no administrator any more", Assert.IsType<PolicyDraftOutcome.Refused>(await Drafts.ApplyAsync(_ada, draft.Id, draft.Version, Stop)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_backtest_against_an_earlier_version_is_not_kept()
    {
        var draft = await SavedAsync(Policy(ShortOnesAreHeld));
        var old = await _database.Get<BacktestRunner>().RunAsync(draft.Policy, 30, null, Stop);
        await _database.PutInForceAsync(Policy() with { LeaseMinutes = 30 });
        draft = Done(await Drafts.CompareAnewAsync(_ada, draft.Id, draft.Version, Stop));
        await Drafts.KeepAsync(draft.Id, draft.Policy.ToJson(), old, Stop);
        Assert.Null((await Drafts.FindAsync(_ada, draft.Id, Stop))!.Backtest);
    }

    [Fact]
    public async Task A_draft_is_compared_again_when_another_version_came_into_force()
    {
        var draft = await TestedAsync(await SavedAsync(Policy(ShortOnesAreHeld)));
        draft = Done(await Drafts.ApproveAsync(_bob, draft.Id, draft.Version, Stop));
        await _database.PutInForceAsync(Policy() with { LeaseMinutes = 30 });
        Assert.Contains("Version 2", Assert.IsType<PolicyDraftOutcome.Refused>(await Drafts.ApplyAsync(_ada, draft.Id, draft.Version, Stop)).Reason, StringComparison.Ordinal);
        draft = Done(await Drafts.CompareAnewAsync(_ada, draft.Id, draft.Version, Stop));
        Assert.Equal((2, PolicyDraftState.Draft), (draft.BasedOn, draft.State));
        Assert.Contains(draft.Changes, c => c.What == "Lease");
    }

    [Fact]
    public async Task Taking_back_is_a_new_version_that_equals_the_old_one_and_needs_approval_alone()
    {
        await _database.PutInForceAsync(Policy(ShortOnesAreHeld));
        var draft = Done(await Drafts.CreateAsync(_ada, "Back to 1", 1, true, Stop));
        draft = Done(await Drafts.ApproveAsync(_bob, draft.Id, draft.Version, Stop));
        draft = Done(await Drafts.ApplyAsync(_bob, draft.Id, draft.Version, Stop));
        await using var db = _database.Open();
        Assert.Equal(3, draft.AppliedAs);
        Assert.Equal(db.CurationPolicies.Single(p => p.Number == 1).Read().ToJson(), db.CurationPolicies.Single(p => p.Number == 3).Document);
    }

    [Fact]
    public async Task What_is_changed_after_all_is_no_taking_back()
    {
        await _database.PutInForceAsync(Policy(ShortOnesAreHeld));
        var draft = Done(await Drafts.CreateAsync(_ada, "Back to 1", 1, true, Stop));
        draft = Done(await Drafts.SaveAsync(_ada, draft.Id, draft.Version, new(draft.Name, null, Policy() with { RandomShare = 0.2 }), Stop));
        Assert.Contains("backtest", (await RefusedAsync(_bob, draft)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_policy_that_breaks_a_rule_is_not_saved()
    {
        var draft = await SavedAsync(Policy());
        var outcome = await Drafts.SaveAsync(_ada, draft.Id, draft.Version, new("", null, Policy() with { LeaseMinutes = 0 }), Stop);
        Assert.Equal(["lease_minutes", "name"], Assert.IsType<PolicyDraftOutcome.Invalid>(outcome).Errors.Keys.Order());
    }

    [Fact]
    public async Task A_manager_neither_sees_nor_changes_drafts()
    {
        var (draft, cleo) = (await SavedAsync(Policy()), new Actor("cleo", "Cleo", Roles.Manager, ApplicationAccess.All));
        Assert.Empty(await Drafts.ListAsync(cleo, Stop));
        Assert.Null(await Drafts.FindAsync(cleo, draft.Id, Stop));
        Assert.IsType<PolicyDraftOutcome.NotAllowed>(await Drafts.SaveAsync(cleo, draft.Id, draft.Version, new("x", null, Policy()), Stop));
        Assert.IsType<PolicyDraftOutcome.NotAllowed>(await Drafts.ApplyAsync(cleo, draft.Id, draft.Version, Stop));
    }

    [Fact]
    public async Task Every_action_is_in_the_audit_with_before_and_after()
    {
        var draft = await TestedAsync(await SavedAsync(Policy(ShortOnesAreHeld)));
        draft = Done(await Drafts.ApproveAsync(_bob, draft.Id, draft.Version, Stop));
        Done(await Drafts.ApplyAsync(_ada, draft.Id, draft.Version, Stop));
        await using var db = _database.Open();
        var entries = db.Audit.Where(e => e.Subject == $"policy_draft/{draft.Id}").OrderBy(e => e.Id).ToList();
        Assert.Equal(["policy.draft", "policy.save", "policy.approve", "policy.apply"], entries.Select(e => e.Action));
        Assert.Contains("Short corrections", entries[1].After, StringComparison.Ordinal);
        Assert.DoesNotContain("Short corrections", entries[1].Before, StringComparison.Ordinal);
    }

    private async Task<PolicyDraftView> SavedAsync(CurationPolicy policy)
    {
        var draft = Done(await Drafts.CreateAsync(_ada, "A draft", null, false, Stop));
        return Done(await Drafts.SaveAsync(_ada, draft.Id, draft.Version, new(draft.Name, "Because.", policy), Stop));
    }

    private async Task<PolicyDraftView> TestedAsync(PolicyDraftView draft)
    {
        await Drafts.KeepAsync(draft.Id, draft.Policy.ToJson(), await _database.Get<BacktestRunner>().RunAsync(draft.Policy, 30, null, Stop), Stop);
        return (await Drafts.FindAsync(_ada, draft.Id, Stop))!;
    }

    [Fact]
    public async Task A_draft_waits_for_those_who_may_approve_it_and_for_nobody_else()
    {
        var draft = await SavedAsync(Policy(ShortOnesAreHeld));
        Assert.Empty(await Drafts.AwaitingApprovalAsync(_bob, Stop));
        draft = await TestedAsync(draft);
        var late = await _database.AdministratorAsync("late", _database.Time.Now().AddMinutes(1));
        Assert.Equal([draft.Id], (await Drafts.AwaitingApprovalAsync(_bob, Stop)).Select(d => d.Id));
        foreach (var actor in new[] { _ada, late, _bob with { Role = Roles.Manager } }) Assert.Empty(await Drafts.AwaitingApprovalAsync(actor, Stop));
        Assert.Contains(new(OverviewTaskKind.ApproveDraft, 1), (await _database.Get<Overviews>().ReadAsync(_bob, Stop)).WaitingForYou);
        Assert.DoesNotContain((await _database.Get<Overviews>().ReadAsync(_ada, Stop)).WaitingForYou, t => t.Kind == OverviewTaskKind.ApproveDraft);

        await Drafts.ApproveAsync(_bob, draft.Id, draft.Version, Stop);
        Assert.Empty(await Drafts.AwaitingApprovalAsync(_bob, Stop));
    }

    [Fact]
    public async Task The_menu_counts_the_drafts_that_wait_for_ones_approval()
    {
        using var counts = new Flywheel.Web.Shell.PolicyNavCounts(Drafts, _database.Get<ChangeBus>(), _database.Time);
        Assert.Equal(0, (await counts.CountAsync(_bob, Stop))[Flywheel.Web.Shell.Links.Links.Policy]);
        await TestedAsync(await SavedAsync(Policy(ShortOnesAreHeld)));
        _database.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal((1, 0), ((await counts.CountAsync(_bob, Stop))[Flywheel.Web.Shell.Links.Links.Policy], (await counts.CountAsync(_ada, Stop))[Flywheel.Web.Shell.Links.Links.Policy]));
        Assert.Empty(await counts.CountAsync(_bob with { Role = Roles.Manager }, Stop));
    }

    private async Task<PolicyDraftOutcome.Refused> RefusedAsync(Actor actor, PolicyDraftView draft) =>
        Assert.IsType<PolicyDraftOutcome.Refused>(await Drafts.ApproveAsync(actor, draft.Id, draft.Version, Stop));

    private static PolicyDraftView Done(PolicyDraftOutcome outcome) => Assert.IsType<PolicyDraftOutcome.Done>(outcome).Draft;
}
