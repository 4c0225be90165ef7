using System.Security.Cryptography;
using System.Text;
using Flywheel.Core;
using Flywheel.Core.Access;
using Flywheel.Core.Collect;
using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Curate.Review;

namespace Flywheel.Tests.Support.Fixtures;

/// <summary>Three people, two applications, and candidates as a test wants them.</summary>
public sealed class ReviewFixture
{
    private readonly TestDatabase _database;

    private ReviewFixture(TestDatabase database) => _database = database;

    public int ApplicationId { get; private set; }
    public int OtherApplicationId { get; private set; }
    public Actor Ana { get; } = new("ana", "Ana", Roles.Reviewer, ApplicationAccess.All);
    public Actor Ben { get; } = new("ben", "Ben", Roles.Reviewer, ApplicationAccess.All);
    public Actor Cleo { get; } = new("cleo", "Cleo", Roles.Manager, ApplicationAccess.All);

    public static async Task<ReviewFixture> CreateAsync(TestDatabase database)
    {
        var fixture = new ReviewFixture(database);
        var (one, other) = (new Application { Name = "shop" }, new Application { Name = "bank" });
        await database.StoreAsync(one, other, Person(fixture.Ana), Person(fixture.Ben), Person(fixture.Cleo));
        foreach (var person in new[] { fixture.Ana, fixture.Ben, fixture.Cleo }) await database.GrantAsync(person.MemberId, person.Role);
        (fixture.ApplicationId, fixture.OtherApplicationId) = (one.Id, other.Id);
        return fixture;
    }

    /// <summary>Stores a pending correction; the lower the id, the earlier in the queue.</summary>
    public async Task<TrainingCandidate> AddAsync(long id, Action<TrainingCandidate>? change = null)
    {
        var now = _database.Time.Now();
        var candidate = new TrainingCandidate
        {
            Id = id, SignalId = id, ApplicationId = ApplicationId, RequestId = $"request-{id}", Source = CandidateSource.UserCorrection,
            Input = $"Question {id}?", OriginalOutput = $"The old answer {id}.", ProposedOutput = $"The new answer {id}.", Score = 0.9,
            Quality = Quality.VeryHigh, QueueRank = 100, PolicyVersion = 1, GroupId = id, InputHash = Hash($"input {id}"), PairHash = Hash($"pair {id}"),
            CreatedAt = now, UpdatedAt = now,
        };
        change?.Invoke(candidate);
        candidate.Interaction = new Interaction
        {
            ApplicationId = candidate.ApplicationId, RequestId = candidate.RequestId, Query = candidate.Input, Answer = candidate.OriginalOutput,
            AnswerHash = Hash(candidate.OriginalOutput), FirstSeenAt = now,
        };
        await _database.StoreAsync(candidate);
        return candidate;
    }

    /// <summary>Claims an item and decides it.</summary>
    public async Task<DecisionOutcome.Decided> DecideAsync(Actor actor, long id, DecisionRequest request)
    {
        await _database.Get<ReviewQueue>().ClaimOneAsync(actor, id, CancellationToken.None);
        return Assert.IsType<DecisionOutcome.Decided>(await _database.Get<ReviewDecisions>().DecideAsync(actor, id, request, CancellationToken.None));
    }

    private static Member Person(Actor actor) =>
        new() { Id = actor.MemberId, UserName = actor.MemberId, NormalizedUserName = actor.MemberId, DisplayName = actor.Name };

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
