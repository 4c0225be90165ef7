using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Flywheel.Core.Collect.Contract;
using Flywheel.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Collect.Intake;

/// <summary>An exposure or an outcome ready for the writer.</summary>
public sealed class PreparedReport : IQueued
{
    internal Exposure? Exposure { get; init; }
    internal Outcome? Outcome { get; init; }

    /// <summary>The answer that was shown, where it was sent.</summary>
    internal Interaction? Answer { get; init; }

    /// <inheritdoc/>
    public int Weight => 512 + (2 * ((Answer?.Query.Length + Answer?.Answer.Length) ?? 0));
}

/// <summary>Takes validated exposures and outcomes and answers when they are safe on disk.</summary>
public sealed class UsageIntake(Database database, UsageWriter writer, Pseudonyms pseudonyms, TimeProvider clock)
{
    /// <summary>Stores the exposures of one post, all in one commit.</summary>
    public Task<IntakeOutcome> AcceptAsync(int applicationId, IReadOnlyList<ExposureItem> items) =>
        StoreAsync([.. items.Select(i => Prepare(applicationId, i, clock.Now()))]);

    /// <summary>Stores the outcomes of one post, all in one commit.</summary>
    public Task<IntakeOutcome> AcceptAsync(int applicationId, IReadOnlyList<OutcomeItem> items) =>
        StoreAsync([.. items.Select(i => Prepare(applicationId, i, clock.Now()))]);

    /// <summary>
    /// What became of stored outcomes, with those of unknown requests marked: neither an answer nor a use of that request id is
    /// kept for the application. It is asked after the commit, so that what came in beside them counts; where it cannot be read, none is
    /// marked, for all of them are stored.
    /// </summary>
    public async Task<IntakeOutcome> MarkUnknownAsync(int applicationId, IReadOnlyList<OutcomeItem> items, IntakeOutcome stored, CancellationToken cancellationToken)
    {
        if (stored.Answer != IntakeAnswer.Stored || items.Count == 0) return stored;
        HashSet<string> known;
        try
        {
            known = await KnownAsync(applicationId, [.. items.Select(i => i.RequestId).Distinct(StringComparer.Ordinal)], cancellationToken);
        }
        catch (DbException)
        {
            return stored;
        }

        return stored with
        {
            Statuses = [.. stored.Statuses.Select((status, i) => status == IntakeStatus.Recorded && !known.Contains(items[i].RequestId) ? IntakeStatus.RequestUnknown : status)],
        };
    }

    private async Task<HashSet<string>> KnownAsync(int applicationId, List<string> ids, CancellationToken cancellationToken)
    {
        await using var db = await database.ReadAsync(cancellationToken);
        return await db.Interactions.Where(i => i.ApplicationId == applicationId && ids.Contains(i.RequestId)).Select(i => i.RequestId)
            .Union(db.Exposures.Where(e => e.ApplicationId == applicationId && ids.Contains(e.RequestId)).Select(e => e.RequestId)).ToHashSetAsync(cancellationToken);
    }

    private Task<IntakeOutcome> StoreAsync(IReadOnlyList<PreparedReport> reports) => reports.Count == 0
        ? Task.FromResult(new IntakeOutcome(IntakeAnswer.Stored, []))
        : writer.Enqueue(reports) ?? Task.FromResult(new IntakeOutcome(IntakeAnswer.Overloaded, []));

    private PreparedReport Prepare(int applicationId, ExposureItem item, DateTime now) => new()
    {
        Exposure = new()
        {
            ApplicationId = applicationId,
            RequestId = item.RequestId,
            PersonHash = item.UserId is null ? null : pseudonyms.Of(applicationId, item.UserId),
            SessionId = item.SessionId,
            Segment = item.Segment,
            Experiment = item.Experiment,
            Variant = item.Variant,
            ModelVersion = item.ModelVersion,
            OccurredAt = item.OccurredAt ?? now,
            ReceivedAt = now,
        },
        Answer = item.AiResponse is null ? null : new()
        {
            ApplicationId = applicationId,
            RequestId = item.RequestId,
            AnswerHash = SHA256.HashData(Encoding.UTF8.GetBytes(item.AiResponse)),
            Query = item.UserQuery ?? "",
            Answer = item.AiResponse,
            FirstSeenAt = now,
        },
    };

    private static PreparedReport Prepare(int applicationId, OutcomeItem item, DateTime now) => new()
    {
        Outcome = new()
        {
            ApplicationId = applicationId,
            RequestId = item.RequestId,
            Success = item.Success,
            Value = item.Value,
            Source = item.Source,
            OccurredAt = item.OccurredAt ?? now,
            ReceivedAt = now,
        },
    };
}
