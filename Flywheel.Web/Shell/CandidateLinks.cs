using System.Globalization;
using Flywheel.Core.Curate;
using Microsoft.AspNetCore.WebUtilities;

namespace Flywheel.Web.Shell;

/// <summary>A list of candidates as its address tells it.</summary>
/// <param name="Page">From 1.</param>
public sealed record CandidateView(CandidateFilter Filter, int Page = 1);

/// <summary>The addresses of the list of candidates.</summary>
public static partial class Links
{
    private const int MostPages = 1_000_000;

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

    /// <summary>What an address of the list asks for; what makes no sense in it is left out.</summary>
    public static CandidateView ReadCandidates(string uri)
    {
        var query = QueryHelpers.ParseQuery(new Uri(new Uri("http://x"), uri).Query);
        string? Of(string name) => query.TryGetValue(name, out var value) && value.ToString().Trim() is { Length: > 0 } text ? Harmless(text) : null;
        var sort = Sorts.FirstOrDefault(s => s.Value == Of("sort")).Key;
        var page = int.TryParse(Of("page"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Math.Clamp(number, 1, MostPages) : 1;
        return new(
            new()
            {
                Text = Of("q") is { } q ? q[..Math.Min(q.Length, CandidateFilter.MaxText)] : null,
                States = [.. (Of("state") ?? "").Split(',').Select(WireNames.ParseState).OfType<CandidateState>().Distinct().Order()],
                Source = WireNames.ParseSource(Of("source")),
                Quality = WireNames.ParseQuality(Of("quality")),
                Finding = WireNames.ParseFinding(Of("finding")),
                Application = Of("application"),
                Segment = Of("segment"),
                From = ReadDay(Of("from")),
                To = ReadDay(Of("to")),
                Sort = sort,
            },
            page);
    }

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DateOnly? ReadDay(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>Neither database can be asked for a text with NUL in it.</summary>
    private static string Harmless(string text) => text.Replace("\0", "", StringComparison.Ordinal);
}
