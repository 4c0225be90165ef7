using System.Globalization;
using Flywheel.Core.Collect;
using Flywheel.Core.Measure;
using Microsoft.AspNetCore.WebUtilities;

namespace Flywheel.Web.Shell;

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
    public static TrendView ReadTrends(string uri, SignalCatalogue? types = null)
    {
        var query = QueryHelpers.ParseQuery(new Uri(new Uri("http://x"), uri).Query);
        string? Of(string name) => query.TryGetValue(name, out var value) && value.ToString().Trim() is { Length: > 0 and <= MostName } text ? Harmless(text) : null;
        var (from, to) = (ReadDay(Of("from")), ReadDay(Of("to")));
        return new()
        {
            Metric = Of("metric") is { } metric && (metric == TrendView.Coverage || (types ?? SignalCatalogue.BuiltIn).DefinitionOf(metric) is not null) ? metric : TrendView.Success,
            Split = Splits.FirstOrDefault(s => s.Value == Of("split")).Key,
            Step = Steps.Where(s => s.Value == Of("step")).Select(s => (TrendStep?)s.Key).FirstOrDefault(),
            Preset = TrendPreset.All.FirstOrDefault(p => p.Key == Of("range")) ?? TrendPreset.Usual,
            From = from is not null && to is not null ? from : null,
            To = from is not null && to is not null ? to : null,
            Application = Of("application"),
        };
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
