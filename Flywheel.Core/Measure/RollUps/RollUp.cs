using System.Globalization;
using Flywheel.Core.Measure.Success;

namespace Flywheel.Core.Measure.RollUps;

/// <summary>By what a slice cuts.</summary>
public enum Dimension
{
    /// <summary>Everything of the application.</summary>
    All,
    Segment,
    Variant,
    ModelVersion,
}

/// <summary>
/// One line of a chart: an application's interactions that have one value of one dimension. An application has at most
/// <see cref="MostValues"/> values a dimension; what comes later is counted together.
/// </summary>
public sealed class Slice
{
    /// <summary>The most distinct values of one dimension in one application.</summary>
    public const int MostValues = 200;

    /// <summary>The value of everything beyond <see cref="MostValues"/>. (No sent value is empty, nor begins with a control character.)</summary>
    public const string Rest = "\u0001rest";

    public long Id { get; set; }
    public int ApplicationId { get; set; }

    /// <summary>The revolution that it is limited to; 0 for all time.</summary>
    public int RevolutionId { get; set; }
    public Dimension Dimension { get; set; }

    /// <summary>The value; empty for interactions that have none, and for <see cref="Dimension.All"/>.</summary>
    public string Value { get; set; } = "";

    /// <summary>When the first interaction that was counted in it occurred; UTC.</summary>
    public DateTime FirstAt { get; set; }
}

/// <summary>How long a roll-up's period is.</summary>
public enum Grain
{
    /// <summary>15 minutes: every time zone's hour and day can be made of it.</summary>
    Quarter,
    Hour,

    /// <summary>A day of 24 hours of a fixed offset from UTC.</summary>
    Day,

    /// <summary>All time; for slices of a revolution.</summary>
    Whole,
}

/// <summary>How many interactions of a slice, in one period, had one property.</summary>
public sealed class RollUp
{
    public int Generation { get; set; }
    public long SliceId { get; set; }

    /// <summary>What is counted: one of <see cref="Measures"/>.</summary>
    public string Measure { get; set; } = "";
    public Grain Grain { get; set; }

    /// <summary>For days: the local time's offset from UTC, minutes. Otherwise 0.</summary>
    public short OffsetMinutes { get; set; }

    /// <summary>The period's start, UTC.</summary>
    public DateTime Start { get; set; }
    public long Count { get; set; }
}

/// <summary>What roll-ups count.</summary>
public static class Measures
{
    private const string SignalPrefix = "signal:";

    public const string Interactions = "interactions";

    /// <summary>With a signal or an outcome.</summary>
    public const string Evidence = "evidence";
    public const string Succeeded = "succeeded";
    public const string Failed = "failed";

    /// <summary>With a reported outcome.</summary>
    public const string Reported = "reported";
    public const string ReportedSucceeded = "reported_succeeded";

    /// <summary>Whose use was reported.</summary>
    public const string Exposed = "exposed";
    public const string ExposedSucceeded = "exposed_succeeded";
    public const string ExposedFailed = "exposed_failed";
    public const string ExposedEvidence = "exposed_evidence";

    /// <summary>All but those of signal types.</summary>
    public static readonly IReadOnlyList<string> Success =
        [Interactions, Evidence, Succeeded, Failed, Reported, ReportedSucceeded, Exposed, ExposedSucceeded, ExposedFailed, ExposedEvidence, .. Outcomes()];

    /// <summary>With a reported outcome, by what was reported and what the signals say. Each interaction with an outcome counts in one of these.</summary>
    /// <param name="used">Was its use reported?</param>
    public static string Outcome(bool used, bool succeeded, Verdict signals) => (used, succeeded, signals) switch
    {
        (true, true, Verdict.Succeeded) => "outcome:used:succeeded:for",
        (true, true, Verdict.Failed) => "outcome:used:succeeded:against",
        (true, true, _) => "outcome:used:succeeded:silent",
        (true, false, Verdict.Succeeded) => "outcome:used:failed:for",
        (true, false, Verdict.Failed) => "outcome:used:failed:against",
        (true, false, _) => "outcome:used:failed:silent",
        (false, true, Verdict.Succeeded) => "outcome:unused:succeeded:for",
        (false, true, Verdict.Failed) => "outcome:unused:succeeded:against",
        (false, true, _) => "outcome:unused:succeeded:silent",
        (false, false, Verdict.Succeeded) => "outcome:unused:failed:for",
        (false, false, Verdict.Failed) => "outcome:unused:failed:against",
        _ => "outcome:unused:failed:silent",
    };

    /// <summary>With at least one signal of this type.</summary>
    public static string Signal(string type) => SignalPrefix + type;

    /// <summary>Is it a measure of a signal type?</summary>
    public static bool IsSignal(string measure) => measure.StartsWith(SignalPrefix, StringComparison.Ordinal);

    /// <summary>The signal type of such a measure.</summary>
    public static string SignalType(string measure) => measure[SignalPrefix.Length..];

    /// <summary>What one interaction counts for.</summary>
    public static IEnumerable<string> Of(MeasuredInteraction interaction)
    {
        yield return Interactions;
        if (interaction.HasEvidence) yield return Evidence;
        if (interaction.Verdict == Verdict.Succeeded) yield return Succeeded;
        if (interaction.Verdict == Verdict.Failed) yield return Failed;
        if (interaction.Reported) yield return Reported;
        if (interaction is { Reported: true, Verdict: Verdict.Succeeded }) yield return ReportedSucceeded;
        if (interaction.Reported) yield return Outcome(interaction.Exposed, interaction.Verdict == Verdict.Succeeded, interaction.SignalVerdict);
        if (interaction.Exposed) yield return Exposed;
        if (interaction is { Exposed: true, HasEvidence: true }) yield return ExposedEvidence;
        if (interaction is { Exposed: true, Verdict: Verdict.Succeeded }) yield return ExposedSucceeded;
        if (interaction is { Exposed: true, Verdict: Verdict.Failed }) yield return ExposedFailed;
        foreach (var type in interaction.Signals.Split(',', StringSplitOptions.RemoveEmptyEntries)) yield return Signal(type);
    }

    private static IEnumerable<string> Outcomes()
    {
        bool[] either = [true, false];
        return from used in either from succeeded in either from signals in Enum.GetValues<Verdict>() select Outcome(used, succeeded, signals);
    }
}

/// <summary>An offset from UTC for which day roll-ups are kept, and how far they are filled.</summary>
public sealed class RollUpOffset
{
    public int Generation { get; set; }
    public short OffsetMinutes { get; set; }

    /// <summary>Slices up to this id have their days; <see cref="long.MaxValue"/> when all have, those to come included.</summary>
    public long FilledThrough { get; set; }
}

/// <summary>
/// How often one person (or session) was judged, and succeeded, within one scope. What makes an interval honest where the
/// same people come again.
/// </summary>
public sealed class PersonCount
{
    public int Generation { get; set; }
    public int ApplicationId { get; set; }

    /// <summary>One of <see cref="CountScopes"/>.</summary>
    public string Scope { get; set; } = "";

    /// <summary>As <see cref="MeasuredInteraction.Cluster"/>.</summary>
    public string Cluster { get; set; } = "";

    /// <summary>Interactions with a verdict.</summary>
    public int Trials { get; set; }
    public int Successes { get; set; }
}

/// <summary>Sums over the persons of one scope: enough for a cluster-robust variance without reading any person.</summary>
public sealed class ClusterCount
{
    public int Generation { get; set; }
    public int ApplicationId { get; set; }
    public string Scope { get; set; } = "";

    /// <summary>Persons with at least one verdict; whoever is unknown counts as one each time.</summary>
    public long Clusters { get; set; }
    public long Trials { get; set; }
    public long Successes { get; set; }
    public long TrialsSquared { get; set; }
    public long TrialsTimesSuccesses { get; set; }
    public long SuccessesSquared { get; set; }
}

/// <summary>The scopes within which people are counted once.</summary>
public static class CountScopes
{
    /// <summary>A UTC day.</summary>
    public static string Day(DateTime at) => at.ToString("'d'yyyyMMdd", CultureInfo.InvariantCulture);

    /// <summary>A UTC month.</summary>
    public static string Month(DateTime at) => at.ToString("'m'yyyyMM", CultureInfo.InvariantCulture);

    /// <summary>A revolution.</summary>
    public static string Revolution(int id) => string.Create(CultureInfo.InvariantCulture, $"r{id}");

    /// <summary>Of a scope, the interactions with a reported outcome alone.</summary>
    public static string Outcomes(string scope) => $"o{scope}";
}
