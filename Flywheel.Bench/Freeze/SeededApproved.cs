using System.Security.Cryptography;
using Flywheel.Core.Access;
using Flywheel.Core.Collect;
using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Data;

namespace Flywheel.Bench.Freeze;

/// <summary>A database on disk with so many approved candidates, and the services on it.</summary>
internal sealed class SeededApproved : IAsyncDisposable
{
    private const int RowsPerCommit = 20_000;
    private static readonly DateTime Start = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private readonly BenchDatabase _database;

    private SeededApproved(BenchDatabase database) => _database = database;

    public static async Task<SeededApproved> CreateAsync(int candidates)
    {
        var seeded = new SeededApproved(await BenchDatabase.CreateAsync());
        await seeded.FillAsync(candidates);
        return seeded;
    }

    public T Get<T>()
        where T : notnull => _database.Get<T>();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    private async Task FillAsync(int candidates)
    {
        await using var db = await _database.OpenAsync();
        db.Add(new Application { Name = "bench", CreatedAt = Start });
        await db.SaveChangesAsync();
        for (var from = 1; from <= candidates; from += RowsPerCommit)
        {
            var ids = Enumerable.Range(from, Math.Min(RowsPerCommit, candidates - from + 1)).ToList();
            await using var transaction = await db.Database.BeginTransactionAsync();
            await db.InsertAsync(ids.ConvertAll(Interaction), default);
            await db.InsertAsync(ids.ConvertAll(Candidate), default);
            await transaction.CommitAsync();
        }
    }

    private static Interaction Interaction(int id) => new()
    {
        Id = id, ApplicationId = 1, RequestId = $"r-{id}", AnswerHash = Hash(id), Query = "q", Answer = "a", FirstSeenAt = Start,
    };

    /// <summary>One in four is an approved answer, one in ten has a context, every fourth shares its group with its neighbour.</summary>
    private static TrainingCandidate Candidate(int id)
    {
        var candidate = new TrainingCandidate
        {
            Id = id, ApplicationId = 1, InteractionId = id, SignalId = id, RequestId = $"r-{id}",
            Source = id % 4 == 0 ? CandidateSource.UserApproved : CandidateSource.UserCorrection,
            Input = $"Question {id}: how do I change the delivery address of an order that was already sent?",
            Context = id % 10 == 0 ? """{"system":"You are a shop assistant.","messages":[{"role":"user","content":"Hello"},{"role":"assistant","content":"How can I help?"}]}""" : null,
            OriginalOutput = $"Answer {id}: an order that was sent cannot be changed any more; please wait for the delivery and send it back.",
            ProposedOutput = Ideal(id), Score = 0.9, Quality = Flywheel.Core.Curate.Candidates.Quality.VeryHigh, PolicyVersion = 1,
            PairHash = Hash(-id), InputHash = Hash(id), GroupId = id - (id % 4 == 1 ? 1 : 0) is > 0 and var group ? group : id,
            CreatedAt = Start, UpdatedAt = Start,
        };
        candidate.Approve(candidate.ProposedOutput, Start);
        return candidate;
    }

    private static string Ideal(int id) => $"Answer {id}: until the parcel reaches the depot you can redirect it with the link in the shipping mail.";

    private static byte[] Hash(int id) => SHA256.HashData(BitConverter.GetBytes(id));
}
