namespace Flywheel.Core.Curate.Validation.PersonalData;

/// <summary>What a run of digits looks like by its groups alone: a phone number, a date, an amount.</summary>
internal readonly ref struct NumberShape(ReadOnlySpan<char> run, ReadOnlySpan<int> groups, int digits)
{
    private readonly ReadOnlySpan<char> _run = run;
    private readonly ReadOnlySpan<int> _groups = groups;

    /// <summary>International with 00, North American, with a trunk zero or an area code in brackets.</summary>
    public bool IsPhone()
    {
        if (_run[0] == '(' && digits is >= 8 and <= 15 && _groups.Length >= 2) return true;
        if (_groups is [3, 3, 4] && _run[0] is >= '2' and <= '9') return true;
        if (_groups is [1, 3, 3, 4] && _run[0] == '1') return true;
        // Nine digits in groups that nothing else is written in: 611 00 22 33 and 91 555 01 23.
        if (_groups is [3, 2, 2, 2] or [2, 3, 2, 2]) return _run.IndexOfAny('.', '(', ')') < 0;
        if (_run.StartsWith("00", StringComparison.Ordinal)) return digits is >= 10 and <= 17 && _groups.Length > 1;
        return _run[0] == '0' && digits is >= 9 and <= 12 && (_groups.Length > 1 || digits is 10 or 11) && _groups[0] <= 6 + (_groups.Length == 1 ? 6 : 0);
    }

    /// <summary>Days and times, such as 2006-04-07 09, 01.02.2003 and 12-11-2000.</summary>
    public bool IsDate() => _run.IndexOfAny('-', '.', '/') > 0 && _groups.Length >= 3
        && ((_groups[0] == 4 && _groups[1] <= 2 && _groups[2] <= 2 && _run[0] is '1' or '2')
            || (_groups[0] <= 2 && _groups[1] <= 2 && _groups[2] == 4 && _run.IndexOfAny('(', ')') < 0));

    /// <summary>Ranges of years and of hours, decimals, series of equal steps: whatever words stand near by.</summary>
    public bool IsOther() => IsRangeOfYears() || IsRangeOfHours() || IsDecimal() || IsSeries() || IsDraw() || IsMoment();

    /// <summary>Thousands in threes, such as 1 200 000 and 12.345.678.</summary>
    public bool CanBeAmount()
    {
        if (_groups.Length < 2 || _groups[0] > 3 || _run[0] == '0' || _run.IndexOfAny('-', '(', ')') >= 0) return false;
        foreach (var group in _groups[1..])
        {
            if (group != 3) return false;
        }

        return true;
    }

    /// <summary>Eight digits that are a day, such as 20241215 and 15122024.</summary>
    public bool CanBeDay() => _groups is [8] && (IsDay(0, 4, 6) || IsDay(4, 2, 0));

    private bool IsMoment() => _groups is [>= 12] && IsDay(0, 4, 6);

    private bool IsDay(int year, int month, int day) =>
        Number(_run.Slice(year, 4)) is >= 1900 and <= 2099 && Number(_run.Slice(month, 2)) is >= 1 and <= 12
        && Number(_run.Slice(day, 2)) is >= 1 and <= 31;

    private bool IsRangeOfYears() => _groups is [4, 4] or [4, 4, 4] && Number(_run.TrimStart('(')[..4]) is >= 1800 and <= 2099
        && Number(_run[^4..]) is >= 1800 and <= 2099;

    private bool IsRangeOfHours() => _groups is [4, 4] && _run.Contains('-') && IsHour(_run[..4]) && IsHour(_run[^4..]);

    /// <summary>The numbers of a draw: six of two digits, rising, at most 60.</summary>
    private bool IsDraw()
    {
        if (_groups.Length != 6 || _groups.ContainsAnyExcept(2) || _run.Length != 17) return false;
        for (var (i, last) = (0, 0); i < _run.Length; i += 3)
        {
            if (Number(_run.Slice(i, 2)) is var value && (value <= last || value > 60)) return false;
            last = value;
        }

        return true;
    }

    private static bool IsHour(ReadOnlySpan<char> hour) => Number(hour[..2]) <= 24 && Number(hour[2..]) is 0 or 15 or 30 or 45;

    private bool IsDecimal() => _run.StartsWith("0.", StringComparison.Ordinal) || _groups.Length == 2 && _run[0] != '0' && _run[_groups[0]] == '.' && _groups[0] <= 3 && _groups[1] != 4;

    // Sizes, scores and the numbers of a draw: 10-20-30-40.
    private bool IsSeries()
    {
        if (_groups.Length < 3 || _groups.ContainsAnyExcept(_groups[0]) || _groups[0] > 2) return false;
        var step = 0;
        var width = _groups[0];
        if (_run[0] == '0') return false;
        for (var i = 1; i < _groups.Length; i++)
        {
            if ((i * (width + 1)) + width > _run.Length) return false;
            if (!int.TryParse(_run.Slice(i * (width + 1), width), out var value) || !int.TryParse(_run.Slice((i - 1) * (width + 1), width), out var last)) return false;
            if (i > 1 && value - last != step) return false;
            step = value - last;
        }

        return true;
    }

    private static int Number(ReadOnlySpan<char> digits) =>
        int.TryParse(digits, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var value) ? value : -1;
}
