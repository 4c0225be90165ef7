using System.Globalization;
using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Curate.Datasets;
using Flywheel.Core.Curate.Exports;
using Flywheel.Core.Curate.Validation;
using Flywheel.Web.Components.Curate.Review;

namespace Flywheel.Web.Components.Curate.Candidates;

/// <summary>What lists of candidates and datasets say to people.</summary>
public static class CandidateLabels
{
    public static string Of(CandidateState state) => state switch
    {
        CandidateState.Pending => "Waiting",
        CandidateState.Held => "Held",
        CandidateState.AwaitingSecond => "Second opinion",
        CandidateState.Approved => "Approved",
        _ => "Rejected",
    };

    /// <summary>The tone of a state's tag.</summary>
    public static string Tone(CandidateState state) => state switch
    {
        CandidateState.Approved => "is-approve",
        CandidateState.Rejected => "is-reject",
        CandidateState.Held => "is-hold",
        CandidateState.AwaitingSecond => "is-information",
        _ => "is-quiet",
    };

    public static string Of(Quality quality) => quality switch
    {
        Quality.VeryHigh => "Very high",
        Quality.High => "High",
        Quality.Medium => "Medium",
        _ => "Low",
    };

    public static string Of(CandidateSort sort) => sort switch
    {
        CandidateSort.Oldest => "Oldest first",
        CandidateSort.BestScore => "Best score first",
        CandidateSort.WorstScore => "Lowest score first",
        CandidateSort.LastChanged => "Last changed first",
        _ => "Newest first",
    };

    public static string Of(DatasetChangeKind kind) => kind switch
    {
        DatasetChangeKind.In => "New",
        DatasetChangeKind.Out => "Gone",
        _ => "Edited",
    };

    public static string Of(DecisionKind kind) => kind switch
    {
        DecisionKind.Approve => "approved it",
        DecisionKind.Fix => "fixed and approved it",
        DecisionKind.Reject => "rejected it",
        DecisionKind.Skip => "skipped it",
        _ => "asked for a second opinion",
    };

    public static string Of(Split split) => split switch
    {
        Split.Train => "Train",
        Split.Validation => "Validation",
        _ => "Test",
    };

    /// <summary>The kinds of findings, in words.</summary>
    public static IReadOnlyList<string> Of(FindingKinds kinds) =>
        [.. Enum.GetValues<FindingKinds>().Where(k => k != FindingKinds.None && kinds.HasFlag(k)).Select(ReviewLabels.Of)];

    /// <summary>A score, 0 to 1, with two places.</summary>
    public static string Score(double score) => score.ToString("0.00", CultureInfo.InvariantCulture);

    /// <summary>A share in percent; <c>80 %</c>.</summary>
    public static string Percent(double share) => (share * 100).ToString("0.##", CultureInfo.InvariantCulture) + " %";
}
