using System.Security.Cryptography;
using Flywheel.Core;
using Flywheel.Core.Access;
using Flywheel.Core.Collect;
using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Curate.Policies.Evaluation;
using Flywheel.Core.Curate.Validation;
using Flywheel.Core.Data;

namespace Flywheel.Bench.Backtest;

/// <summary>
/// So many signals over ninety days, as curation left them: of ten, two are corrections and one a thumbs-up that became
/// candidates, and seven are other signals on the same answers.
/// </summary>
internal static class SeededPast
{
    private const int RowsPerCommit = 50_000;
    private const int People = 20_000;
    private static readonly string[] Others = [SignalType.Copy, SignalType.Regenerate, SignalType.Abandon, SignalType.FollowUp, SignalType.Escalation, SignalType.ThumbsDown, SignalType.Copy];
    private static readonly string[] Segments = ["retail", "business", "public", "partner", "staff"];

    public static async Task FillAsync(BenchDatabase database, int signals)
    {
        await using var db = await database.OpenAsync();
        var now = TimeProvider.System.Now();
        db.Add(new Application { Name = "bench", CreatedAt = now });
        await db.SaveChangesAsync();
        for (var from = 1; from <= signals; from += RowsPerCommit)
        {
            var ids = Enumerable.Range(from, Math.Min(RowsPerCommit, signals - from + 1)).ToList();
            await using var transaction = await db.Database.BeginTransactionAsync();
            await db.InsertAsync(ids.Where(MakesCandidate).Select(i => Interaction(i, At(i, signals, now))).ToList(), default);
            await db.InsertAsync(ids.ConvertAll(i => Signal(i, At(i, signals, now))), default);
            await db.InsertAsync(ids.Where(MakesCandidate).Select(i => Candidate(i, At(i, signals, now))).ToList(), default);
            await transaction.CommitAsync();
        }

        db.FeedCursors.Add(new() { Reader = CurationCursor.Name, Position = signals, UpdatedAt = now });
        await db.SaveChangesAsync();
    }

    private static bool MakesCandidate(int id) => id % 10 < 3;

    private static DateTime At(int id, int signals, DateTime now) => now.AddDays(-90.0 * (signals - id) / signals);

    /// <summary>The candidate's own answer, or that of one a little before.</summary>
    private static int Answer(int id) => MakesCandidate(id) ? id : Math.Max(0, id - (id % 10) - (10 * (id % 7 % Math.Max(1, Math.Min(7, id / 10))))) + (id % 3);

    /// <summary>The database numbers interactions one by one as they are put in.</summary>
    private static long InteractionOf(int candidate) => (candidate / 10 * 3) + (candidate % 10);

    private static Interaction Interaction(int id, DateTime at) => new()
    {
        ApplicationId = 1, RequestId = $"r-{id}", AnswerHash = Hash(id), Query = Query(id), Answer = Original(id), FirstSeenAt = at,
    };

    private static Signal Signal(int id, DateTime at) => new()
    {
        ApplicationId = 1, InteractionId = InteractionOf(Math.Max(1, Answer(id))), Type = id % 10 is 0 or 1 ? SignalType.Edit : id % 10 == 2 ? SignalType.ThumbsUp : Others[id % 7],
        PersonHash = Person(id), Segment = Segments[id % 5], Correction = id % 10 < 2 ? Proposed(id) : null, OccurredAt = at, ReceivedAt = at, TrainingConsent = true,
    };

    private static TrainingCandidate Candidate(int id, DateTime at)
    {
        var source = id % 10 < 2 ? CandidateSource.UserCorrection : CandidateSource.UserApproved;
        List<Finding> findings = id % 10 == 1 && id % 3 == 0 ? [new(FindingKinds.TooShort, FindingField.Proposed, "Far shorter than the original.", [])] : [];
        var score = 0.5 + (id % 400 / 1000.0);
        var candidate = new TrainingCandidate
        {
            Id = id, ApplicationId = 1, InteractionId = InteractionOf(id), SignalId = id, RequestId = $"r-{id}", Source = source, PersonHash = Person(id), Segment = Segments[id % 5],
            Input = Query(id), OriginalOutput = Original(id), ProposedOutput = Proposed(id), Findings = FindingsJson.Write(findings),
            FindingKinds = findings.Count > 0 ? FindingKinds.TooShort : FindingKinds.None, Score = score, Quality = Flywheel.Core.Curate.Candidates.Quality.High,
            QueueRank = Scoring.QueueRank(source, score), PolicyVersion = 1, PairHash = Hash(id), InputHash = Hash(id), GroupId = id, CreatedAt = at, UpdatedAt = at,
        };
        (candidate.InputLength, candidate.OutputLength) = (candidate.Input.Length, candidate.ProposedOutput.Length);
        candidate.EditDistance = source == CandidateSource.UserCorrection ? id % 100 / 100.0 : null;
        candidate.Language = "en";
        if (id % 4 == 0) candidate.Approve(candidate.ProposedOutput, at);
        return candidate;
    }

    private static byte[] Hash(int id) => SHA256.HashData(BitConverter.GetBytes(id));

    private static string Person(int id) => $"{id * 7919 % People:x64}";

    private static string Query(int id) => $"Question {id}: how do I change the delivery address of an order that was already sent?";

    private static string Original(int id) => $"Answer {id}: an order that was sent cannot be changed any more; please wait for the delivery and send it back.";

    private static string Proposed(int id) => id % 30 == 1 ? $"Not any more, {id}." : $"Answer {id}: until the parcel reaches the depot you can redirect it with the link in the shipping mail.";
}
