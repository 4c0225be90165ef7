namespace Flywheel.Web.Components.Curate.Review.Session;

/// <summary>What a reviewer can ask for.</summary>
public enum ReviewAction
{
    Approve = 0,
    Fix = 1,
    Reject = 2,
    Skip = 3,
    SecondOpinion = 4,
    Redact = 5,
    Undo = 6,
    SwitchView = 7,

    /// <summary>One step back: out of the editor, out of the reasons.</summary>
    Back = 8,

    /// <summary>On to the next item, where this one cannot be decided any more.</summary>
    Next = 9,

    /// <summary>Claim the item again.</summary>
    Retake = 10,

    /// <summary>Approve the text that the reviewer typed.</summary>
    ApproveFix = 11,

    /// <summary>Approve the proposed text, although another one was typed.</summary>
    ApproveProposal = 12,
}

/// <summary>What the reviewer is at.</summary>
public enum ReviewMode
{
    Reading = 0,
    Fixing = 1,
    ChoosingReason = 2,
    ExplainingReason = 3,

    /// <summary>The reviewer typed a fix and pressed Approve: which of the two texts is meant?</summary>
    ChoosingText = 4,
}

/// <summary>How an answer and its correction are shown.</summary>
public enum ReviewView
{
    Difference = 0,
    SideBySide = 1,
    Whole = 2,
}

/// <summary>A key and what it does.</summary>
/// <param name="Label">On the button.</param>
/// <param name="Help">On the sheet of keys, where the label alone says too little.</param>
public sealed record ReviewKey(string Key, string Label, ReviewAction Action, string? Help = null);

/// <summary>The keys of reviewing, in one place for buttons, listener and sheet.</summary>
public static class ReviewKeys
{
    private static readonly ReviewKey[] Reading =
    [
        new("a", "Approve", ReviewAction.Approve, "Approve as it is"),
        new("e", "Fix", ReviewAction.Fix, "Fix, then approve"),
        new("r", "Reject", ReviewAction.Reject, "Reject; the reason by its digit"),
        new("s", "Skip", ReviewAction.Skip, "Skip for today"),
        new("o", "Second opinion", ReviewAction.SecondOpinion, "Ask another person"),
        new("x", "Redact", ReviewAction.Redact, "Replace personal data, then approve"),
        new("u", "Undo", ReviewAction.Undo, "Take the last decision back"),
        new("v", "View", ReviewAction.SwitchView, "Changes, side by side, whole text"),
    ];

    private static readonly ReviewKey[] Hindered =
    [
        new("n", "Next item", ReviewAction.Next),
        new("t", "Take it again", ReviewAction.Retake),
        new("u", "Undo", ReviewAction.Undo, "Take the last decision back"),
        new("v", "View", ReviewAction.SwitchView, "Changes, side by side, whole text"),
    ];

    private static readonly ReviewKey[] Choosing =
    [
        new("f", "Approve my fix", ReviewAction.ApproveFix),
        new("p", "Approve the proposed text", ReviewAction.ApproveProposal, "Approve the proposed text; the fix is dropped"),
        new("e", "Go on with my fix", ReviewAction.Fix),
    ];

    private static readonly ReviewKey[] Back = [new("Escape", "One step back", ReviewAction.Back)];

    private static readonly ReviewKey[] Waiting = [new("u", "Undo", ReviewAction.Undo)];

    /// <summary>The single keys that count now; the reasons' digits and Ctrl+Enter come beside them.</summary>
    public static IReadOnlyList<ReviewKey> For(ReviewPhase phase, ReviewMode mode, bool hindered) => (phase, mode, hindered) switch
    {
        (not ReviewPhase.Judging, _, _) => Waiting,
        (_, ReviewMode.Fixing, true) => [.. Back, .. Hindered],
        (_, ReviewMode.ChoosingText, false) => [.. Choosing, .. Back],
        (_, not ReviewMode.Reading, false) => Back,
        (_, _, true) => Hindered,
        _ => Reading,
    };

    /// <summary>Is the action one of those that count now? A client may ask for anything at any time.</summary>
    public static bool Allows(ReviewPhase phase, ReviewMode mode, bool hindered, ReviewAction action) =>
        For(phase, mode, hindered).Any(k => k.Action == action);
}
