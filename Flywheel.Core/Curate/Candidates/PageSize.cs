namespace Flywheel.Core.Curate.Candidates;

/// <summary>
/// How many rows to read at once, so that a page holds about as much text whatever the length of the rows: memory stays the
/// same for a thousand short rows and for ten long ones.
/// </summary>
internal sealed class PageSize
{
    private const int Least = 8;
    private const int Most = 2_000;
    private const long Chars = 2 * 1024 * 1024;

    /// <summary>The next page's size.</summary>
    public int Rows { get; private set; } = 200;

    /// <summary>Takes the last page's rows and their UTF-16 units into account.</summary>
    public void Learn(int rows, long chars)
    {
        if (rows > 0) Rows = (int)Math.Clamp(Chars * rows / Math.Max(1, chars), Least, Math.Min(Most, 4L * Rows));
    }
}
