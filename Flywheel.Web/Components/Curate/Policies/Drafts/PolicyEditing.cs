using Flywheel.Core.Collect;
using Flywheel.Core.Curate.Policies;
using Flywheel.Core.Curate.Policies.Backtests;

namespace Flywheel.Web.Components.Curate.Policies.Drafts;

/// <summary>A draft while somebody changes it: the form, what is wrong in it, and what it changes in the version in force.</summary>
public sealed class PolicyEditing
{
    private readonly Func<Task> _changed;
    private readonly SignalCatalogue _types;
    private IReadOnlyList<string> _focus = [];
    private string _saved;

    /// <summary>Begins with the draft as it is stored.</summary>
    /// <param name="types">The signal types that there are.</param>
    /// <param name="changed">Called after every change.</param>
    public PolicyEditing(PolicyDraftView draft, CurationPolicy basis, IReadOnlyList<string> applications, SignalCatalogue types, Func<Task> changed)
    {
        (Seen, Basis, Applications, _types, _changed) = (draft.Version, basis, applications, types, changed);
        Form = PolicyForm.Of(draft.Name, draft.Note, draft.Policy, types.Names);
        Policy = draft.Policy;
        (Changes, _saved) = (draft.Changes, Form.Fingerprint());
    }

    public PolicyForm Form { get; }

    /// <summary>The last state of the form that made sense.</summary>
    public CurationPolicy Policy { get; private set; }

    /// <summary>The version that the draft is compared with.</summary>
    public CurationPolicy Basis { get; }
    public IReadOnlyList<string> Applications { get; }

    /// <summary>What the form changes in <see cref="Basis"/>.</summary>
    public IReadOnlyList<PolicyChange> Changes { get; private set; }

    /// <summary>Messages by member, such as <c>rules[2].any[0].all[1].value</c>.</summary>
    public IReadOnlyDictionary<string, string[]> Errors { get; private set; } = new Dictionary<string, string[]>();

    /// <summary>The state of the draft that the form rests on.</summary>
    public int Seen { get; private set; }

    /// <summary>What the past says about the form, or an earlier state of it: the source of the rules' matches.</summary>
    public BacktestResult? Past { get; set; }

    public bool IsDirty { get; private set; }

    /// <summary>How often the server refused what was typed.</summary>
    public int Refusals { get; private set; }

    /// <summary>What is to be saved, with the mark of it for <see cref="Saved"/>.</summary>
    public (PolicyDraftText Text, string Mark) Take() => (new(Form.Name, Form.Note, Form.ToPolicy()), Form.Fingerprint());

    /// <summary>Changes something in the form.</summary>
    /// <param name="focus">Selectors: the first that is there gets the focus then.</param>
    public Task SetAsync(Action change, params IReadOnlyList<string> focus)
    {
        change();
        if (focus.Count > 0) _focus = focus;
        Check();
        return _changed();
    }

    /// <summary>What was taken is saved; what was typed since is not.</summary>
    public void Saved(PolicyDraftView draft, string mark)
    {
        (Seen, _saved) = (draft.Version, mark);
        Check();
    }

    /// <summary>The server refused it for these reasons.</summary>
    public void Refuse(IReadOnlyDictionary<string, string[]> errors)
    {
        Errors = errors;
        Refusals++;
        foreach (var rule in Form.Rules) rule.IsFresh = false;
    }

    /// <summary>What is wrong about a member; null where nothing is, or where nobody has typed anything yet.</summary>
    public string? Error(string key) => Errors.TryGetValue(key, out var errors) && !IsUntouched(key) ? PolicyLabels.Error(errors) : null;

    /// <summary>The value of <c>aria-invalid</c> of a member's field.</summary>
    public string? Invalid(string key) => Error(key) is null ? null : "true";

    /// <summary>The weight that a signal type has where the policy does not name it; null for a type that there is not.</summary>
    public double? OwnWeight(string type) => _types.DefinitionOf(type)?.TrainingWeight;

    /// <summary>What is to get the focus, once.</summary>
    public IReadOnlyList<string> TakeFocus()
    {
        var focus = _focus;
        _focus = [];
        return focus;
    }

    /// <summary>What a rule of this name met.</summary>
    public RuleEffect? Effect(string name) => Past?.Rules.FirstOrDefault(r => r.Name == name);

    private bool IsUntouched(string key)
    {
        for (var i = 0; i < Form.Rules.Count; i++)
        {
            if (Form.Rules[i].IsUntouched && key.StartsWith($"rules[{i}].", StringComparison.Ordinal)) return true;
        }

        return false;
    }

    private void Check()
    {
        IsDirty = Form.Fingerprint() != _saved;
        var policy = Form.ToPolicy();
        var errors = PolicyChecks.Check(policy);
        if (Form.Name.Trim().Length is 0 or > 100) errors["name"] = ["must have 1 to 100 characters."];
        Errors = errors;
        var isSound = errors.Keys.All(k => k == "name");
        if (isSound && policy.ToJson() != Policy.ToJson()) (Policy, Changes) = (policy, PolicyDifference.Between(Basis, policy));
    }
}
