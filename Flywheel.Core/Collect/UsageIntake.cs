using System.Security.Cryptography;
using System.Text;

namespace Flywheel.Core.Collect;

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
public sealed class UsageIntake(UsageWriter writer, Pseudonyms pseudonyms, TimeProvider clock)
{
    /// <summary>Stores the exposures of one post, all in one commit.</summary>
    public Task<IntakeOutcome> AcceptAsync(int applicationId, IReadOnlyList<ExposureItem> items) =>
        StoreAsync([.. items.Select(i => Prepare(applicationId, i, clock.Now()))]);

    /// <summary>Stores the outcomes of one post, all in one commit.</summary>
    public Task<IntakeOutcome> AcceptAsync(int applicationId, IReadOnlyList<OutcomeItem> items) =>
        StoreAsync([.. items.Select(i => Prepare(applicationId, i, clock.Now()))]);

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
