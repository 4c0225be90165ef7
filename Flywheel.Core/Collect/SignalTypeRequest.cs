namespace Flywheel.Core.Collect;

/// <summary>A signal type as an admin wants it.</summary>
/// <param name="Name">1-50 lower-case letters, digits and <c>_</c>, beginning with a letter; never used before.</param>
/// <param name="Label">1-100 characters, for people.</param>
/// <param name="TrainingWeight">0 to 1.</param>
/// <param name="Minimum">The least value; null, as the greatest, where signals carry none.</param>
/// <param name="Maximum">The greatest value, above the least.</param>
public sealed record SignalTypeRequest(
    string Name, string Label, bool IsExplicit, SignalDirection Direction, double TrainingWeight, double? Minimum = null, double? Maximum = null)
{
    /// <summary>The largest size of a bound: sums of squares stay exact enough.</summary>
    private const double MostOfAValue = 1e15;

    /// <summary>What is wrong, by member, in wire names; empty where nothing is.</summary>
    public Dictionary<string, string[]> Check()
    {
        var errors = new Dictionary<string, string[]>();
        if (!SignalTypeDefinition.IsName(Name)) errors["name"] = [$"must be 1 to {SignalTypeDefinition.MaxName} lower-case letters, digits and _, beginning with a letter."];
        if (string.IsNullOrWhiteSpace(Label) || Label.Trim().Length > SignalTypeDefinition.MaxLabel || Label.Any(char.IsControl))
            errors["label"] = [$"must be 1 to {SignalTypeDefinition.MaxLabel} characters on one line."];
        if (!Enum.IsDefined(Direction)) errors["direction"] = ["must be for, against or neutral."];
        if (TrainingWeight is not (>= 0 and <= 1)) errors["training_weight"] = ["must be between 0 and 1."];
        if (RangeError() is var (field, error)) errors[field] = [error];
        return errors;
    }

    internal SignalTypeDefinition ToDefinition(DateTime now, string by) => new()
    {
        Name = Name, Label = Label.Trim(), IsExplicit = IsExplicit, Direction = Direction, TrainingWeight = TrainingWeight,
        Minimum = Minimum, Maximum = Maximum, CreatedAt = now, CreatedBy = by,
    };

    private (string Field, string Error)? RangeError() => (Minimum, Maximum) switch
    {
        (null, null) => null,
        (null, _) => ("minimum", "is needed beside a greatest value."),
        (_, null) => ("maximum", "is needed beside a least value."),
        (not (>= -MostOfAValue and <= MostOfAValue), _) => ("minimum", "must be a number between -1e15 and 1e15."),
        (_, not (>= -MostOfAValue and <= MostOfAValue)) => ("maximum", "must be a number between -1e15 and 1e15."),
        var (least, most) => most > least ? null : ("maximum", "must be above the least value."),
    };
}
