namespace Flywheel.Core.Curate.Validation.PersonalData;

/// <summary>
/// Which letters make a number beside them part of a word, as in <c>A4111</c>. Those of Latin, Greek and Cyrillic do; other
/// scripts are written without spaces or put particles on a number, and no id mixes them with digits.
/// </summary>
internal static class WordLetters
{
    private const char FirstOfOtherScripts = '\u0530';

    public static bool Joins(char c) => c < FirstOfOtherScripts && char.IsLetter(c);

    public static bool JoinsOrDigit(char c) => Joins(c) || char.IsAsciiDigit(c);
}
