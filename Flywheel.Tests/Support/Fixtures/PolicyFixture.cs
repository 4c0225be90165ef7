using Flywheel.Core;
using Flywheel.Core.Access;
using Flywheel.Core.Curate.Curation;
using Flywheel.Core.Curate.Policies;
using Flywheel.Core.Data;
using Microsoft.AspNetCore.Identity;

namespace Flywheel.Tests.Support.Fixtures;

/// <summary>Policies as tests want them, and administrators who make them.</summary>
public static class PolicyFixture
{
    /// <summary>Adds an administrator.</summary>
    public static async Task<Actor> AdministratorAsync(this TestDatabase database, string name, DateTime? since = null)
    {
        string role;
        await using (var db = database.Open()) role = db.Roles.Single(r => r.Name == Roles.Admin).Id;
        await database.StoreAsync(
            new Member { Id = name, UserName = name, NormalizedUserName = name.ToUpperInvariant(), DisplayName = name, AdminSince = since, PasswordHash = "x" },
            new IdentityUserRole<string> { UserId = name, RoleId = role });
        return new(name, name, Roles.Admin, ApplicationAccess.All);
    }

    /// <summary>Makes a policy the version in force without a draft; curation has yet to evaluate anew.</summary>
    public static async Task PutInForceAsync(this TestDatabase database, CurationPolicy policy)
    {
        await using var db = database.Open();
        var draft = new PolicyDraft { Name = "test", Document = policy.ToJson(), AppliedAs = db.CurationPolicies.Max(p => p.Number) + 1, AuthorName = "test" };
        await PolicyVersions.AddAsync(db, draft, database.Time.Now(), CancellationToken.None);
        await db.SaveChangesAsync();
    }

    /// <summary>Puts it in force, and re-evaluates all that there is.</summary>
    public static async Task ApplyAsync(this TestDatabase database, CurationPolicy policy)
    {
        await database.PutInForceAsync(policy);
        await database.Get<Curator>().CatchUpAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>A rule whose conditions must all hold.</summary>
    public static CurationRule Rule(string name, RuleAction action, params RuleCondition[] all) => new() { Name = name, Action = action, Any = [new(all)] };

    /// <summary>A policy of these rules and defaults.</summary>
    public static CurationPolicy Policy(params CurationRule[] rules) => new() { Rules = rules };

    /// <summary>Corrections under 30 characters are held.</summary>
    public static CurationRule ShortOnesAreHeld { get; } = Rule(
        "Short corrections", new(RuleActionKind.Hold), new(RuleField.Source, RuleOperator.Is, "user_correction"), new(RuleField.OutputLength, RuleOperator.Below, "30"));
}
