using System.Globalization;
using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Curate.Datasets;
using Flywheel.Core.Curate.Exports;
using Flywheel.Web.Components.Curate.Candidates;

namespace Flywheel.Web.Components.Curate.Datasets;

/// <summary>What somebody typed into the form, as typed; the rules are the ones of the HTTP API.</summary>
public sealed class FreezeForm
{
    /// <summary>The field that tells about the application.</summary>
    public const string ApplicationField = "application";

    public int? ApplicationId { get; set; }
    public string Name { get; set; } = "";
    public string MinQuality { get; set; } = Quality.High.ToWire();

    /// <summary>The sources that are wanted, by their wire names.</summary>
    public HashSet<string> Sources { get; } = [.. Enum.GetValues<CandidateSource>().Select(s => s.ToWire())];

    /// <summary>One a line; empty for all.</summary>
    public string Segments { get; set; } = "";

    /// <summary>Shares in percent, as typed.</summary>
    public Dictionary<Split, string> Shares { get; } = new() { [Split.Train] = "80", [Split.Validation] = "10", [Split.Test] = "10" };
    public string Note { get; set; } = "";

    /// <summary>The request as the API would get it.</summary>
    public DatasetRequest ToRequest() => new(
        MinQuality, Sources.Count == Enum.GetValues<CandidateSource>().Length ? null : [.. Sources.Order(StringComparer.Ordinal)],
        SegmentList() is { Count: > 0 } segments ? segments : null, new(ShareOf(Split.Train), ShareOf(Split.Validation), ShareOf(Split.Test)), Note);

    /// <summary>What is wrong, by field; a field of a list counts for the list, and the shares' fields for themselves.</summary>
    public IReadOnlyDictionary<string, string> Errors()
    {
        var errors = new Dictionary<string, string>(StringComparer.Ordinal);
        if (ApplicationId is null) errors[ApplicationField] = "Choose one.";
        if (DatasetName.Validate(Name) is { } name) errors["name"] = name;
        foreach (var (field, messages) in ToRequest().Validate().Errors)
        {
            var at = field.Split('[')[0];
            errors.TryAdd(at, at == field ? InPercent(messages[0]) : $"{field[at.Length..]} {messages[0]}");
        }

        return errors;
    }

    private List<string> SegmentList() => [.. Segments.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];

    private double ShareOf(Split split) =>
        decimal.TryParse(Shares[split].Trim().TrimEnd('%').Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent)
            ? (double)(percent / 100)
            : double.NaN;

    // The API speaks of shares from 0 to 1; people type percent.
    private string InPercent(string message) => message switch
    {
        "Must be a number from 0 to 1." => "A number from 0 to 100.",
        _ when message.StartsWith("The shares must add up", StringComparison.Ordinal) =>
            $"The shares must add up to 100 %, not {CandidateLabels.Percent(Math.Round(ShareOf(Split.Train) + ShareOf(Split.Validation) + ShareOf(Split.Test), 6))}.",
        _ => message,
    };
}
