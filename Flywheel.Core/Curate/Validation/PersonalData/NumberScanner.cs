namespace Flywheel.Core.Curate.Validation.PersonalData;

/// <summary>Card and phone numbers: runs of digits with the separators people put between them.</summary>
internal static class NumberScanner
{
    /// <summary>The longest run that is looked at, UTF-16 code units. A longer one is a table, not a number.</summary>
    private const int Longest = 40;

    public static void Find(string text, List<FindingSpan> spans)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsAsciiDigit(text[i])) continue;
            var start = Start(text, i);
            var end = End(text, i);
            if (end - start is >= 7 and <= Longest && !IsInsideWord(text, i, end)) Classify(text, start, end, spans);
            i = end;
        }
    }

    private static int Start(string text, int firstDigit)
    {
        var start = firstDigit;
        if (start > 0 && text[start - 1] == '(') start--;
        if (start > 0 && text[start - 1] == '+') start--;
        return start;
    }

    /// <summary>One past the last digit of the run. At most two separators may follow each other, as in <c>) -</c>.</summary>
    private static int End(string text, int firstDigit)
    {
        var end = firstDigit + 1;
        for (var (i, gap) = (end, 0); i < text.Length && gap <= 2; i++)
        {
            if (char.IsAsciiDigit(text[i])) (end, gap) = (i + 1, 0);
            else if (text[i] is ' ' or '-' or '.' or '(' or ')' || IsSlashOfArea(text, firstDigit, i)) gap++;
            else break;
        }

        return end;
    }

    /// <summary>A slash behind an area code, as in <c>030/1234567</c>; elsewhere it parts dates and fractions.</summary>
    private static bool IsSlashOfArea(string text, int firstDigit, int at) => text[at] == '/'
        && (text[firstDigit] == '0' || (firstDigit > 0 && text[firstDigit - 1] is '+' or '(')) && at - firstDigit is >= 2 and <= 10
        && (text[firstDigit] != '0' || at - firstDigit != 2 || IsLongNumber(text, at + 1));

    /// <summary>Six digits or more in a row, which no day or month has.</summary>
    private static bool IsLongNumber(string text, int from)
    {
        var digits = 0;
        while (from + digits < text.Length && char.IsAsciiDigit(text[from + digits])) digits++;
        return digits >= 6;
    }

    private static bool IsInsideWord(string text, int firstDigit, int end) =>
        (firstDigit > 0 && (WordLetters.Joins(text[firstDigit - 1]) || text[firstDigit - 1] is '_' or '#' or '/' or '='))
        || (end < text.Length && (text[end] == '_' || (WordLetters.Joins(text[end]) && !PhoneNumbers.IsExtension(text, end))));

    private static void Classify(string text, int start, int end, List<FindingSpan> spans)
    {
        var card = PaymentCards.EndAt(text, start, end);
        if (card > 0)
        {
            spans.Add(new FindingSpan(start, card - start, PersonalDataLabels.Card));
            return;
        }

        if (!PhoneNumbers.IsPhone(text, start, end)) return;
        end = PhoneNumbers.WithExtension(text, end);
        spans.Add(new FindingSpan(start, end - start, PersonalDataLabels.Phone));
    }
}
