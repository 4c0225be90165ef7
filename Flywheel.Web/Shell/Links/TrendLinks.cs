using Flywheel.Core.Collect;
using Flywheel.Core.Measure.Trends;

namespace Flywheel.Web.Shell.Links;

/// <summary>The addresses of trends: everything that is chosen on the page stands in them.</summary>
public static partial class Links
{
    public const string Trends = "/trends";

    /// <summary>The numbers of a trend as a file.</summary>
    public const string TrendsCsvRoute = "/trends.csv";

    private const int MostName = 200;

    private static readonly Dictionary<TrendSplit, string> Splits = new()
    {
        [TrendSplit.Segment] = "segment", [TrendSplit.Variant] = "variant", [TrendSplit.ModelVersion] = "model_version", [TrendSplit.Application] = "application",
    };

    private static readonly Dictionary<TrendStep, string> Steps = new()
    {
        [TrendStep.Hour] = "hour", [TrendStep.Day] = "day", [TrendStep.Week] = "week", [TrendStep.Month] = "month",
    };

    /// <summary>The page as a view wants it.</summary>
    public static string TrendsAt(TrendView view) => WithQuery(Trends, QueryOf(view));

    /// <summary>The file of what a view draws, in a viewer's time zone.</summary>
    public static string TrendsCsv(TrendView view, string? zone) => WithQuery(TrendsCsvRoute, [.. QueryOf(view), ("zone", zone)]);

    /// <summary>What an address of trends asks for; what makes no sense in it is left out.</summary>
    /// <param name="types">The signal types that there are; without, the built-in ones.</param>
    public static TrendView ReadTrends(string uri, SignalCatalogue? types = null) => ReadTrends(new AddressQuery(uri), types ?? SignalCatalogue.BuiltIn);

    /// <summary>What an address of trends asks for and does not exist.</summary>
    /// <param name="types">The signal types that there are; without, the built-in ones.</param>
    /// <param name="also">Further parameters that the place knows.</param>
    public static IReadOnlyList<UnknownFilter> UnknownInTrends(string uri, SignalCatalogue? types = null, params IEnumerable<string> also)
    {
        var query = new AddressQuery(uri);
        _ = ReadTrends(query, types ?? SignalCatalogue.BuiltIn);
        foreach (var name in also) _ = query.Text(name);
        return query.Unknown;
    }

    private static TrendView ReadTrends(AddressQuery query, SignalCatalogue types)
    {
        var (from, to) = (query.Day("from"), query.Day("to"));
        return new()
        {
            Metric = MetricOf(query, types),
            Split = query.Value<TrendSplit>("split", text => Splits.ContainsValue(text) ? Splits.First(s => s.Value == text).Key : null, OneOf(Splits.Values)) ?? TrendSplit.None,
            Step = query.Value<TrendStep>("step", text => Steps.ContainsValue(text) ? Steps.First(s => s.Value == text).Key : null, OneOf(Steps.Values)),
            Preset = PresetOf(query),
            From = from is not null && to is not null ? from : null,
            To = from is not null && to is not null ? to : null,
            Application = query.Text("application") is { Length: <= MostName } name ? name : null,
        };
    }

    private static string MetricOf(AddressQuery query, SignalCatalogue types)
    {
        if (query.Text("metric") is not { } metric) return TrendView.Success;
        if (metric is TrendView.Success or TrendView.Coverage || (metric.Length <= MostName && types.DefinitionOf(metric) is not null)) return metric;
        query.Note("metric", metric, OneOf([TrendView.Success, TrendView.Coverage, .. types.Names]));
        return TrendView.Success;
    }

    private static TrendPreset PresetOf(AddressQuery query)
    {
        if (query.Text("range") is not { } range) return TrendPreset.Usual;
        if (TrendPreset.All.FirstOrDefault(p => p.Key == range) is { } preset) return preset;
        query.Note("range", range, OneOf(TrendPreset.All.Select(p => p.Key)));
        return TrendPreset.Usual;
    }

    private static (string Name, string? Value)[] QueryOf(TrendView view) =>
    [
        ("metric", view.Metric == TrendView.Success ? null : view.Metric),
        ("split", Splits.GetValueOrDefault(view.Split)),
        ("step", view.Step is { } step ? Steps[step] : null),
        ("range", view.HasOwnDays || view.Preset == TrendPreset.Usual ? null : view.Preset.Key),
        ("from", Day(view.From)),
        ("to", Day(view.To)),
        ("application", view.Application),
    ];
}
