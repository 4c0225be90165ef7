using System.Globalization;
using Flywheel.Core.Collect;
using Flywheel.Core.Data;
using Flywheel.Core.Measure.RollUps;
using Flywheel.Tests.Support;
using Flywheel.Tests.Support.Fixtures;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Flywheel.Tests.Data;

/// <summary>The keys that an earlier version wrote in the calendar of its host.</summary>
public sealed class CountScopesTests : IAsyncLifetime
{
    private TestDatabase _database = default!;

    [Theory]
    [InlineData("th-TH")]
    [InlineData("fa-IR")]
    [InlineData("ar-SA")]
    [InlineData("sv-SE")]
    public void Keys_are_written_in_the_common_calendar_under_every_culture(string culture)
    {
        var day = new DateTime(2026, 11, 29, 10, 0, 0, DateTimeKind.Utc);
        Under(culture, () => Assert.Equal(["d20261129", "m202611", "r7"], new[] { CountScopes.Day(day), CountScopes.Month(day), CountScopes.Revolution(7) }));
    }

    [Fact]
    public async Task Buddhist_keys_become_those_of_the_common_calendar_at_once()
    {
        await SendAsync("a");
        var sums = _database.Sums();
        await MigrateFromAsync(() => WriteAs("th-TH"));
        Assert.Equal(sums, _database.Sums());
        await using var db = _database.Open();
        Assert.Single(db.MeasureGenerations);
    }

    [Fact]
    public async Task Where_a_month_has_both_keys_everything_is_measured_again()
    {
        await SendAsync("a");
        await MigrateFromAsync(async () =>
        {
            await WriteAs("th-TH");
            // The same people again, under another locale.
            await SendAsync("b");
        });
        await AssertMeasuredAnewAsync();
    }

    [Theory]
    [InlineData("fa-IR")]
    [InlineData("ar-SA")]
    public async Task What_was_counted_in_another_calendars_months_is_measured_again(string culture)
    {
        await SendAsync("a");
        await MigrateFromAsync(() => WriteAs(culture));
        await AssertMeasuredAnewAsync();
    }

    [Fact]
    public async Task Right_keys_stay_as_they_are_and_a_pass_that_is_being_built_goes_on()
    {
        await SendAsync("a");
        await using (var db = _database.Open()) await Generations.BeginAsync(db, _database.Now(), TestContext.Current.CancellationToken);
        var sums = _database.Sums();
        await MigrateFromAsync(() => Task.CompletedTask);
        Assert.Equal(sums, _database.Sums());
        await using var after = _database.Open();
        Assert.Equal([null, null], after.MeasureGenerations.OrderBy(g => g.Id).Select(g => g.RetiredAt));
    }

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        await _database.ApplicationAsync();
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    private async Task AssertMeasuredAnewAsync()
    {
        await _database.MeasureAsync();
        var mended = _database.Sums();
        await _database.MeasureAnewAsync();
        Assert.Equal(_database.Sums(), mended);
        await using var db = _database.Open();
        Assert.All(db.ClusterCounts.Select(t => t.Scope).Distinct(), s => Assert.Matches("^o?(d20260302|m202603|r1)$", s));
    }

    private async Task SendAsync(string prefix)
    {
        _database.Send(
            SignalFixture.Signal(prefix + 1, SignalType.Copy, user: "u1"), SignalFixture.Signal(prefix + 2, SignalType.ThumbsDown, user: "u1"),
            SignalFixture.Signal(prefix + 3, SignalType.Copy, user: "u2"), SignalFixture.Signal(prefix + 4, SignalType.Copy));
        await _database.MeasureAsync();
    }

    /// <summary>Takes the migration back, lets the database become as an earlier version left it, and applies it again.</summary>
    private async Task MigrateFromAsync(Func<Task> earlier)
    {
        await using var db = _database.Open();
        var all = db.Database.GetMigrations().ToList();
        var mend = all.FindIndex(m => m.EndsWith("_MendTallyScopes", StringComparison.Ordinal));
        await db.Database.ExecuteSqlAsync($"DELETE FROM \"__EFMigrationsHistory\" WHERE \"MigrationId\" = {all[mend]}");
        await earlier();
        await db.GetService<IMigrator>().MigrateAsync(all[^1]);
    }

    private async Task WriteAs(string culture)
    {
        await using var db = _database.Open();
        foreach (var scope in db.ClusterCounts.Select(t => t.Scope).Distinct().AsEnumerable().Where(s => s[0] is 'd' or 'm').ToList())
        {
            var day = DateTime.ParseExact(scope[1..].PadRight(8, '1'), "yyyyMMdd", CultureInfo.InvariantCulture);
            var written = scope[0] + day.ToString(scope[0] == 'd' ? "yyyyMMdd" : "yyyyMM", CultureInfo.GetCultureInfo(culture));
            await db.ClusterCounts.Where(t => t.Scope == scope).ExecuteUpdateAsync(set => set.SetProperty(t => t.Scope, written));
            await db.PersonCounts.Where(t => t.Scope == scope).ExecuteUpdateAsync(set => set.SetProperty(t => t.Scope, written));
        }
    }

    private static void Under(string culture, Action act)
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        try
        {
            act();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
