using System.Text.Json.Serialization;
using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Curate.Policies;

namespace Flywheel.Web.Components.Curate.Policies.Drafts;

/// <summary>A rule as typed.</summary>
public sealed class FormRule
{
    public string Name { get; set; } = "";
    public List<FormGroup> Groups { get; init; } = [];
    public RuleActionKind Action { get; set; } = RuleActionKind.Hold;
    public RejectReason? Reason { get; set; }
    public string Percent { get; set; } = "";
    public string Tag { get; set; } = "";

    /// <summary>Was it added here, and not yet been tried to be saved?</summary>
    [JsonIgnore]
    public bool IsFresh { get; set; }

    /// <summary>Fresh, with nothing typed in it: what is missing is no fault yet.</summary>
    [JsonIgnore]
    public bool IsUntouched => IsFresh && Name.Length == 0 && Groups.TrueForAll(g => g.Conditions.TrueForAll(c => c.Value.Length == 0));

    /// <summary>One that only has to be filled in.</summary>
    public static FormRule Fresh() => new() { Groups = [FormGroup.Fresh()], IsFresh = true };

    /// <summary>A rule as somebody would have typed it.</summary>
    public static FormRule Of(CurationRule rule) => new()
    {
        Name = rule.Name,
        Groups = [.. rule.Any.Select(g => new FormGroup { Conditions = [.. g.All.Select(FormCondition.Of)] })],
        Action = rule.Action.Kind,
        Reason = rule.Action.Reason,
        Percent = FormNumbers.Text(rule.Action.Percent),
        Tag = rule.Action.Tag ?? "",
    };

    /// <summary>The rule; of the action's particulars only the one that it needs.</summary>
    public CurationRule Read() => new()
    {
        Name = Name.Trim(),
        Any = [.. Groups.Select(g => new RuleConditions([.. g.Conditions.Select(c => new RuleCondition(c.Field, c.Operator, c.Value))]))],
        Action = new(
            Action,
            Action == RuleActionKind.Reject ? Reason : null,
            Action == RuleActionKind.Sample ? FormNumbers.Optional(Percent) : null,
            Action == RuleActionKind.Tag ? Tag : null),
    };
}

/// <summary>Conditions that must all hold.</summary>
public sealed class FormGroup
{
    public List<FormCondition> Conditions { get; init; } = [];

    /// <summary>With one condition to fill in.</summary>
    public static FormGroup Fresh() => new() { Conditions = [new()] };
}

/// <summary>A condition as typed.</summary>
public sealed class FormCondition
{
    public RuleField Field { get; private set; } = RuleField.OutputLength;
    public RuleOperator Operator { get; set; } = RuleOperator.Below;
    public string Value { get; set; } = "";

    /// <summary>A condition as somebody would have typed it.</summary>
    public static FormCondition Of(RuleCondition condition) => new() { Field = condition.Field, Operator = condition.Operator, Value = condition.Value };

    /// <summary>Another field: a comparison or value that it does not know is replaced by its first.</summary>
    public void Choose(RuleField field)
    {
        var (old, @new) = (RuleFields.Of(Field), RuleFields.Of(field));
        Field = field;
        if (!@new.Operators.Contains(Operator)) Operator = @new.Operators[0];
        if (@new.Options is { } options) Value = options.Contains(Value) ? Value : options[0];
        else if (old.Kind != @new.Kind || old.Options is not null) Value = "";
    }
}
