using System.Globalization;

namespace Flywheel.Core.Curate.Validation.PersonalData;

/// <summary>What makes a national id valid beyond its shape. Each takes the id without separators, letters in upper case.</summary>
internal static class NationalIdRules
{
    private const string DniLetters = "TRWAGMYFPDXBNJZSQVHLCKE";
    private const string HetuLetters = "0123456789ABCDEFHJKLMNPRSTUVWXY";

    /// <summary>The values of the characters 0-9 and A-Z at odd places of a codice fiscale (Decreto Ministeriale 12/03/1974).</summary>
    private static readonly int[] OddValues =
        [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];

    /// <summary>United States: areas 000 and 666, group 00 and serial 0000 are never given out; 9xx are tax numbers.</summary>
    public static bool SocialSecurity(ReadOnlySpan<char> id) =>
        id[0] != '9' && id[..3] is not "000" and not "666" && id[3..5] is not "00" && id[5..] is not "0000";

    /// <summary>United Kingdom, HMRC's manual NIM39110: allowed prefixes, suffix A to D.</summary>
    public static bool Nino(ReadOnlySpan<char> id) =>
        id[^1] is >= 'A' and <= 'D' && !"DFIQUV".Contains(id[0], StringComparison.Ordinal)
        && !"DFIQUVO".Contains(id[1], StringComparison.Ordinal)
        && id[..2] is not "BG" and not "GB" and not "KN" and not "NK" and not "NT" and not "TN" and not "ZZ";

    public static bool Dni(ReadOnlySpan<char> id) => DniLetters[Number(id[..8]) % 23] == id[8];

    public static bool Nie(ReadOnlySpan<char> id) =>
        id[0] is >= 'X' and <= 'Z' && DniLetters[(((id[0] - 'X') * 10_000_000) + Number(id[1..8])) % 23] == id[8];

    public static bool CodiceFiscale(ReadOnlySpan<char> id)
    {
        var sum = 0;
        for (var i = 0; i < 15; i++)
        {
            var value = char.IsAsciiDigit(id[i]) ? id[i] - '0' : id[i] - 'A';
            sum += i % 2 == 0 ? OddValues[value] : value;
        }

        return id[15] - 'A' == sum % 26;
    }

    /// <summary>France: sex 1 or 2, a month, and 97 less the remainder by 97.</summary>
    public static bool Nir(ReadOnlySpan<char> id) =>
        id[0] is '1' or '2' && Number(id[3..5]) is (>= 1 and <= 12) or (>= 20 and <= 42) or >= 50
        && 97 - (long.Parse(id[..13], CultureInfo.InvariantCulture) % 97) == Number(id[13..]);

    /// <summary>Belgium: 97 less the remainder by 97, with a 2 before the number for those born from 2000 on.</summary>
    public static bool Belgian(ReadOnlySpan<char> id)
    {
        var number = Number(id[..9]);
        return 97 - (number % 97) == Number(id[9..]) || 97 - ((2_000_000_000L + number) % 97) == Number(id[9..]);
    }

    /// <summary>Sweden: a date and a Luhn digit over the last ten.</summary>
    public static bool Personnummer(ReadOnlySpan<char> id)
    {
        var ten = id[^10..];
        return Number(ten[2..4]) is >= 1 and <= 12 && Number(ten[4..6]) is (>= 1 and <= 31) or (>= 61 and <= 91)
            && CheckDigits.Luhn(ten);
    }

    /// <summary>Finland: date, century sign, serial, and a check character by the remainder by 31.</summary>
    public static bool Hetu(ReadOnlySpan<char> id) =>
        id[6] is '-' or '+' or (>= 'A' and <= 'F') or (>= 'U' and <= 'Y')
        && Number(id[..2]) is >= 1 and <= 31 && Number(id[2..4]) is >= 1 and <= 12
        && HetuLetters[((Number(id[..6]) * 1000) + Number(id[7..10])) % 31] == id[10];

    public static bool Pesel(ReadOnlySpan<char> id) =>
        CheckDigits.Weighted(id, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1]) % 10 == 0;

    public static bool Bsn(ReadOnlySpan<char> id) =>
        Number(id) > 0 && CheckDigits.Weighted(id, [9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 == 0;

    private static int Number(ReadOnlySpan<char> digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
}
