namespace Flywheel.Core.Curate.Validation.Intent.Instructions;

/// <summary>What tells that a text gives a model orders.</summary>
[Flags]
internal enum InstructionSignals
{
    None = 0,
    SetsAside = 1 << 0,
    Addresses = 1 << 1,
    SpeaksOfPrompt = 1 << 2,
    Reveals = 1 << 3,
    BindsAnswers = 1 << 4,
    Persona = 1 << 5,
    Training = 1 << 6,
    Secrecy = 1 << 7,
    ShapesAnswer = 1 << 8,
    ForeignRequest = 1 << 9,
    RoleMarker = 1 << 10,
    Hidden = 1 << 11,
    Encoded = 1 << 12,
    Disguised = 1 << 13,
    ForeignLink = 1 << 14,
    NotAsked = 1 << 15,
    LeaksData = 1 << 16,
}

/// <summary>The signals in words that a reviewer can read.</summary>
internal static class InstructionSignalLabels
{
    private static readonly (InstructionSignals Signal, string Words)[] Words =
    [
        (InstructionSignals.SetsAside, "sets aside what was told before"),
        (InstructionSignals.Addresses, "speaks to an assistant or a model"),
        (InstructionSignals.SpeaksOfPrompt, "speaks of its instructions"),
        (InstructionSignals.Reveals, "asks it to reveal them"),
        (InstructionSignals.BindsAnswers, "binds every future answer"),
        (InstructionSignals.Persona, "gives it another role or lifts its limits"),
        (InstructionSignals.Training, "speaks to its training or memory"),
        (InstructionSignals.LeaksData, "sends or collects private data"),
        (InstructionSignals.Secrecy, "hides something from the user"),
        (InstructionSignals.ShapesAnswer, "orders how the answer has to be written"),
        (InstructionSignals.ForeignRequest, "asks for something that neither the query nor the original answer speaks of"),
        (InstructionSignals.RoleMarker, "imitates the turns of a conversation"),
        (InstructionSignals.Hidden, "stands in a comment or hidden element"),
        (InstructionSignals.Encoded, "is encoded"),
        (InstructionSignals.Disguised, "has disguised letters"),
        (InstructionSignals.ForeignLink, "brings in a link or address"),
        (InstructionSignals.NotAsked, "not asked for in the query"),
    ];

    /// <summary>The signals, the weightiest first.</summary>
    public static string Describe(InstructionSignals signals) =>
        string.Join("; ", Words.Where(w => signals.HasFlag(w.Signal)).Select(w => w.Words));
}
