using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Flywheel.Core.Access;
using Flywheel.Core.Audit;
using Flywheel.Core.Curate.Policies.Backtests;
using Flywheel.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Curate.Policies;

/// <summary>
/// Drafts of the curation policy, from the first word to a version in force. For administrators; every action is audited with
/// what was before and after it.
/// </summary>
public sealed class PolicyDrafts(Database database, AuditLog audit, ChangeBus changes, TimeProvider clock, ActorActions actions)
{
    /// <summary>The most drafts of a list; the newest.</summary>
    public const int MostListed = 200;

    /// <summary>Drafts by their last change, the newest first.</summary>
    public async Task<IReadOnlyList<PolicyDraftLine>> ListAsync(Actor actor, CancellationToken cancellationToken)
    {
        if (!actor.MayAdminister) return [];
        await using var db = await database.ReadAsync(cancellationToken);
        return await db.PolicyDrafts.AsNoTracking().OrderByDescending(d => d.UpdatedAt).ThenByDescending(d => d.Id).Take(MostListed)
            .Select(d => new PolicyDraftLine(d.Id, d.Name, d.State, d.BasedOn, d.TakesBack, d.AuthorName, d.UpdatedAt, d.ApprovedByName, d.AppliedAs))
            .ToListAsync(cancellationToken);
    }

    /// <summary>
    /// The drafts that wait for this person's approval, the longest-waiting first: compared with the version in force, with a backtest where one is needed, and
    /// made by others.
    /// </summary>
    public async Task<IReadOnlyList<PolicyDraftLine>> AwaitingApprovalAsync(Actor actor, CancellationToken cancellationToken)
    {
        if (!actor.MayAdminister) return [];
        await using var db = await database.ReadAsync(cancellationToken);
        var inForce = await InForceAsync(db, cancellationToken);
        var open = await db.PolicyDrafts.AsNoTracking().Where(d => d.State == PolicyDraftState.Draft && d.BasedOn == inForce && d.AuthorId != actor.MemberId
            && (d.TakesBack != null || d.Backtest != null)).OrderBy(d => d.UpdatedAt).ThenBy(d => d.Id).Take(MostListed).ToListAsync(cancellationToken);
        if (open.Count == 0) return [];
        var approval = await PolicyApproval.ReadAsync(db, clock.Now(), cancellationToken);
        return !approval.IsNeeded ? [] : [.. open.Where(d => approval.Refusal(actor, d) is null)
            .Select(d => new PolicyDraftLine(d.Id, d.Name, d.State, d.BasedOn, d.TakesBack, d.AuthorName, d.UpdatedAt, d.ApprovedByName, d.AppliedAs))];
    }

    /// <summary>One draft; null where there is none, or the person is no administrator.</summary>
    public async Task<PolicyDraftView?> FindAsync(Actor actor, int id, CancellationToken cancellationToken)
    {
        if (!actor.MayAdminister) return null;
        await using var db = await database.ReadAsync(cancellationToken);
        var draft = await db.PolicyDrafts.AsNoTracking().FirstOrDefaultAsync(d => d.Id == id, cancellationToken);
        return draft is null ? null : await ViewAsync(db, actor, draft, cancellationToken);
    }

    /// <summary>Begins a draft that equals a version.</summary>
    /// <param name="from">The version to begin with; null for the one in force.</param>
    /// <param name="takeBack">Is it to bring that version back? It then needs no backtest.</param>
    public Task<PolicyDraftOutcome> CreateAsync(Actor actor, string name, int? from, bool takeBack, CancellationToken cancellationToken) =>
        actions.RunAsync(actor, "policy.draft", "policy_draft", () => DoCreateAsync(actor, name, from, takeBack, cancellationToken), cancellationToken);

    private Task<PolicyDraftOutcome> DoCreateAsync(Actor actor, string name, int? from, bool takeBack, CancellationToken cancellationToken) =>
        !actor.MayAdminister ? Task.FromResult<PolicyDraftOutcome>(new PolicyDraftOutcome.NotAllowed())
        : Errors(name, null) is { Count: > 0 } errors ? Task.FromResult<PolicyDraftOutcome>(new PolicyDraftOutcome.Invalid(errors))
        : RunAsync(db => CreateAsync(db, actor, name, from, takeBack, cancellationToken), cancellationToken);

    /// <summary>Saves what was written. A change of the policy undoes an approval.</summary>
    public Task<PolicyDraftOutcome> SaveAsync(Actor actor, int id, int seen, PolicyDraftText text, CancellationToken cancellationToken) =>
        actions.RunAsync(actor, "policy.save", $"policy_draft/{id}", () => DoSaveAsync(actor, id, seen, text, cancellationToken), cancellationToken);

    private async Task<PolicyDraftOutcome> DoSaveAsync(Actor actor, int id, int seen, PolicyDraftText text, CancellationToken cancellationToken)
    {
        var errors = Errors(text.Name, text.Note);
        foreach (var (field, messages) in PolicyChecks.Check(text.Policy)) errors[field] = messages;
        if (errors.Count > 0) return actor.MayAdminister ? new PolicyDraftOutcome.Invalid(errors) : new PolicyDraftOutcome.NotAllowed();
        return await ChangeAsync(actor, id, seen, "policy.save", text.Policy, (_, draft) => Task.FromResult(Write(actor, draft, text)), cancellationToken);
    }

    /// <summary>Approves exactly the document that was seen.</summary>
    public Task<PolicyDraftOutcome> ApproveAsync(Actor actor, int id, int seen, CancellationToken cancellationToken) =>
        actions.RunAsync(actor, "policy.approve", $"policy_draft/{id}", () => DoApproveAsync(actor, id, seen, cancellationToken), cancellationToken);

    private Task<PolicyDraftOutcome> DoApproveAsync(Actor actor, int id, int seen, CancellationToken cancellationToken) => ChangeAsync(
        actor, id, seen, "policy.approve", null,
        async (db, draft) =>
        {
            if (draft.BasedOn != await InForceAsync(db, cancellationToken)) return "Another version came into force since. Compare the draft with that first.";
            if ((await PolicyApproval.ReadAsync(db, clock.Now(), cancellationToken)).Refusal(actor, draft) is { } refusal) return refusal;
            draft.State = PolicyDraftState.Approved;
            (draft.ApprovedById, draft.ApprovedByName, draft.ApprovedAt) = (actor.MemberId, actor.Name, clock.Now());
            return null;
        },
        cancellationToken);

    /// <summary>Compares the draft with the version in force now; an approval was for another difference and is undone.</summary>
    public Task<PolicyDraftOutcome> CompareAnewAsync(Actor actor, int id, int seen, CancellationToken cancellationToken) =>
        actions.RunAsync(actor, "policy.compare", $"policy_draft/{id}", () => DoCompareAnewAsync(actor, id, seen, cancellationToken), cancellationToken);

    private Task<PolicyDraftOutcome> DoCompareAnewAsync(Actor actor, int id, int seen, CancellationToken cancellationToken) => ChangeAsync(
        actor, id, seen, "policy.compare", null,
        async (db, draft) =>
        {
            draft.BasedOn = await InForceAsync(db, cancellationToken);
            Reset(draft);
            draft.Backtest = draft.BacktestOf = null;
            return null;
        },
        cancellationToken);

    /// <summary>Gives the draft up.</summary>
    public Task<PolicyDraftOutcome> WithdrawAsync(Actor actor, int id, int seen, CancellationToken cancellationToken) =>
        actions.RunAsync(actor, "policy.withdraw", $"policy_draft/{id}", () => DoWithdrawAsync(actor, id, seen, cancellationToken), cancellationToken);

    private Task<PolicyDraftOutcome> DoWithdrawAsync(Actor actor, int id, int seen, CancellationToken cancellationToken) => ChangeAsync(
        actor, id, seen, "policy.withdraw", null,
        (_, draft) =>
        {
            Reset(draft);
            draft.State = PolicyDraftState.Withdrawn;
            return Task.FromResult<string?>(null);
        },
        cancellationToken);

    /// <summary>Makes it the version in force, and begins to evaluate anew what no person decided.</summary>
    public Task<PolicyDraftOutcome> ApplyAsync(Actor actor, int id, int seen, CancellationToken cancellationToken) =>
        actions.RunAsync(actor, "policy.apply", $"policy_draft/{id}", () => DoApplyAsync(actor, id, seen, cancellationToken), cancellationToken);

    private Task<PolicyDraftOutcome> DoApplyAsync(Actor actor, int id, int seen, CancellationToken cancellationToken) => ChangeAsync(
        actor, id, seen, "policy.apply", null,
        async (db, draft) =>
        {
            var last = await InForceAsync(db, cancellationToken);
            if ((await PolicyApproval.ReadAsync(db, clock.Now(), cancellationToken)).Obstacle(draft, last) is { } obstacle) return obstacle;
            (draft.State, draft.AppliedAs) = (PolicyDraftState.Applied, last + 1);
            await PolicyVersions.AddAsync(db, draft, clock.Now(), cancellationToken);
            return null;
        },
        cancellationToken);

    /// <summary>Keeps a whole backtest with the draft, unless its document, or the version that it is compared with, changed since.</summary>
    internal async Task KeepAsync(int id, string document, BacktestResult result, CancellationToken cancellationToken)
    {
        var (json, hash) = (result.ToJson(), Hash(document));
        await database.WriteAsync(
            db => db.PolicyDrafts.Where(d => d.Id == id && d.Document == document && d.BasedOn == result.Against)
                .ExecuteUpdateAsync(set => set.SetProperty(d => d.Backtest, json).SetProperty(d => d.BacktestOf, hash), cancellationToken),
            cancellationToken);
        changes.Publish(Change.Policies);
    }

    /// <summary>Is its backtest of the document as it is now?</summary>
    internal static bool HasCurrentBacktest(PolicyDraft draft) => draft.Backtest is not null && draft.BacktestOf == Hash(draft.Document);

    private static string Hash(string document) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(document)));

    private async Task<PolicyDraftOutcome> RunAsync(Func<FlywheelDbContext, Task<PolicyDraftOutcome>> work, CancellationToken cancellationToken)
    {
        var outcome = await database.WriteAsync(work, cancellationToken);
        if (outcome is PolicyDraftOutcome.Done) changes.Publish(Change.Policies);
        return outcome;
    }

    private async Task<PolicyDraftOutcome> CreateAsync(
        FlywheelDbContext db, Actor actor, string name, int? from, bool takeBack, CancellationToken cancellationToken)
    {
        var inForce = await InForceAsync(db, cancellationToken);
        var origin = await db.CurationPolicies.AsNoTracking().FirstOrDefaultAsync(p => p.Number == (from ?? inForce), cancellationToken);
        if (origin is null) return new PolicyDraftOutcome.NotFound();
        if (takeBack && origin.Number == inForce) return new PolicyDraftOutcome.Refused("This version is in force.");
        var now = clock.Now();
        var draft = new PolicyDraft
        {
            Name = name.Trim(), Document = origin.Read().ToJson(), BasedOn = inForce, TakesBack = takeBack ? origin.Number : null, AuthorId = actor.MemberId,
            AuthorName = actor.Name, EditorIds = JsonSerializer.Serialize(new[] { actor.MemberId }), CreatedAt = now, UpdatedAt = now,
        };
        db.PolicyDrafts.Add(draft);
        await db.SaveChangesAsync(cancellationToken);
        audit.Append(
            db, actor, "policy.draft", $"policy_draft/{draft.Id}", null, new { draft.Name, from = origin.Number, takes_back = draft.TakesBack });
        return new PolicyDraftOutcome.Done(await ViewAsync(db, actor, draft, cancellationToken));
    }

    /// <summary>One action on one draft. It returns why it may not be done, or null.</summary>
    private async Task<PolicyDraftOutcome> ChangeAsync(
        Actor actor, int id, int seen, string action, CurationPolicy? wanted, Func<FlywheelDbContext, PolicyDraft, Task<string?>> change, CancellationToken cancellationToken)
    {
        if (!actor.MayAdminister) return new PolicyDraftOutcome.NotAllowed();
        return await RunAsync(
            async db =>
            {
                var draft = await db.PolicyDrafts.FirstOrDefaultAsync(d => d.Id == id, cancellationToken);
                if (draft is null) return new PolicyDraftOutcome.NotFound();
                if (draft.Version != seen) return await ConflictAsync(db, actor, draft, wanted, cancellationToken);
                if (draft.State is PolicyDraftState.Applied) return new PolicyDraftOutcome.Refused("It is a version already: begin a new draft.");
                if (draft.State is PolicyDraftState.Withdrawn) return new PolicyDraftOutcome.Refused("It was withdrawn: begin a new draft.");
                var before = Proof(draft);
                if (await change(db, draft) is { } refusal) return new PolicyDraftOutcome.Refused(refusal);
                draft.Version++;
                draft.UpdatedAt = clock.Now();
                audit.Append(db, actor, action, $"policy_draft/{id}", before, Proof(draft));
                await db.SaveChangesAsync(cancellationToken);
                return new PolicyDraftOutcome.Done(await ViewAsync(db, actor, draft, cancellationToken));
            },
            cancellationToken);
    }

    private static object Proof(PolicyDraft draft) =>
        new { draft.Name, draft.State, draft.BasedOn, approved_by = draft.ApprovedByName, version = draft.AppliedAs, policy = CurationPolicy.Parse(draft.Document) };

    private static string? Write(Actor actor, PolicyDraft draft, PolicyDraftText text)
    {
        var document = text.Policy.ToJson();
        (draft.Name, draft.Note) = (text.Name.Trim(), string.IsNullOrWhiteSpace(text.Note) ? null : text.Note.Trim());
        if (document == draft.Document) return null;
        (draft.Document, draft.TakesBack) = (document, null);
        draft.EditorIds = JsonSerializer.Serialize(PolicyApproval.Editors(draft).Append(actor.MemberId).Distinct());
        Reset(draft);
        return null;
    }

    private static void Reset(PolicyDraft draft)
    {
        draft.State = PolicyDraftState.Draft;
        (draft.ApprovedById, draft.ApprovedByName, draft.ApprovedAt) = (null, null, null);
    }

    private static Dictionary<string, string[]> Errors(string name, string? note)
    {
        var errors = new Dictionary<string, string[]>();
        if (name.Trim().Length is 0 or > 100) errors["name"] = ["must have 1 to 100 characters."];
        if (note?.Length > 2000) errors["note"] = ["must be at most 2,000 characters."];
        return errors;
    }

    private async Task<PolicyDraftOutcome> ConflictAsync(
        FlywheelDbContext db, Actor actor, PolicyDraft draft, CurationPolicy? wanted, CancellationToken cancellationToken) => new PolicyDraftOutcome.Conflict(
            await ViewAsync(db, actor, draft, cancellationToken), wanted is null ? [] : PolicyDifference.Between(CurationPolicy.Parse(draft.Document), wanted),
            await LastActorAsync(db, draft.Id, cancellationToken) ?? draft.AuthorName);

    private static Task<string?> LastActorAsync(FlywheelDbContext db, int id, CancellationToken cancellationToken) =>
        db.Audit.Where(e => e.Subject == $"policy_draft/{id}").OrderByDescending(e => e.Id).Select(e => (string?)e.ActorName).FirstOrDefaultAsync(cancellationToken);

    private static Task<int> InForceAsync(FlywheelDbContext db, CancellationToken cancellationToken) => db.CurationPolicies.MaxAsync(p => p.Number, cancellationToken);

    private async Task<PolicyDraftView> ViewAsync(FlywheelDbContext db, Actor actor, PolicyDraft draft, CancellationToken cancellationToken)
    {
        var based = await db.CurationPolicies.AsNoTracking().FirstAsync(p => p.Number == draft.BasedOn, cancellationToken);
        var approval = await PolicyApproval.ReadAsync(db, clock.Now(), cancellationToken);
        var policy = CurationPolicy.Parse(draft.Document);
        return new(
            draft.Id, draft.Version, draft.Name, draft.Note, policy, draft.BasedOn, draft.TakesBack, draft.State, draft.AuthorName, draft.CreatedAt, draft.UpdatedAt,
            draft.ApprovedByName, draft.ApprovedAt, draft.AppliedAs, PolicyDifference.Between(based.Read(), policy),
            draft.Backtest is null ? null : BacktestResult.Parse(draft.Backtest), HasCurrentBacktest(draft),
            approval.Obstacle(draft, await InForceAsync(db, cancellationToken)), approval.Refusal(actor, draft) is null && draft.State == PolicyDraftState.Draft && approval.IsNeeded);
    }
}
