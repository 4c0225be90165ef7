namespace Flywheel.Bench.Instructions;

/// <summary>
/// One text to fit on. <paramref name="Order"/> is where an order is in the correction, UTF-16 code units: null in a harmless text, and in
/// an attack where nobody noted it. <paramref name="Fold"/> keeps together what was made from the same order or context.
/// </summary>
internal sealed record TuningText(string Source, string Language, string Kind, bool IsAttack, string Query, string Original, string Correction, (int Start, int End)? Order, int Fold);
