using System.Globalization;
using System.Text.Json.Nodes;
using Flywheel.Core;
using Flywheel.Core.Access;
using Flywheel.Core.Access.Keys;
using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Curate.Datasets;
using Flywheel.Core.Curate.Review;
using Flywheel.Core.Data;
using Flywheel.Core.Measure.Experiments;
using Flywheel.Core.Measure.RollUps;
using Flywheel.Tests.Support.Hosts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Flywheel.Tests.Support.Fixtures;

/// <summary>
/// A shop and a vault, each with everything that an application has. Everything of the vault has that word in it, so that a text
/// about the vault can be recognised.
/// </summary>
public sealed class TwoApplicationsFixture : IAsyncLifetime
{
    public const string Word = "vault";
    private const int Items = 6;
    private static readonly CancellationToken Cancel = CancellationToken.None;

    public ApiHost Host { get; } = new();
    public int Shop { get; private set; }
    public int Vault { get; private set; }

    /// <summary>Items of the vault: one that waits, one that is held, one that is approved.</summary>
    public long Waiting { get; private set; }
    public long Held { get; private set; }
    public long Approved { get; private set; }

    /// <summary>The decision that approved it.</summary>
    public long Decision { get; private set; }

    public T Get<T>() where T : notnull => Host.Services.GetRequiredService<T>();

    /// <summary>Somebody who sees the shop only.</summary>
    public Actor Shopper(string role) => new($"shop-{role}", $"Shop {role}", role, ApplicationAccess.Of(Shop));

    public async ValueTask InitializeAsync()
    {
        using var shop = await FillAsync("shop");
        using var vault = await FillAsync(Word);
        await using var db = Host.Open();
        (Shop, Vault) = ((await db.Applications.SingleAsync(a => a.Name == "shop")).Id, (await db.Applications.SingleAsync(a => a.Name == Word)).Id);
        await EvaluateAsync();
        foreach (var (id, name) in new[] { (Shop, "shop"), (Vault, Word) }) await TryAsync(id, name);
        await Get<Measurer>().CatchUpAsync(Cancel);
    }

    /// <summary>A client of a new person who sees the shop only; or everything.</summary>
    public async Task<HttpClient> PersonAsync(string role, bool seesAll = false)
    {
        var id = await Host.MemberAsync($"{role}-{Guid.NewGuid():N}", role);
        if (!seesAll) Assert.Equal(MemberOutcome.Done, await Get<MemberDirectory>().ChangeApplicationsAsync(Actor.System, id, ApplicationAccess.Of(Shop)));
        var scopes = role == Roles.Reviewer ? Scopes.Review | Scopes.Read : Scopes.Review | Scopes.Read | Scopes.Export | Scopes.Manage;
        return Host.Bearer((await Get<PersonalTokens>().CreateAsync(Actor.System, id, "test", scopes, null)).Secret);
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    private async Task<HttpClient> FillAsync(string name)
    {
        var key = await Host.ClientAsync(name);
        for (var i = 1; i <= Items; i++)
        {
            var body = ApiFixture.Correction(name == Word ? i + 20 : i);
            foreach (var field in new[] { "user_query", "ai_response", "user_correction" }) body[field] = $"{name} {body[field]}";
            (body["request_id"], body["segment"], body["model_version"]) = ($"{name}-{i}", $"{name}-segment", $"{name}-model");
            await key.PostExpectAsync("/v1/feedback", body);
            await key.PostExpectAsync("/v1/interactions", new JsonObject { ["request_id"] = $"{name}-{i}", ["segment"] = $"{name}-segment", ["variant"] = "treatment" });
            await key.PostExpectAsync("/v1/outcomes", new JsonObject { ["request_id"] = $"{name}-{i}", ["success"] = true });
        }

        await Host.CuratedAsync();
        return key;
    }

    private async Task EvaluateAsync()
    {
        await using var db = Host.Open();
        var judge = new Actor(await Host.MemberAsync("judge", Roles.Admin), "Judge", Roles.Admin, ApplicationAccess.All);
        foreach (var application in new[] { Shop, Vault })
        {
            var ids = await db.Candidates.Where(c => c.ApplicationId == application).OrderBy(c => c.Id).Select(c => c.Id).ToListAsync();
            (Approved, Held, Waiting) = (ids[0], ids[1], ids[2]);
            await db.Candidates.Where(c => c.Id == ids[1]).ExecuteUpdateAsync(set => set.SetProperty(c => c.State, CandidateState.Held));
            var item = await Get<ReviewQueue>().ClaimOneAsync(judge, Approved, Cancel);
            Decision = Assert.IsType<DecisionOutcome.Decided>(await Get<ReviewDecisions>().DecideAsync(judge, Approved, new(item!.Version, DecisionKind.Approve), Cancel)).DecisionId;
        }
    }

    private async Task TryAsync(int application, string name)
    {
        Assert.IsType<FreezeOutcome.Frozen>(await Get<DatasetFreezer>().FreezeAsync(Actor.System, application, $"{name}set", new(), Cancel));
        var decisions = Get<Experiments>();
        var plan = new ExperimentRequest(Key: $"{name}-trial", Hypothesis: $"The {name} gets better.", Application: name, Unit: "interaction");
        Assert.IsType<ExperimentOutcome.Done>(await decisions.CreateAsync(Actor.System, plan, Cancel));
        Assert.IsType<ExperimentOutcome.Done>(await decisions.StartAsync(Actor.System, plan.Key!, null, Cancel));
    }

    /// <summary>A route of the matrix with the vault's own ids in its places.</summary>
    public string OfVault(string route, long item) => route
        .Replace("{id:long}", item.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("{decision_id:long}", Decision.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("{application:int}", Vault.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("{name}", $"{Word}set", StringComparison.Ordinal).Replace("{n:int}", "1", StringComparison.Ordinal)
        .Replace("{number:int}", "1", StringComparison.Ordinal).Replace("{field}", "input", StringComparison.Ordinal)
        .Replace("{key}", $"{Word}-trial", StringComparison.Ordinal).Replace("{request_id}", $"{Word}-1", StringComparison.Ordinal);
}
