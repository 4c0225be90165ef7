using System.Globalization;
using Flywheel.Core.Collect;

namespace Flywheel.Web.Components.Collect;

/// <summary>A new signal type as it was typed.</summary>
public sealed class SignalTypeDraft
{
    public string Name { get; set; } = "";
    public string Label { get; set; } = "";
    public bool IsExplicit { get; set; } = true;
    public SignalDirection Direction { get; set; } = SignalDirection.For;
    public string Weight { get; set; } = "0.5";
    public string Minimum { get; set; } = "";
    public string Maximum { get; set; } = "";

    /// <summary>What others define, to begin with.</summary>
    public static IReadOnlyList<(string Label, SignalTypeRequest Request)> Examples { get; } =
    [
        ("A star rating", new("star_rating", "Star rating", true, SignalDirection.For, 0.7, 1, 5)),
        ("Dwell time in seconds", new("dwell_time", "Dwell time", false, SignalDirection.For, 0.3, 0, 600)),
        ("A purchase with its amount", new("purchase", "Purchase", false, SignalDirection.For, 0.6, 0, 10_000)),
    ];

    /// <summary>Does it differ from an empty form?</summary>
    public bool IsTyped => Typed != new SignalTypeDraft().Typed;

    private (string, string, bool, SignalDirection, string, string, string) Typed => (Name, Label, IsExplicit, Direction, Weight, Minimum, Maximum);

    /// <summary>Fills the form with another one.</summary>
    public void Take(SignalTypeRequest other)
    {
        (Name, Label, IsExplicit, Direction) = (other.Name, other.Label, other.IsExplicit, other.Direction);
        (Weight, Minimum, Maximum) = (Text(other.TrainingWeight), Text(other.Minimum), Text(other.Maximum));
    }

    /// <summary>The request, or what is wrong by field.</summary>
    public (SignalTypeRequest? Request, IReadOnlyDictionary<string, string> Errors) Read()
    {
        var request = new SignalTypeRequest(
            Name.Trim(), Label, IsExplicit, Direction, Number(Weight) ?? double.NaN, Bound(Minimum), Bound(Maximum));
        var errors = InWords(request.Check());
        return errors.Count > 0 ? (null, errors) : (request, errors);
    }

    /// <summary>The first message of each field, as a sentence.</summary>
    public static IReadOnlyDictionary<string, string> InWords(IReadOnlyDictionary<string, string[]> errors) =>
        errors.ToDictionary(e => e.Key, e => char.ToUpperInvariant(e.Value[0][0]) + e.Value[0][1..]);

    /// <summary>Null where nothing was typed; no number where it was none.</summary>
    private static double? Bound(string text) => text.Trim().Length == 0 ? null : Number(text) ?? double.NaN;

    private static double? Number(string text) =>
        double.TryParse(text.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string Text(double? number) => number?.ToString("0.######", CultureInfo.InvariantCulture) ?? "";
}
