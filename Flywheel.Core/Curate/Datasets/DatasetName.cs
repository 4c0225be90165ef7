namespace Flywheel.Core.Curate.Datasets;

/// <summary>What a dataset may be called.</summary>
public static class DatasetName
{
    /// <summary>The most characters that a name may have.</summary>
    public const int MaxLength = 100;

    /// <summary>
    /// What is wrong with the name, or null. 1-100 characters of <c>a-z 0-9 - _ .</c>, the first a letter or a digit: a name
    /// stands in URLs and file names, where a leading dot or hyphen means something else.
    /// </summary>
    public static string? Validate(string? name)
    {
        if (string.IsNullOrEmpty(name)) return "Required.";
        if (name.Length > MaxLength) return $"At most {MaxLength} characters.";
        if (!char.IsAsciiLetterLower(name[0]) && !char.IsAsciiDigit(name[0])) return "Must begin with a lower-case letter or a digit.";
        return name.All(IsAllowed) ? null : "Only lower-case letters, digits, hyphens, underscores and dots.";
    }

    private static bool IsAllowed(char c) => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_' or '.';
}
