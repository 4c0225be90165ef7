using Flywheel.Core;
using Flywheel.Core.Audit;
using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Curate.Review;
using Flywheel.Core.Data;
using Flywheel.Tests.Support;
using Flywheel.Tests.Support.Fixtures;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Tests.Curate.Review;

/// <summary>Eight people at one queue, each doing random actions.</summary>
public sealed class ReviewersInParallelTests(ITestOutputHelper output)
{
    private const int People = 8, Items = 60, Steps = 40;
    private static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    [Fact]
    public async Task With_eight_people_at_once_the_records_of_every_item_agree()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("FLYWHEEL_TEST_SEED"), out var given) ? given : Random.Shared.Next();
        output.WriteLine($"FLYWHEEL_TEST_SEED={seed}");
        await using var database = await TestDatabase.CreateAsync();
        await database.ApplicationAsync();
        await database.CurateAsync([.. Enumerable.Range(1, Items).Select(i => SignalFixture.Edit($"r{i}", $"It is {i * 7919} and not {i}, as page {i * 31} says."))]);
        await using (var db = database.Open()) await db.Candidates.Where(c => c.Id % 3 == 0).ExecuteUpdateAsync(set => set.SetProperty(c => c.DecisionsRequired, 2), Stop);
        var people = new List<Actor>();
        for (var i = 0; i < People; i++) people.Add(await database.PersonAsync($"p{i}", i == 0 ? Roles.Admin : Roles.Reviewer));

        var outcomes = await Task.WhenAll(people.Select((actor, i) => Task.Run(() => WorkAsync(database, actor, new Random(HashCode.Combine(seed, i))))));

        output.WriteLine(string.Join(", ", outcomes.SelectMany(o => o).GroupBy(o => o).Select(g => $"{g.Key} {g.Count()}")));
        Assert.Contains(nameof(DecisionOutcome.Decided), outcomes.SelectMany(o => o));
        await AssertConsistentAsync(database);
        Assert.True((await database.Get<AuditVerification>().VerifyAsync(Stop)).Intact);
    }

    /// <summary>Claims, decides, undoes, renews and releases at random; what the answers were.</summary>
    private static async Task<List<string>> WorkAsync(TestDatabase database, Actor actor, Random random)
    {
        var (queue, decisions) = (database.Get<ReviewQueue>(), database.Get<ReviewDecisions>());
        var (mine, said) = (new List<(long Id, int Version)>(), new List<string>());
        var decided = new List<long>();
        for (var step = 0; step < Steps; step++)
        {
            var one = mine.Count == 0 || random.Next(6) == 0 ? (Id: random.Next(1, Items + 1), Version: random.Next(1, 4)) : mine[random.Next(mine.Count)];
            switch (random.Next(10))
            {
                case 0 or 1: mine.AddRange((await queue.ClaimAsync(actor, random.Next(1, 4), Stop)).Select(i => (i.Id, i.Version))); break;
                case 2 when decided.Count > 0: said.Add((await decisions.UndoAsync(actor, decided[random.Next(decided.Count)], Stop)).GetType().Name); break;
                case 3: said.Add((await (random.Next(2) == 0 ? queue.RenewAsync(actor, one.Id, Stop) : queue.ReleaseAsync(actor, one.Id, Stop))).GetType().Name); break;
                default:
                    var outcome = await decisions.DecideAsync(actor, one.Id, Decision(one.Version, random), Stop);
                    if (outcome is DecisionOutcome.Decided done) decided.Add(done.DecisionId);
                    mine.Remove(one);
                    said.Add(outcome.GetType().Name);
                    break;
            }
        }

        return said;
    }

    private static DecisionRequest Decision(int version, Random random) => random.Next(5) switch
    {
        0 => new(version, DecisionKind.Approve),
        1 => new(version, DecisionKind.Fix, "Fixed."),
        2 => new(version, DecisionKind.Reject, Reason: RejectReason.Wrong),
        3 => new(version, DecisionKind.Skip),
        _ => new(version, DecisionKind.SecondOpinion),
    };

    private static async Task AssertConsistentAsync(TestDatabase database)
    {
        await using var db = database.Open();
        foreach (var item in await db.Candidates.AsNoTracking().Include(c => c.Decisions).ToListAsync(Stop))
        {
            var all = item.Decisions.OrderBy(d => d.Id).ToList();
            var standing = all.Where(DecisionRules.IsJudgement).ToList();
            var told = $"item {item.Id}: {item.State} v{item.Version}; {string.Join(", ", all.Select(d => $"{d.MemberId} {d.Kind} v{d.CandidateVersion}-{d.ResultingVersion} {d.StateBefore}-{d.StateAfter}{(d.UndoneAt is null ? "" : " undone")}"))}";
            // A decision and an undo each raise the version by one, a skip does not.
            var moves = all.Where(d => d.Kind != DecisionKind.Skip).ToList();
            Assert.True(item.Version == 1 + moves.Count + moves.Count(d => d.UndoneAt is not null), told);
            Assert.True(moves.Select(d => d.ResultingVersion).SequenceEqual(moves.Select(d => d.ResultingVersion).Distinct().Order()), told);
            Assert.True(moves.All(d => d.ResultingVersion == d.CandidateVersion + 1), told);
            Assert.True(standing.Select(d => d.MemberId).Distinct().Count() == standing.Count, told);
            Assert.True(item.State is CandidateState.Approved or CandidateState.Rejected == (item.DecidedAt is not null), told);
            Assert.True(item.State == CandidateState.Approved == (item.IdealOutput is not null), told);
            Assert.True((item.State == CandidateState.Rejected) == (item.Reason is not null), told);
            Assert.True(moves.LastOrDefault(d => d.UndoneAt is null) is not { } last ? item.State == CandidateState.Pending : item.State == last.StateAfter, told);
            Assert.True(item.State is not (CandidateState.Approved or CandidateState.Rejected) || item.LeaseHolderId is null, told);
        }
    }
}
