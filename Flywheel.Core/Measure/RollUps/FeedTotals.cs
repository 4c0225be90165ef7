using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Measure.RollUps;

/// <summary>A record of a feed, as far as counting needs it.</summary>
internal sealed class FeedRow
{
    public long Id { get; set; }
    public int ApplicationId { get; set; }
    public DateTime ReceivedAt { get; set; }
}

/// <summary>
/// How many records of one feed came in and how many of them are not measured, by application. Everything is counted once at the first
/// look; from then on only what came in or was measured since, so that a look costs as much as what is new.
/// </summary>
/// <param name="countsAll">Is the number that came in counted here? Signals have tallies of their own.</param>
internal sealed class FeedTotals(bool countsAll)
{
    private readonly Dictionary<int, long> _received = [];
    private readonly Dictionary<int, long> _behind = [];
    private long _through = -1;
    private long _position;

    public long Received(Func<int, bool> covers) => Sum(_received, covers);

    public long Behind(Func<int, bool> covers) => Sum(_behind, covers);

    /// <summary>Counts what is new.</summary>
    /// <param name="position">Up to which id is measured.</param>
    /// <param name="restart">Is it another pass than at the last look?</param>
    public async Task RefreshAsync(IQueryable<FeedRow> feed, long position, bool restart, CancellationToken cancellationToken)
    {
        var last = await feed.OrderByDescending(r => r.Id).Select(r => r.Id).FirstOrDefaultAsync(cancellationToken);
        var (first, through, from) = (_through < 0, Math.Max(_through, 0), _position);
        if (first || restart || position < from)
        {
            var behind = await CountAsync(feed.Where(r => r.Id > position && r.Id <= last), cancellationToken);
            var all = !countsAll ? [] : await CountAsync(first ? feed.Where(r => r.Id <= last) : feed.Where(r => r.Id > through && r.Id <= last), cancellationToken);
            _behind.Clear();
            Add(_behind, behind, 1);
            Add(_received, all, 1);
        }
        else
        {
            var arrived = last > through ? await CountAsync(feed.Where(r => r.Id > through && r.Id <= last), cancellationToken) : [];
            var measured = position > from ? await CountAsync(feed.Where(r => r.Id > from && r.Id <= position), cancellationToken) : [];
            Add(_behind, arrived, 1);
            Add(_behind, measured, -1);
            if (countsAll) Add(_received, arrived, 1);
        }

        (_through, _position) = (Math.Max(through, last), position);
        // What was erased unmeasured is behind no longer.
        if (position >= last) _behind.Clear();
    }

    private static async Task<List<AppCount>> CountAsync(IQueryable<FeedRow> rows, CancellationToken cancellationToken) =>
        await rows.GroupBy(r => r.ApplicationId).Select(g => new AppCount { ApplicationId = g.Key, Count = g.LongCount() }).ToListAsync(cancellationToken);

    private static void Add(Dictionary<int, long> totals, List<AppCount> counts, int sign)
    {
        foreach (var count in counts) totals[count.ApplicationId] = totals.GetValueOrDefault(count.ApplicationId) + (sign * count.Count);
    }

    private static long Sum(Dictionary<int, long> totals, Func<int, bool> covers) => totals.Where(t => covers(t.Key)).Sum(t => Math.Max(0, t.Value));

    private sealed class AppCount
    {
        public int ApplicationId { get; set; }
        public long Count { get; set; }
    }
}
