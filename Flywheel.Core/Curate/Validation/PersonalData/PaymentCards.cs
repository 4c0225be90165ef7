namespace Flywheel.Core.Curate.Validation.PersonalData;

/// <summary>Payment cards: 12 to 19 digits, a first digit group of an issuer that exists, the Luhn sum (ISO/IEC 7812-1).</summary>
internal static class PaymentCards
{
    private const int ContextBefore = 24;

    /// <summary>The end of the card number that begins a run, or -1. After the word card the issuer does not matter. An expiry or a code may follow in the same run.</summary>
    public static int EndAt(string text, int start, int end)
    {
        if (text[start] is '+' or '(') return -1;
        Span<char> digits = stackalloc char[19];
        var isNamed = IsNamed(text, start);
        var count = 0;
        var found = -1;
        for (var i = start; i < end; i++)
        {
            if (!char.IsAsciiDigit(text[i]))
            {
                if (text[i] is '.' or '(' or ')') return found;
                continue;
            }

            if (count == digits.Length) return found;
            digits[count++] = text[i];
            var groupEnds = i + 1 == end || !char.IsAsciiDigit(text[i + 1]);
            if (groupEnds && (IsCard(digits[..count]) || (isNamed && count >= 12 && CheckDigits.Luhn(digits[..count])))) found = i + 1;
        }

        return found;
    }

    private static bool IsNamed(string text, int start) =>
        text.AsSpan(Math.Max(0, start - ContextBefore), Math.Min(start, ContextBefore)).Contains("card", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the digits can be a card's: issuer range, length and check digit.</summary>
    internal static bool IsCard(ReadOnlySpan<char> digits) =>
        digits.Length is >= 12 and <= 19 && FitsIssuer(digits) && CheckDigits.Luhn(digits);

    private static bool FitsIssuer(ReadOnlySpan<char> digits)
    {
        var four = (((((digits[0] - '0') * 10) + digits[1] - '0') * 10 + digits[2] - '0') * 10) + digits[3] - '0';
        return digits.Length switch
        {
            12 => four is (>= 5000 and <= 5099) or (>= 5600 and <= 6999),
            13 => four is (>= 4000 and <= 4999) or (>= 5000 and <= 5099) or (>= 5600 and <= 6999),
            14 => four is (>= 3000 and <= 3099) or (>= 3600 and <= 3999) or (>= 5600 and <= 6999),
            15 => four is (>= 3400 and <= 3499) or (>= 3700 and <= 3799) or 1800 or 2131 or (>= 5600 and <= 6999),
            _ => four is (>= 2200 and <= 2720) or (>= 3000 and <= 6999) or (>= 8100 and <= 8171) or 9792,
        };
    }
}
