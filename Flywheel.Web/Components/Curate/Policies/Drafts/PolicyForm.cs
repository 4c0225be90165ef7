using System.Globalization;
using System.Text.Json;
using Flywheel.Core.Collect;
using Flywheel.Core.Curate.Policies;
using Flywheel.Core.Curate.Validation;

namespace Flywheel.Web.Components.Curate.Policies.Drafts;

/// <summary>What somebody typed into a policy, as typed.</summary>
public sealed class PolicyForm
{
    public string Name { get; set; } = "";
    public string Note { get; set; } = "";
    public List<FormWeight> Weights { get; init; } = [];
    public string MediumFrom { get; set; } = "";
    public string HighFrom { get; set; } = "";
    public string VeryHighFrom { get; set; } = "";
    public List<FormFinding> Findings { get; init; } = [];
    public string InstructionHoldFrom { get; set; } = "";
    public bool AdmitPositivesWithoutReview { get; set; }
    public string DecisionsRequired { get; set; } = "";
    public string LeaseMinutes { get; set; } = "";

    /// <summary>Percent.</summary>
    public string RandomShare { get; set; } = "";
    public List<FormOverride> Overrides { get; init; } = [];
    public List<FormRule> Rules { get; init; } = [];

    /// <summary>A policy as somebody would have typed it.</summary>
    /// <param name="types">The signal types that there are; the built-in ones where it is null.</param>
    public static PolicyForm Of(string name, string? note, CurationPolicy policy, IReadOnlyList<string>? types = null) => new()
    {
        Name = name,
        Note = note ?? "",
        Weights = FormWeight.Of(policy.Weights, types),
        MediumFrom = FormNumbers.Text(policy.MediumFrom),
        HighFrom = FormNumbers.Text(policy.HighFrom),
        VeryHighFrom = FormNumbers.Text(policy.VeryHighFrom),
        Findings = FormFinding.Of(policy.FindingActions),
        InstructionHoldFrom = FormNumbers.Text(policy.InstructionHoldFrom),
        AdmitPositivesWithoutReview = policy.AdmitPositivesWithoutReview,
        DecisionsRequired = policy.DecisionsRequired.ToString(CultureInfo.InvariantCulture),
        LeaseMinutes = policy.LeaseMinutes.ToString(CultureInfo.InvariantCulture),
        RandomShare = FormNumbers.Percent(policy.RandomShare),
        Overrides = [.. policy.Overrides.Select(o => FormOverride.Of(o, types))],
        Rules = [.. policy.Rules.Select(FormRule.Of)],
    };

    /// <summary>The policy; what makes no sense in the form makes none in it, and its checks say so.</summary>
    public CurationPolicy ToPolicy() => new()
    {
        Weights = FormWeight.Read(Weights),
        MediumFrom = FormNumbers.Number(MediumFrom),
        HighFrom = FormNumbers.Number(HighFrom),
        VeryHighFrom = FormNumbers.Number(VeryHighFrom),
        FindingActions = FormFinding.Read(Findings),
        InstructionHoldFrom = FormNumbers.Number(InstructionHoldFrom),
        AdmitPositivesWithoutReview = AdmitPositivesWithoutReview,
        DecisionsRequired = FormNumbers.Whole(DecisionsRequired),
        LeaseMinutes = FormNumbers.Whole(LeaseMinutes),
        RandomShare = FormNumbers.Share(RandomShare),
        Overrides = [.. Overrides.Select(o => o.Read())],
        Rules = [.. Rules.Select(r => r.Read())],
    };

    /// <summary>Everything that was typed, to see whether anything changed.</summary>
    public string Fingerprint() => JsonSerializer.Serialize(this);
}

/// <summary>The weight of a signal type.</summary>
public sealed class FormWeight
{
    public string Type { get; init; } = "";
    public string Text { get; set; } = "";

    /// <summary>Does the policy name it? One that it does not name may stay empty.</summary>
    public bool IsNamed { get; init; }

    /// <summary>Those that the policy names in their order, then the other types that there are.</summary>
    public static List<FormWeight> Of(IReadOnlyDictionary<string, double> weights, IReadOnlyList<string>? types = null) =>
    [
        .. weights.Select(w => new FormWeight { Type = w.Key, Text = FormNumbers.Text(w.Value), IsNamed = true }),
        .. (types ?? SignalType.All).Where(t => !weights.ContainsKey(t)).Select(t => new FormWeight { Type = t }),
    ];

    /// <summary>What was typed.</summary>
    public static Dictionary<string, double> Read(IEnumerable<FormWeight> weights) =>
        weights.Where(w => w.IsNamed || !string.IsNullOrWhiteSpace(w.Text)).ToDictionary(w => w.Type, w => FormNumbers.Number(w.Text));
}

/// <summary>What is done about a kind of finding.</summary>
public sealed class FormFinding
{
    public FindingKinds Kind { get; init; }

    /// <summary>Null where the policy does not say.</summary>
    public FindingAction? Action { get; set; }

    /// <summary>Those that the policy names in their order, then the rest.</summary>
    public static List<FormFinding> Of(IReadOnlyDictionary<FindingKinds, FindingAction> actions) =>
    [
        .. actions.Select(a => new FormFinding { Kind = a.Key, Action = a.Value }),
        .. Enum.GetValues<FindingKinds>().Where(k => k != FindingKinds.None && !actions.ContainsKey(k)).Select(k => new FormFinding { Kind = k }),
    ];

    /// <summary>What was chosen.</summary>
    public static Dictionary<FindingKinds, FindingAction> Read(IEnumerable<FormFinding> findings) =>
        findings.Where(f => f.Action is not null).ToDictionary(f => f.Kind, f => f.Action!.Value);
}

/// <summary>What differs for an application, a segment, or both.</summary>
public sealed class FormOverride
{
    /// <summary>Empty for every application.</summary>
    public string Application { get; set; } = "";

    /// <summary>Empty for every segment.</summary>
    public string Segment { get; set; } = "";
    public List<FormWeight> Weights { get; init; } = [];
    public string MediumFrom { get; set; } = "";
    public string HighFrom { get; set; } = "";
    public string VeryHighFrom { get; set; } = "";
    public bool? AdmitPositivesWithoutReview { get; set; }
    public string DecisionsRequired { get; set; } = "";
    public List<FormFinding> Findings { get; init; } = FormFinding.Of(new Dictionary<FindingKinds, FindingAction>());

    /// <summary>One that changes nothing yet.</summary>
    public static FormOverride Fresh(IEnumerable<FormWeight> weights) => new() { Weights = [.. weights.Select(w => new FormWeight { Type = w.Type })] };

    /// <summary>An override as somebody would have typed it.</summary>
    public static FormOverride Of(PolicyOverride differs, IReadOnlyList<string>? types = null) => new()
    {
        Application = differs.Application ?? "",
        Segment = differs.Segment ?? "",
        Weights = [.. FormWeight.Of(differs.Weights, types).Select(w => new FormWeight { Type = w.Type, Text = w.Text })],
        MediumFrom = FormNumbers.Text(differs.MediumFrom),
        HighFrom = FormNumbers.Text(differs.HighFrom),
        VeryHighFrom = FormNumbers.Text(differs.VeryHighFrom),
        AdmitPositivesWithoutReview = differs.AdmitPositivesWithoutReview,
        DecisionsRequired = differs.DecisionsRequired?.ToString(CultureInfo.InvariantCulture) ?? "",
        Findings = FormFinding.Of(differs.FindingActions),
    };

    /// <summary>The override.</summary>
    public PolicyOverride Read() => new()
    {
        Application = Application.Length > 0 ? Application : null,
        Segment = Segment.Length > 0 ? Segment : null,
        Weights = FormWeight.Read(Weights),
        MediumFrom = FormNumbers.Optional(MediumFrom),
        HighFrom = FormNumbers.Optional(HighFrom),
        VeryHighFrom = FormNumbers.Optional(VeryHighFrom),
        AdmitPositivesWithoutReview = AdmitPositivesWithoutReview,
        DecisionsRequired = string.IsNullOrWhiteSpace(DecisionsRequired) ? null : FormNumbers.Whole(DecisionsRequired),
        FindingActions = FormFinding.Read(Findings),
    };
}
