using Flywheel.Core;
using Flywheel.Core.Collect;
using Flywheel.Core.Collect.Contract;
using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Curate.Policies;
using Flywheel.Core.Curate.Policies.Backtests;
using Flywheel.Core.Curate.Policies.Evaluation;
using Flywheel.Core.Curate.Review;
using Flywheel.Tests.Support;
using Flywheel.Tests.Support.Fixtures;

namespace Flywheel.Tests.Curate.Policies.Backtests;

/// <summary>For any policy and any data: what a backtest predicts for what is undecided is what applying the policy does.</summary>
public class BacktestPropertyTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 12)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task What_the_backtest_predicts_is_what_applying_does(int seed)
    {
        var random = new Random(seed);
        await using var database = await TestDatabase.CreateAsync();
        await PeopleAndDataAsync(database, random, random.Next(2) == 0);
        var draft = RandomPolicies.Policy(random);
        var predicted = new Dictionary<long, EvaluatedTwice>();
        await database.Get<BacktestRunner>().RunAsync(draft, 365, null, evaluated => predicted[evaluated.Facts.Id] = evaluated, Stop);
        var before = database.Candidates().ToDictionary(c => c.Id);

        await database.ApplyAsync(draft);

        var after = database.Candidates();
        Assert.Equal(before.Keys.Order(), predicted.Keys.Order());
        Assert.Contains(predicted.Values, p => p.IsUndecided);
        foreach (var candidate in after) Check(candidate, before[candidate.Id], predicted[candidate.Id]);
    }

    [Fact]
    public async Task New_candidates_get_the_state_that_evaluating_them_again_gives()
    {
        var random = new Random(77);
        await using var database = await TestDatabase.CreateAsync();
        // What reviewers made of a contributor's items changes after they came in.
        var policy = RandomPolicies.Policy(random);
        while (new PolicyEvaluator(new(2, policy), SignalCatalogue.BuiltIn).NeedsContributors) policy = RandomPolicies.Policy(random);
        await database.PutInForceAsync(policy);
        await PeopleAndDataAsync(database, random, false);
        var before = database.Candidates().Where(c => c.DecidedAt is null || c.ByPolicy).ToDictionary(c => c.Id, c => (c.State, c.Score, c.QueueRank));
        await database.ApplyAsync(policy);
        Assert.All(database.Candidates().Where(c => before.ContainsKey(c.Id)), c => Assert.Equal(before[c.Id], (c.State, c.Score, c.QueueRank)));
    }

    private static void Check(TrainingCandidate candidate, TrainingCandidate before, EvaluatedTwice predicted)
    {
        if (!predicted.IsUndecided)
        {
            Assert.Equal((before.State, before.Score, before.PolicyVersion, before.Version), (candidate.State, candidate.Score, candidate.PolicyVersion, candidate.Version));
            return;
        }

        Assert.Equal(
            (predicted.After.Settle(predicted.Facts), predicted.After.Score, predicted.After.Quality, predicted.After.QueueRank),
            (candidate.State, candidate.Score, candidate.Quality, candidate.QueueRank));
        Assert.Equal(string.Join(',', predicted.After.Tags), candidate.Tags ?? "");
    }

    /// <summary>Signals of all types by a few people, an earlier policy, decisions, releases, and then more signals.</summary>
    private static async Task PeopleAndDataAsync(TestDatabase database, Random random, bool earlierPolicy)
    {
        await database.ApplicationAsync();
        var ana = await database.PersonAsync("Ana");
        var cleo = await database.PersonAsync("Cleo", Roles.Manager);
        await database.CurateAsync(Items(random, 60));
        if (earlierPolicy) await database.ApplyAsync(RandomPolicies.Policy(random));
        await DecideAsync(database, random, ana, cleo);
        await database.CurateAsync(Items(random, 60));
    }

    private static FeedbackItem[] Items(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ =>
    {
        var (request, user) = ($"r{random.Next(25)}", random.Next(4) == 0 ? null : $"u{random.Next(4)}");
        var type = SignalType.All[random.Next(SignalType.All.Count)];
        var segment = random.Next(3) switch { 0 => "pro", 1 => "free", _ => null };
        bool? consent = random.Next(25) == 0 ? false : null;
        return type == SignalType.Edit
            ? SignalFixture.Edit(request, $"The {(random.Next(3) == 0 ? "refund" : "fee")} is {random.Next(9)} euros{new string('!', random.Next(30))}", user: user, segment: segment, consent: consent)
            : SignalFixture.Signal(request, type, user: user, segment: segment, consent: consent);
    })];

    private static async Task DecideAsync(TestDatabase database, Random random, Actor ana, Actor cleo)
    {
        foreach (var candidate in database.Candidates())
        {
            if (candidate.State == CandidateState.Held && random.Next(4) == 0) await database.Get<ReviewDecisions>().ReleaseHeldAsync(cleo, candidate.Id, Stop);
            if (candidate.State != CandidateState.Pending || random.Next(2) == 0) continue;
            await database.Get<ReviewQueue>().ClaimOneAsync(ana, candidate.Id, Stop);
            var kind = random.Next(3) switch { 0 => DecisionKind.Approve, 1 => DecisionKind.Reject, _ => DecisionKind.SecondOpinion };
            await database.Get<ReviewDecisions>().DecideAsync(
                ana, candidate.Id, new(candidate.Version, kind, Reason: kind == DecisionKind.Reject ? RejectReason.Wrong : null), Stop);
        }
    }
}
