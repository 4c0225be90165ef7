namespace Flywheel.Core.Curate.Validation.PersonalData;

/// <summary>
/// Phone numbers as people write them: international (ITU-T E.164: 8 to 15 digits after +), North American, with a trunk
/// zero or an area code in brackets; anything of 7 to 15 digits where a word near by says that it is one.
/// </summary>
internal static class PhoneNumbers
{
    /// <summary>Whether the run of digits and separators is a phone number.</summary>
    public static bool IsPhone(string text, int start, int end)
    {
        var run = text.AsSpan(start, end - start);
        Span<int> groups = stackalloc int[20];
        var count = Groups(run, groups, out var digits);
        if (count < 0 || digits is < 7 or > 17) return false;
        var shape = new NumberShape(run, groups[..count], digits);
        if (run[0] == '+' || run.StartsWith("(+", StringComparison.Ordinal)) return digits is >= 8 and <= 15;
        if (shape.IsDate() || (groups[..count] is [5, 3] && PhoneContext.IsPostcode(text, start))) return false;
        var meaning = PhoneContext.IsPartOfName(text, start) ? NumberMeaning.Other : PhoneContext.Of(text, start, end, shape.IsPhone());
        if (meaning == NumberMeaning.Other || shape.IsOther()) return false;
        if (shape.IsPhone()) return true;
        if (digits > 15) return false;
        return meaning switch
        {
            NumberMeaning.DirectTelephone => !shape.CanBeDay() || text.AsSpan(Math.Max(0, start - 4), Math.Min(start, 4)).TrimEnd(' ') is [.., ':'],
            NumberMeaning.Telephone => !shape.CanBeDay() && (!shape.CanBeAmount() || (digits == 9 && !PhoneContext.CountsSomething(text, end))),
            _ => false,
        };
    }

    /// <summary>Whether an extension such as <c>x123</c> or <c>ext. 12</c> begins here.</summary>
    public static bool IsExtension(string text, int at) => WithExtension(text, at) > at;

    /// <summary>The end of the number with its extension of at most six digits.</summary>
    public static int WithExtension(string text, int end)
    {
        var i = end;
        while (i < text.Length && i - end < 2 && text[i] is ' ' or ',') i++;
        var rest = text.AsSpan(i);
        var word = rest.StartsWith("ext", StringComparison.OrdinalIgnoreCase) ? 3 : rest.StartsWith("x", StringComparison.OrdinalIgnoreCase) ? 1 : 0;
        if (word == 0) return end;
        i += word;
        while (i < text.Length && i - end < 8 && text[i] is '.' or ' ' or ':') i++;
        var digits = i;
        while (i < text.Length && i - digits < 6 && char.IsAsciiDigit(text[i])) i++;
        return i > digits ? i : end;
    }

    private static int Groups(ReadOnlySpan<char> run, Span<int> groups, out int digits)
    {
        var count = 0;
        var inside = false;
        digits = 0;
        foreach (var c in run)
        {
            if (char.IsAsciiDigit(c))
            {
                if (!inside && count == groups.Length) return -1;
                if (!inside) groups[count++] = 0;
                groups[count - 1]++;
                digits++;
            }

            inside = char.IsAsciiDigit(c);
        }

        return count;
    }
}
