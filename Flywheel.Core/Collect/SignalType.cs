namespace Flywheel.Core.Collect;

/// <summary>
/// The built-in signal types, by their names on the wire. A type is stored as its name, so that further types
/// need no change of the schema.
/// </summary>
public static class SignalType
{
    /// <summary>Explicit: the person liked the answer.</summary>
    public const string ThumbsUp = "thumbs_up";

    /// <summary>Explicit: the person disliked the answer.</summary>
    public const string ThumbsDown = "thumbs_down";

    /// <summary>Explicit: the person corrected the answer.</summary>
    public const string Edit = "edit";

    /// <summary>Implicit: the person asked for another answer.</summary>
    public const string Regenerate = "regenerate";

    /// <summary>Implicit: the person copied the answer.</summary>
    public const string Copy = "copy";

    /// <summary>Implicit: the person left the session.</summary>
    public const string Abandon = "abandon";

    /// <summary>Implicit: the person had to ask again.</summary>
    public const string FollowUp = "follow_up";

    /// <summary>Implicit: the person turned to human support.</summary>
    public const string Escalation = "escalation";

    /// <summary>Every built-in type, in the order of the contract.</summary>
    public static readonly IReadOnlyList<string> All =
        [ThumbsUp, ThumbsDown, Edit, Regenerate, Copy, Abandon, FollowUp, Escalation];

    /// <summary>The type's name in words, for people: <c>thumbs_up</c> becomes <c>Thumbs up</c>.</summary>
    public static string InWords(string type) =>
        type.Length == 0 ? type : char.ToUpperInvariant(type[0]) + type[1..].Replace('_', ' ');
}
