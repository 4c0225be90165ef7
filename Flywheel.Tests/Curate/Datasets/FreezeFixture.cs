using System.Security.Cryptography;
using System.Text;
using Flywheel.Core;
using Flywheel.Core.Access;
using Flywheel.Core.Collect;
using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Curate.Datasets;
using Flywheel.Core.Curate.Validation;
using Flywheel.Core.Data;
using Flywheel.Tests.Support;
using Flywheel.Tests.Support.Fixtures;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Tests.Curate.Datasets;

/// <summary>Approved candidates as a test wants them, straight in the database, and versions frozen of them.</summary>
internal sealed class FreezeFixture(TestDatabase database) : IAsyncDisposable
{
    private static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    public TestDatabase Database => database;

    public static async Task<FreezeFixture> CreateAsync()
    {
        var database = await TestDatabase.CreateAsync();
        await database.StoreAsync(new Application { Name = "shop" });
        return new(database);
    }

    /// <summary>Stores approved corrections with rising ids.</summary>
    public async Task AddAsync(IEnumerable<long> ids, Action<TrainingCandidate>? change = null)
    {
        var candidates = ids.Select(Candidate).ToList();
        foreach (var candidate in candidates) change?.Invoke(candidate);
        foreach (var candidate in candidates) candidate.InputHash = TextNormaliser.Hash(candidate.Input);
        await using var db = database.Open();
        await using var transaction = await db.Database.BeginTransactionAsync(Stop);
        await db.InsertAsync([.. candidates.Select(Interaction)], Stop);
        await db.SaveChangesAsync(Stop);
        var interactions = await db.Interactions.Where(i => i.RequestId.StartsWith("r-")).ToDictionaryAsync(i => i.RequestId, i => i.Id, Stop);
        foreach (var candidate in candidates) candidate.InteractionId = interactions[candidate.RequestId];
        await db.InsertAsync(candidates, Stop);
        await transaction.CommitAsync(Stop);
    }

    public Task<FreezeOutcome> TryAsync(DatasetRequest? request = null, Actor? actor = null) =>
        database.Get<DatasetFreezer>().FreezeAsync(actor ?? Actor.System, 1, "set", request ?? new(), Stop);

    public async Task<FreezeOutcome.Frozen> FreezeAsync(DatasetRequest? request = null) => Assert.IsType<FreezeOutcome.Frozen>(await TryAsync(request));

    public async Task<DatasetManifest> ManifestAsync(int version = 1) =>
        (await database.Get<DatasetLibrary>().FindAsync(Actor.System, 1, "set", version, Stop))!.Manifest;

    /// <summary>A file's bytes, as somebody pulls them.</summary>
    public async Task<byte[]> PullAsync(string format, string? rows = null, int version = 1)
    {
        var outcome = await database.Get<DatasetLibrary>().ExportAsync(Actor.System, 1, "set", version, format, null, rows, Stop);
        using var file = new MemoryStream();
        await Assert.IsType<ExportOutcome.Ready>(outcome).WriteAsync(file, Stop);
        return file.ToArray();
    }

    public ValueTask DisposeAsync() => database.DisposeAsync();

    private TrainingCandidate Candidate(long id)
    {
        var now = database.Time.Now();
        return new TrainingCandidate
        {
            Id = id, SignalId = id, ApplicationId = 1, RequestId = $"r-{id}", Source = CandidateSource.UserCorrection,
            Input = $"Question {id}?", OriginalOutput = $"Old answer {id}.", ProposedOutput = $"Answer {id}.", IdealOutput = $"Answer {id}.", Score = 0.9,
            Quality = Quality.VeryHigh, PolicyVersion = 1, GroupId = id, PairHash = SHA256.HashData(Encoding.UTF8.GetBytes($"{id}")),
            CreatedAt = now, UpdatedAt = now, DecidedAt = now,
        }.PutInto(CandidateState.Approved);
    }

    private static Interaction Interaction(TrainingCandidate candidate) => new()
    {
        ApplicationId = 1, RequestId = candidate.RequestId, Query = candidate.Input, Answer = candidate.OriginalOutput,
        AnswerHash = SHA256.HashData(Encoding.UTF8.GetBytes(candidate.OriginalOutput)), FirstSeenAt = candidate.CreatedAt,
    };
}
