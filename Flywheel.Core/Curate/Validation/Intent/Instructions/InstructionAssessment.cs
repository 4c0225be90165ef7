namespace Flywheel.Core.Curate.Validation.Intent.Instructions;

/// <summary>
/// How much a text reads like orders to a model. <see cref="Score"/> is 0 (not at all) to 1; from
/// <see cref="InstructionDetector.WarnFrom"/> on it is a finding. The spans are the places in UTF-16 code units.
/// </summary>
internal sealed record InstructionAssessment(double Score, InstructionSignals Signals, IReadOnlyList<FindingSpan> Spans)
{
    public static InstructionAssessment Nothing { get; } = new(0, InstructionSignals.None, []);
}
