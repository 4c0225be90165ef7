namespace Flywheel.Core.Curate.Validation.PersonalData;

/// <summary>Check-digit sums of identifiers. Each takes exactly the characters that are summed.</summary>
internal static class CheckDigits
{
    /// <summary>The Luhn sum (ISO/IEC 7812-1, annex B) of digits, the check digit last.</summary>
    public static bool Luhn(ReadOnlySpan<char> digits)
    {
        var sum = 0;
        for (var i = digits.Length - 1; i >= 0; i--)
        {
            var digit = digits[i] - '0';
            if ((digits.Length - 1 - i) % 2 == 1) digit = digit > 4 ? (2 * digit) - 9 : 2 * digit;
            sum += digit;
        }

        return sum % 10 == 0;
    }

    /// <summary>The remainder by 97 of a string of digits and letters (A = 10 ... Z = 35), ISO/IEC 7064 as IBAN uses it.</summary>
    public static int Mod97(ReadOnlySpan<char> text, int remainder = 0)
    {
        foreach (var c in text)
        {
            var value = char.IsAsciiDigit(c) ? c - '0' : char.ToUpperInvariant(c) - 'A' + 10;
            remainder = ((remainder * (value > 9 ? 100 : 10)) + value) % 97;
        }

        return remainder;
    }

    /// <summary>The sum of digits times weights.</summary>
    public static int Weighted(ReadOnlySpan<char> digits, ReadOnlySpan<int> weights)
    {
        var sum = 0;
        for (var i = 0; i < weights.Length; i++) sum += (digits[i] - '0') * weights[i];
        return sum;
    }

    /// <summary>ISO/IEC 7064 MOD 11,10, the check digit last.</summary>
    public static bool Mod11And10(ReadOnlySpan<char> digits)
    {
        var product = 10;
        foreach (var c in digits[..^1])
        {
            var sum = (c - '0' + product) % 10;
            product = (sum == 0 ? 10 : sum) * 2 % 11;
        }

        return (11 - product) % 10 == digits[^1] - '0';
    }
}
