using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Curate.Validation;

namespace Flywheel.Core.Curate.Policies.Evaluation;

/// <summary>The reason that a candidate is rejected for because of a finding.</summary>
internal static class FindingReasons
{
    public static RejectReason For(FindingKinds kind) => kind switch
    {
        FindingKinds.Unchanged => RejectReason.Unchanged,
        FindingKinds.Empty => RejectReason.Empty,
        FindingKinds.ExactDuplicate or FindingKinds.NearDuplicate => RejectReason.Duplicate,
        FindingKinds.PersonalData => RejectReason.PersonalData,
        FindingKinds.Spam => RejectReason.Spam,
        FindingKinds.Secret or FindingKinds.ChatTemplate or FindingKinds.InstructionLike => RejectReason.Unsafe,
        _ => RejectReason.Other,
    };
}
