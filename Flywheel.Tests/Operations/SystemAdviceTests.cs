using Flywheel.Core;
using Flywheel.Core.Data;
using Flywheel.Core.Operations;

namespace Flywheel.Tests.Operations;

public sealed class SystemAdviceTests
{
    private const long Gigabyte = 1L << 30;
    private static readonly DateTime Now = new(2026, 3, 2, 9, 0, 0, DateTimeKind.Utc);

    private static readonly SystemSnapshot Fine = new(
        Now, new(DatabaseProvider.Sqlite, Gigabyte, 1 << 20, 50 * Gigabyte), new(0, 8192, true, CommitTimes.Of([TimeSpan.FromMilliseconds(4)])), new(0, 0), new(0, 0), 3, 0,
        [], new(Now.AddDays(-1), Gigabyte), new(0, 0, null, null, false), 1);

    [Fact]
    public void Without_problems_there_is_no_advice() => Assert.Empty(SystemAdvice.Of(Fine));

    [Fact]
    public void A_failed_commit_comes_first()
    {
        var advice = SystemAdvice.Of(Fine with { Intake = Fine.Intake with { Healthy = false }, Backup = null });
        Assert.Equal([true, false], advice.Select(a => a.IsUrgent));
        Assert.Contains("503", advice[0].What);
    }

    [Theory]
    [InlineData(0.1, true, "Only 102 MB are free")]
    [InlineData(0.9, false, "less than the database takes (1.0 GB)")]
    public void A_disk_that_fills_up_is_reported(double gigabytes, bool urgent, string words)
    {
        var advice = Assert.Single(SystemAdvice.Of(Fine with { Database = Fine.Database with { FreeDisk = (long)(gigabytes * Gigabyte) } }));
        Assert.Equal(urgent, advice.IsUrgent);
        Assert.Contains(words, advice.What);
    }

    [Fact]
    public void A_half_full_queue_is_urgent() =>
        Assert.True(Assert.Single(SystemAdvice.Of(Fine with { Intake = Fine.Intake with { Waiting = 5000 } })).IsUrgent);

    [Fact]
    public void Slow_commits_are_reported_by_the_99th_percentile()
    {
        var commits = CommitTimes.Of([.. Enumerable.Repeat(TimeSpan.FromMilliseconds(3), 97), .. Enumerable.Repeat(TimeSpan.FromMilliseconds(800), 3)]);
        Assert.Contains("800 ms", Assert.Single(SystemAdvice.Of(Fine with { Intake = Fine.Intake with { Commits = commits } })).What);
    }

    [Fact]
    public void Readers_that_fall_behind_are_reported_with_their_lag()
    {
        var advice = SystemAdvice.Of(Fine with { Curation = new(1200, 90), Measuring = new(5000, 7200) });
        Assert.Equal(["Curation is 90 seconds behind (1,200 signals).", "Charts are 2 hours behind (5,000 records)."], advice.Select(a => a.What));
    }

    [Fact]
    public void An_old_backup_is_reported_and_a_missing_one_more_urgently()
    {
        Assert.Equal("The last backup is 9 days old.", Assert.Single(SystemAdvice.Of(Fine with { Backup = new(Now.AddDays(-9), 1) })).What);
        Assert.Contains("no backup yet", Assert.Single(SystemAdvice.Of(Fine with { Backup = null })).What);
    }

    [Fact]
    public void On_sql_server_there_is_no_advice_on_backups() =>
        Assert.Empty(SystemAdvice.Of(Fine with { Backup = null, Database = Fine.Database with { Provider = DatabaseProvider.SqlServer } }));

    [Fact]
    public void A_long_journal_and_a_failed_retention_are_reported() =>
        Assert.Equal(2, SystemAdvice.Of(Fine with { Database = Fine.Database with { Journal = Gigabyte }, Retention = Fine.Retention with { Failed = true } }).Count);

    [Fact]
    public void Percentiles_are_of_the_nearest_rank()
    {
        var times = CommitTimes.Of(Enumerable.Range(1, 100).Select(ms => TimeSpan.FromMilliseconds(ms)));
        Assert.Equal((100, 50.0, 99.0), (times.Count, times.Median!.Value.TotalMilliseconds, times.Slowest99!.Value.TotalMilliseconds));
        Assert.Equal(new(0, null, null), CommitTimes.Of([]));
    }
}
