using System.Security.Cryptography;
using Flywheel.Core;
using Flywheel.Core.Access;
using Flywheel.Core.Collect;
using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Curate.Policies.Evaluation;
using Flywheel.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Bench.Review;

/// <summary>A database on disk with so many pending candidates, and the services on it.</summary>
internal sealed class SeededQueue : IAsyncDisposable
{
    private const int RowsPerCommit = 20_000;
    private static readonly DateTime Start = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private readonly BenchDatabase _database;

    private SeededQueue(BenchDatabase database) => _database = database;

    public IServiceProvider Services => _database.Services;
    public Actor Reviewer { get; } = new("reviewer", "Reviewer", Roles.Reviewer, ApplicationAccess.All);

    public static async Task<SeededQueue> CreateAsync(int candidates)
    {
        var queue = new SeededQueue(await BenchDatabase.CreateAsync());
        await queue.FillAsync(candidates);
        return queue;
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    private async Task FillAsync(int candidates)
    {
        await using var db = await _database.OpenAsync();
        db.Add(new Application { Name = "bench", CreatedAt = Start });
        db.Add(new Member { Id = Reviewer.MemberId, UserName = Reviewer.Name, DisplayName = Reviewer.Name });
        db.UserRoles.Add(new() { UserId = Reviewer.MemberId, RoleId = db.Roles.Single(r => r.Name == Reviewer.Role).Id });
        await db.SaveChangesAsync();
        for (var from = 1; from <= candidates; from += RowsPerCommit)
        {
            var ids = Enumerable.Range(from, Math.Min(RowsPerCommit, candidates - from + 1)).ToList();
            await using var transaction = await db.Database.BeginTransactionAsync();
            await db.InsertAsync(ids.ConvertAll(Interaction), default);
            await db.InsertAsync(ids.ConvertAll(Signal), default);
            await db.InsertAsync(ids.ConvertAll(Candidate), default);
            await transaction.CommitAsync();
        }
    }

    private static Interaction Interaction(int id) => new()
    {
        Id = id, ApplicationId = 1, RequestId = $"r-{id}", AnswerHash = Hash(id), Query = Query(id), Answer = Answer(id), FirstSeenAt = Start.AddSeconds(id),
    };

    private static Signal Signal(int id) => new()
    {
        Id = id, ApplicationId = 1, InteractionId = id, Type = SignalType.Edit, Correction = Correction(id),
        OccurredAt = Start.AddSeconds(id), ReceivedAt = Start.AddSeconds(id),
    };

    private static TrainingCandidate Candidate(int id)
    {
        var score = 0.5 + (id * 7919 % 500 / 1000.0);
        return new()
        {
            Id = id, ApplicationId = 1, InteractionId = id, SignalId = id, RequestId = $"r-{id}", Input = Query(id), OriginalOutput = Answer(id),
            ProposedOutput = Correction(id), Score = score, Quality = Flywheel.Core.Curate.Candidates.Quality.High, QueueRank = Scoring.QueueRank(CandidateSource.UserCorrection, score),
            PolicyVersion = 1, PairHash = Hash(id), InputHash = Hash(id), GroupId = id, CreatedAt = Start.AddSeconds(id), UpdatedAt = Start.AddSeconds(id),
        };
    }

    private static byte[] Hash(int id) => SHA256.HashData(BitConverter.GetBytes(id));

    private static string Query(int id) => $"Question {id}: how do I change the delivery address of an order that was already sent?";

    private static string Answer(int id) => $"Answer {id}: an order that was sent cannot be changed any more; please wait for the delivery and send it back.";

    private static string Correction(int id) => $"Answer {id}: until the parcel reaches the depot you can redirect it with the link in the shipping mail.";
}
