using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Flywheel.Core.Collect.Contract;

namespace Flywheel.Core.Collect.Intake;

/// <summary>A signal ready for the writer: everything that costs work is done before it takes its turn.</summary>
public sealed class PreparedSignal : IQueued
{
    public required int ApplicationId { get; init; }
    public required FeedbackItem Item { get; init; }
    public required byte[] AnswerHash { get; init; }
    public required string? PersonHash { get; init; }
    public required string? Context { get; init; }
    public required bool TrainingConsent { get; init; }
    public required DateTime ReceivedAt { get; init; }
    public required byte[]? KeyHash { get; init; }
    public required byte[]? BodyHash { get; init; }

    /// <summary>Knows what stays of an erased body; null where nothing can have been erased.</summary>
    public Pseudonyms? Pseudonyms { get; init; }

    public DateTime OccurredAt => Item.OccurredAt ?? ReceivedAt;

    /// <summary>About how much memory it holds while it waits, bytes.</summary>
    public int Weight =>
        512 + (2 * (Item.UserQuery.Length + Item.AiResponse.Length + (Item.UserCorrection?.Length ?? 0)
            + (Item.Metadata?.Length ?? 0) + (Context?.Length ?? 0)));

    internal static PreparedSignal From(FeedbackItem item, int applicationId, bool consentByDefault, Pseudonyms pseudonyms, DateTime now) => new()
    {
        ApplicationId = applicationId,
        Item = item,
        AnswerHash = SHA256.HashData(Encoding.UTF8.GetBytes(item.AiResponse)),
        PersonHash = item.UserId is null ? null : pseudonyms.Of(applicationId, item.UserId),
        Context = item.Context is null ? null : JsonSerializer.Serialize(item.Context),
        TrainingConsent = item.TrainingConsent ?? consentByDefault,
        ReceivedAt = now,
        KeyHash = item.IdempotencyKey is null ? null : SHA256.HashData(Encoding.UTF8.GetBytes(item.IdempotencyKey)),
        BodyHash = item.IdempotencyKey is null ? null : BodyDigest.Of(item),
        Pseudonyms = pseudonyms,
    };

    /// <summary>Was its idempotency key used with the same body before, whether that signal is still there or was erased?</summary>
    internal bool HasBody(byte[] stored) =>
        BodyHash is { } mine && (stored.AsSpan().SequenceEqual(mine) || (Pseudonyms is not null && stored.AsSpan().SequenceEqual(Pseudonyms.OfBody(mine))));
}

/// <summary>What became of one signal.</summary>
public enum IntakeStatus
{
    /// <summary>Stored, and on disk.</summary>
    Recorded,

    /// <summary>Its idempotency key was used before with the same body; nothing was stored.</summary>
    Duplicate,

    /// <summary>Its idempotency key was used before with another body; nothing was stored.</summary>
    KeyReused,

    /// <summary>The database took others of the same post or commit, but not this one; nothing of it was stored, and it was logged.</summary>
    NotStored,

    /// <summary>An outcome that is stored and on disk, of a request of which nothing else is known yet.</summary>
    RequestUnknown,
}

/// <summary>How the intake as a whole answered.</summary>
public enum IntakeAnswer
{
    /// <summary>Every signal has its status, and what is recorded is on disk.</summary>
    Stored,

    /// <summary>Too much is waiting; nothing was stored.</summary>
    Overloaded,

    /// <summary>The database did not take it; nothing was stored.</summary>
    StorageUnavailable,
}

/// <summary>The answer to one post.</summary>
/// <param name="Statuses">One for each signal, in order; empty unless stored.</param>
public sealed record IntakeOutcome(IntakeAnswer Answer, IReadOnlyList<IntakeStatus> Statuses);
