using System.Text.Json.Serialization;

namespace Flywheel.Core.Curate.Validation;

/// <summary>What validation looks for. Values are bits, so that a candidate's kinds fit into one column.</summary>
[Flags]
public enum FindingKinds
{
    None = 0,

    /// <summary>The correction equals the original after NFC and white space (white space counts in code; case always).</summary>
    Unchanged = 1 << 0,

    /// <summary>Input or output holds no visible character.</summary>
    Empty = 1 << 1,

    /// <summary>Far shorter than the original.</summary>
    TooShort = 1 << 2,

    /// <summary>Far longer than the original.</summary>
    TooLong = 1 << 3,

    /// <summary>The same input and the same output as an earlier candidate.</summary>
    ExactDuplicate = 1 << 4,

    /// <summary>Nearly the same text as an earlier candidate.</summary>
    NearDuplicate = 1 << 5,

    /// <summary>An approved candidate answers the same input differently.</summary>
    Contradiction = 1 << 6,

    /// <summary>E-mail, phone, card, IBAN, national id or IP address.</summary>
    PersonalData = 1 << 7,

    /// <summary>A password, key or token.</summary>
    Secret = 1 << 8,

    /// <summary>Tokens of a chat template, such as <c>&lt;|im_start|&gt;</c>.</summary>
    ChatTemplate = 1 << 9,

    /// <summary>Text that gives the model orders.</summary>
    InstructionLike = 1 << 10,

    /// <summary>Zero-width, bidirectional or other characters that cannot be seen.</summary>
    InvisibleCharacters = 1 << 11,

    /// <summary>Advertising or a lure.</summary>
    Spam = 1 << 12,
}

/// <summary>Which text of a candidate a finding speaks of.</summary>
public enum FindingField
{
    Input = 0,
    Original = 1,
    Proposed = 2,
}

/// <summary>What the policy does about a finding.</summary>
public enum FindingAction
{
    /// <summary>Nothing; it is only noted.</summary>
    Pass = 0,

    /// <summary>The reviewer is shown it.</summary>
    Warn = 1,

    /// <summary>Kept back until a manager releases it.</summary>
    Hold = 2,

    /// <summary>Never reaches a reviewer.</summary>
    Reject = 3,
}

/// <summary>A place in a text, in UTF-16 code units, and what stands there (such as <c>EMAIL</c>).</summary>
public readonly record struct FindingSpan(int Start, int Length, string Label);

/// <summary>
/// Something that validation noticed about a candidate, in words that a reviewer can read. Exactly one kind.
/// <see cref="OtherCandidateId"/> names the candidate it collides with, where there is one.
/// </summary>
public sealed record Finding(
    FindingKinds Kind,
    FindingField Field,
    string Message,
    IReadOnlyList<FindingSpan> Spans,
    long? OtherCandidateId = null)
{
    /// <summary>What the policy in force did about it.</summary>
    public FindingAction Action { get; init; } = FindingAction.Warn;

    /// <summary>How sure it is, 0 to 1; null for kinds that are found or not. Only instruction-like text has one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Score { get; init; }
}
