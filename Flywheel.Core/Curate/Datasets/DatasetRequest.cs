using System.Globalization;
using Flywheel.Core.Curate.Candidates;

namespace Flywheel.Core.Curate.Datasets;

/// <summary>Which approved candidates a dataset version takes.</summary>
/// <param name="MinQuality">This quality or better.</param>
/// <param name="Sources">Any of these; null for all.</param>
/// <param name="Segments">Any of these, compared exactly; null for all, those without a segment included.</param>
public sealed record DatasetFilter(
    Quality MinQuality = Quality.High,
    IReadOnlyList<CandidateSource>? Sources = null,
    IReadOnlyList<string>? Segments = null)
{
    /// <summary>True where a candidate of these properties is taken.</summary>
    public bool Takes(Quality quality, CandidateSource source, string? segment) =>
        quality >= MinQuality
        && (Sources is null || Sources.Contains(source))
        && (Segments is null || (segment is not null && Segments.Contains(segment, StringComparer.Ordinal)));
}

/// <summary>A valid order for a new version.</summary>
public sealed record DatasetPlan(DatasetFilter Filter, SplitRatios Split, string? Note);

/// <summary>The shares as they came; an absent one is 0.</summary>
public sealed record SplitRequest(double? Train, double? Validation, double? Test)
{
    /// <summary>The shares, not yet validated.</summary>
    public SplitRatios ToRatios() => new(Train ?? 0, Validation ?? 0, Test ?? 0);
}

/// <summary>The body of <c>POST /v1/datasets/{name}/versions</c>, in wire names; every member is optional.</summary>
/// <param name="MinQuality"><c>low</c>, <c>medium</c>, <c>high</c> (the default) or <c>very_high</c>.</param>
/// <param name="Sources"><c>user_correction</c>, <c>user_approved</c>; all where absent.</param>
/// <param name="Segments">1-1,000 of 1-200 characters; all where absent.</param>
/// <param name="Split">80/10/10 where absent.</param>
/// <param name="Note">At most 2,000 characters; a blank one counts as absent.</param>
public sealed record DatasetRequest(
    string? MinQuality = null,
    IReadOnlyList<string>? Sources = null,
    IReadOnlyList<string>? Segments = null,
    SplitRequest? Split = null,
    string? Note = null)
{
    private const int MaxSegments = 1_000;
    private const int MaxSegmentLength = 200;
    private const int MaxNoteLength = 2_000;

    /// <summary>The plan, or else the errors by the fields' wire names (<c>min_quality</c>, <c>sources[0]</c>, <c>split.train</c>, ...).</summary>
    public (DatasetPlan? Plan, IReadOnlyDictionary<string, string[]> Errors) Validate()
    {
        var ratios = Split?.ToRatios() ?? SplitRatios.Default;
        var errors = QualityErrors().Concat(SourceErrors()).Concat(SegmentErrors()).Concat(ratios.Validate()).Concat(NoteErrors())
            .GroupBy(e => e.Field, e => e.Error)
            .ToDictionary(g => g.Key, g => g.ToArray());
        return errors.Count > 0 ? (null, errors) : (new DatasetPlan(Filter(), ratios, Blank(Note) ? null : Note), errors);
    }

    private DatasetFilter Filter() => new(
        MinQuality is null ? Quality.High : WireNames.ParseQuality(MinQuality)!.Value,
        Sources?.Select(s => WireNames.ParseSource(s)!.Value).Distinct().Order().ToList(),
        Segments?.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList());

    private IEnumerable<(string Field, string Error)> QualityErrors()
    {
        if (MinQuality is not null && WireNames.ParseQuality(MinQuality) is null)
            yield return ("min_quality", "Must be low, medium, high or very_high.");
    }

    private IEnumerable<(string Field, string Error)> SourceErrors()
    {
        if (Sources is { Count: 0 }) yield return ("sources", "Name at least one, or leave it out for all.");
        for (var i = 0; i < Sources?.Count; i++)
            if (WireNames.ParseSource(Sources[i]) is null) yield return (At("sources", i), "Must be user_correction or user_approved.");
    }

    private IEnumerable<(string Field, string Error)> SegmentErrors()
    {
        if (Segments is { Count: 0 }) yield return ("segments", "Name at least one, or leave it out for all.");
        if (Segments is { Count: > MaxSegments }) yield return ("segments", $"At most {MaxSegments} segments.");
        for (var i = 0; i < Math.Min(Segments?.Count ?? 0, MaxSegments); i++)
            if (SegmentError(Segments![i]) is { } error) yield return (At("segments", i), error);
    }

    private IEnumerable<(string Field, string Error)> NoteErrors()
    {
        if (Note?.Length > MaxNoteLength) yield return ("note", $"At most {MaxNoteLength} characters.");
        if (TextError(Note) is { } error) yield return ("note", error);
    }

    private static string? SegmentError(string? segment) => segment?.Length is >= 1 and <= MaxSegmentLength
        ? TextError(segment)
        : $"Must be a text of 1-{MaxSegmentLength} characters.";

    private static string? TextError(string? text) =>
        text is null ? null
        : text.Contains('\0') ? "Must not hold the character NUL."
        : HasLoneSurrogate(text) ? "Must not hold a lone surrogate."
        : null;

    private static bool HasLoneSurrogate(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (!char.IsSurrogatePair(text, i)) return true;
            i++;
        }

        return false;
    }

    private static bool Blank(string? text) => string.IsNullOrWhiteSpace(text);

    private static string At(string field, int index) => string.Create(CultureInfo.InvariantCulture, $"{field}[{index}]");
}
