using Flywheel.Core.Collect.Contract;
using Flywheel.Core.Curate.Candidates;

namespace Flywheel.Core.Curate.Exports;

/// <summary>
/// One row of a frozen dataset, before it takes the shape of a format. Everything an exporter may use; provenance
/// beyond <see cref="Id"/> goes into the manifest.
/// </summary>
/// <param name="Id">The candidate's id.</param>
/// <param name="Context">System prompt, earlier turns and documents, where they were sent.</param>
/// <param name="RejectedOutput">The product's own answer, for a correction; null for an approved answer.</param>
public sealed record TrainingRow(
    long Id,
    CandidateSource Source,
    Quality Quality,
    Split Split,
    long GroupId,
    string? Segment,
    SignalContext? Context,
    string Input,
    string IdealOutput,
    string? RejectedOutput);
