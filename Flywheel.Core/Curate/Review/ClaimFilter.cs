using Flywheel.Core.Curate.Candidates;

namespace Flywheel.Core.Curate.Review;

/// <summary>Narrows what a reviewer claims, or reads of what is held; null leaves a field open. Texts are compared exactly.</summary>
/// <param name="ApplicationId">Items of one application.</param>
/// <param name="Segment">Items whose signal named this segment.</param>
/// <param name="Source">Corrections only, or approved answers only.</param>
/// <param name="RequestId">Items of one request.</param>
public sealed record ClaimFilter(int? ApplicationId = null, string? Segment = null, CandidateSource? Source = null, string? RequestId = null)
{
    /// <summary>Everything.</summary>
    public static readonly ClaimFilter None = new();

    internal IQueryable<TrainingCandidate> Of(IQueryable<TrainingCandidate> items)
    {
        if (ApplicationId is { } application) items = items.Where(c => c.ApplicationId == application);
        if (Segment is { } segment) items = items.Where(c => c.Segment == segment);
        if (Source is { } source) items = items.Where(c => c.Source == source);
        if (RequestId is { } request) items = items.Where(c => c.RequestId == request);
        return items;
    }
}
