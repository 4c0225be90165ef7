namespace Flywheel.Core.Collect;

/// <summary>What a signal says of the answer it was given on.</summary>
public enum SignalDirection
{
    /// <summary>Nothing by itself.</summary>
    Neutral,

    /// <summary>The answer was good.</summary>
    For,

    /// <summary>Something was wrong with it.</summary>
    Against,
}

/// <summary>
/// A type of signal: a built-in one, or one that an admin defined. Immutable once made, so that what was stored under its name
/// keeps its meaning; a retired one is refused from then on.
/// </summary>
public sealed class SignalTypeDefinition
{
    /// <summary>The most characters of a name.</summary>
    public const int MaxName = 50;

    /// <summary>The most characters of a label.</summary>
    public const int MaxLabel = 100;

    /// <summary>The name on the wire: lower snake case, 1-50 characters.</summary>
    public string Name { get; init; } = "";

    /// <summary>The name for people, 1-100 characters.</summary>
    public string Label { get; init; } = "";

    /// <summary>Did the person mean to say something of the answer (a star rating), rather than just go on (dwell time)?</summary>
    public bool IsExplicit { get; init; }
    public SignalDirection Direction { get; init; }

    /// <summary>What it is worth as training data, 0 to 1, as long as the curation policy does not name the type.</summary>
    public double TrainingWeight { get; init; }

    /// <summary>The least value that a signal of this type may carry; null where it carries none.</summary>
    public double? Minimum { get; init; }

    /// <summary>The greatest value, above <see cref="Minimum"/>; null where it carries none.</summary>
    public double? Maximum { get; init; }
    public DateTime CreatedAt { get; init; }
    public string CreatedBy { get; init; } = "";

    /// <summary>From when on it is refused; null while it is accepted. UTC.</summary>
    public DateTime? RetiredAt { get; init; }

    /// <summary>Does every signal of this type carry a value?</summary>
    public bool HasRange => Minimum is not null && Maximum is not null;

    /// <summary>Where a value lies in the range, from -1 at its least to 1 at its greatest; 1 for a type without values.</summary>
    public double Strength(double? value) =>
        Minimum is { } least && Maximum is { } most && value is { } number ? Math.Clamp((2 * (number - least) / (most - least)) - 1, -1, 1) : 1;

    /// <summary>Is it a name that a type may have: 1-50 lower-case letters, digits and <c>_</c>, beginning with a letter?</summary>
    public static bool IsName(string name) =>
        name.Length is > 0 and <= MaxName && char.IsAsciiLetterLower(name[0]) && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_');
}
