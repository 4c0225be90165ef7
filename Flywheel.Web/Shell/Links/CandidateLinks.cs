using System.Globalization;
using Flywheel.Core;
using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Curate.Validation;

namespace Flywheel.Web.Shell.Links;

/// <summary>A list of candidates as its address tells it.</summary>
/// <param name="Page">From 1.</param>
public sealed record CandidateView(CandidateFilter Filter, int Page = 1)
{
    /// <summary>What the address asks for and does not exist.</summary>
    public IReadOnlyList<UnknownFilter> Unknown { get; init; } = [];
}

/// <summary>The addresses of the list of candidates.</summary>
public static partial class Links
{
    private static readonly Dictionary<CandidateSort, string> Sorts = new()
    {
        [CandidateSort.Newest] = "newest", [CandidateSort.Oldest] = "oldest", [CandidateSort.BestScore] = "best",
        [CandidateSort.WorstScore] = "worst", [CandidateSort.LastChanged] = "changed",
    };

    /// <summary>The list with a filter in force, at a page.</summary>
    public static string CandidatesAt(CandidateFilter filter, int page = 1) => WithQuery(
        Candidates,
        ("q", filter.Text),
        ("state", string.Join(',', filter.States.Select(s => s.ToWire()))),
        ("source", filter.Source?.ToWire()),
        ("quality", filter.Quality?.ToWire()),
        ("finding", filter.Finding?.ToWire()),
        ("application", filter.Application),
        ("segment", filter.Segment),
        ("from", Day(filter.From)),
        ("to", Day(filter.To)),
        ("sort", filter.Sort == CandidateSort.Newest ? null : Sorts[filter.Sort]),
        ("page", page > 1 ? page.ToString(CultureInfo.InvariantCulture) : null));

    /// <summary>What an address of the list asks for; what makes no sense in it is left out, and named.</summary>
    public static CandidateView ReadCandidates(string uri)
    {
        var query = new AddressQuery(uri);
        var filter = new CandidateFilter
        {
            Text = query.Text("q") is { } q ? TextCut.Beginning(q, CandidateFilter.MaxText) : null,
            States = [.. query.Values("state", WireNames.ParseState, OneOf(Enum.GetValues<CandidateState>().Select(s => s.ToWire()))).Distinct().Order()],
            Source = query.Value("source", WireNames.ParseSource, OneOf(Enum.GetValues<CandidateSource>().Select(s => s.ToWire()))),
            Quality = query.Value("quality", WireNames.ParseQuality, OneOf(Enum.GetValues<Quality>().Select(s => s.ToWire()))),
            Finding = query.Value("finding", FindingWireNames.ParseFinding, OneOf(Enum.GetValues<FindingKinds>().Where(k => k != FindingKinds.None).Select(k => k.ToWire()))),
            Application = query.Text("application"),
            Segment = query.Text("segment"),
            From = query.Day("from"),
            To = query.Day("to"),
            Sort = query.Value<CandidateSort>("sort", text => Sorts.ContainsValue(text) ? Sorts.First(s => s.Value == text).Key : null, OneOf(Sorts.Values)) ?? CandidateSort.Newest,
        };
        return new(filter, query.Page()) { Unknown = query.Unknown };
    }

    private static string OneOf(IEnumerable<string> names) => $"one of {string.Join(", ", names)}";

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
