using System.Runtime.CompilerServices;
using Flywheel.Core.Curate.Candidates;

namespace Flywheel.Tests.Support.Fixtures;

/// <summary>Candidates as the database may give them, without the transitions that led there.</summary>
internal static class CandidateStates
{
    /// <summary>Puts it into a state and changes nothing else.</summary>
    public static TrainingCandidate PutInto(this TrainingCandidate candidate, CandidateState state, bool byPolicy = false)
    {
        SetState(candidate, state);
        SetByPolicy(candidate, byPolicy);
        return candidate;
    }

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_State")]
    private static extern void SetState(TrainingCandidate candidate, CandidateState state);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_ByPolicy")]
    private static extern void SetByPolicy(TrainingCandidate candidate, bool byPolicy);
}
