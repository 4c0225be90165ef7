namespace Flywheel.Core.Curate.Candidates;

/// <summary>
/// The names of the curation stage's values on the wire and in exports. Written out, so that renaming a member in code
/// never changes a file that was promised to stay the same.
/// </summary>
public static class WireNames
{
    /// <summary><c>user_correction</c> or <c>user_approved</c>.</summary>
    public static string ToWire(this CandidateSource source) => source switch
    {
        CandidateSource.UserCorrection => "user_correction",
        CandidateSource.UserApproved => "user_approved",
        _ => throw new ArgumentOutOfRangeException(nameof(source), source, null),
    };

    /// <summary><c>low</c>, <c>medium</c>, <c>high</c> or <c>very_high</c>.</summary>
    public static string ToWire(this Quality quality) => quality switch
    {
        Quality.Low => "low",
        Quality.Medium => "medium",
        Quality.High => "high",
        Quality.VeryHigh => "very_high",
        _ => throw new ArgumentOutOfRangeException(nameof(quality), quality, null),
    };

    /// <summary><c>pending</c>, <c>held</c>, <c>awaiting_second</c>, <c>approved</c> or <c>rejected</c>.</summary>
    public static string ToWire(this CandidateState state) => state switch
    {
        CandidateState.Pending => "pending",
        CandidateState.Held => "held",
        CandidateState.AwaitingSecond => "awaiting_second",
        CandidateState.Approved => "approved",
        CandidateState.Rejected => "rejected",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };

    /// <summary>A reviewer's reason, or one of the Curator's.</summary>
    public static string ToWire(this RejectReason reason) => reason switch
    {
        RejectReason.Wrong => "wrong",
        RejectReason.Unsafe => "unsafe",
        RejectReason.OffTopic => "off_topic",
        RejectReason.LowQuality => "low_quality",
        RejectReason.PersonalData => "personal_data",
        RejectReason.Spam => "spam",
        RejectReason.Duplicate => "duplicate",
        RejectReason.Other => "other",
        RejectReason.Unchanged => "unchanged",
        RejectReason.Empty => "empty",
        RejectReason.NoConsent => "no_consent",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, null),
    };

    /// <summary>The state of that exact wire name, or null.</summary>
    public static CandidateState? ParseState(string? name) => Find(Enum.GetValues<CandidateState>(), v => v.ToWire(), name);

    /// <summary>The reason of that exact wire name, or null.</summary>
    public static RejectReason? ParseReason(string? name) => Find(Enum.GetValues<RejectReason>(), v => v.ToWire(), name);

    /// <summary>The source of that exact wire name, or null.</summary>
    public static CandidateSource? ParseSource(string? name) => Find(Enum.GetValues<CandidateSource>(), v => v.ToWire(), name);

    /// <summary>The quality of that exact wire name, or null.</summary>
    public static Quality? ParseQuality(string? name) => Find(Enum.GetValues<Quality>(), v => v.ToWire(), name);

    private static T? Find<T>(T[] values, Func<T, string> nameOf, string? name)
        where T : struct
    {
        foreach (var value in values)
            if (nameOf(value) == name) return value;
        return null;
    }
}
