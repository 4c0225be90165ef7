using Flywheel.Core.Collect;
using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Curate.Policies.Evaluation;
using Flywheel.Core.Curate.Validation;

namespace Flywheel.Core.Curate.Curation;

/// <summary>
/// What one signal proposes, with everything that follows from its own text and the feed before it. Made once; saving it
/// may be tried several times.
/// </summary>
internal sealed record CandidateProposal(
    Signal Signal,
    CandidateSource Source,
    string RequestId,
    string Input,
    string Original,
    string Proposed,
    string? Context,
    byte[] PairHash,
    byte[] InputHash,
    IReadOnlyList<Finding> Findings,
    NearDuplicates NearDuplicates);

/// <summary>A stretch of the feed, read and prepared.</summary>
/// <param name="Proposals">By the signal that proposes it, in the feed's order.</param>
/// <param name="Counts">For each touched interaction, the signals by type up to the end of this stretch.</param>
internal sealed record CurationBatch(
    long From,
    IReadOnlyList<Signal> Signals,
    IReadOnlyDictionary<long, CandidateProposal> Proposals,
    IReadOnlyDictionary<long, IReadOnlyDictionary<string, SignalCount>> Counts)
{
    public long End => Signals[^1].Id;
}
