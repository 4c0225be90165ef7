using Flywheel.Core.Curate.Datasets;
using static Flywheel.Core.Curate.Datasets.DatasetChangeKind;

namespace Flywheel.Tests.Curate.Datasets;

public sealed class DatasetDiffTests
{
    [Fact]
    public async Task Added_removed_and_edited_rows_are_listed_in_order() => Assert.Equal(
        [new(1, Out), new(3, Edited), new(4, In), new(9, In)],
        await DatasetDiff.Compare(Version((1, 1), (2, 1), (3, 1)), Version((2, 1), (3, 2), (4, 1), (9, 1))).ToListAsync());

    [Fact]
    public async Task Equal_versions_do_not_differ() =>
        Assert.Empty(await DatasetDiff.Compare(Version((1, 1), (2, 2)), Version((1, 1), (2, 2))).ToListAsync());

    [Fact]
    public async Task Against_nothing_all_rows_are_added_or_removed()
    {
        Assert.Equal(new DatasetChangeCounts(2, 0, 0), await DatasetDiff.CountAsync(Version(), Version((1, 1), (2, 2))));
        Assert.Equal(new DatasetChangeCounts(0, 2, 0), await DatasetDiff.CountAsync(Version((1, 1), (2, 2)), Version()));
    }

    [Fact]
    public async Task Random_versions_agree_with_a_plain_comparison()
    {
        var random = new Random(5);
        for (var round = 0; round < 50; round++)
        {
            var (before, after) = (RandomVersion(random), RandomVersion(random));
            var expected = new DatasetChangeCounts(
                after.Keys.Except(before.Keys).Count(),
                before.Keys.Except(after.Keys).Count(),
                before.Count(b => after.TryGetValue(b.Key, out var hash) && hash != b.Value));
            Assert.Equal(expected, await DatasetDiff.CountAsync(Version(before), Version(after)));
        }
    }

    [Fact]
    public async Task Rows_out_of_order_are_refused() => await Assert.ThrowsAsync<ArgumentException>(
        () => DatasetDiff.CountAsync(Version((2, 1), (1, 1)), Version((5, 1))));

    [Fact]
    public async Task A_caller_that_stops_early_pulls_no_more_than_it_needs()
    {
        var pulled = 0;
        var endless = Enumerable.Range(1, int.MaxValue).Select(i => new DatasetEntry(pulled = i, [1])).ToAsyncEnumerable();
        await DatasetDiff.Compare(Version(), endless).Take(3).ToListAsync();
        Assert.InRange(pulled, 3, 4);
    }

    private static SortedDictionary<long, byte> RandomVersion(Random random) =>
        new(Enumerable.Range(1, 40).Where(_ => random.Next(2) == 0).ToDictionary(i => (long)i, _ => (byte)random.Next(3)));

    private static IAsyncEnumerable<DatasetEntry> Version(SortedDictionary<long, byte> rows) =>
        Version([.. rows.Select(r => (r.Key, r.Value))]);

    private static IAsyncEnumerable<DatasetEntry> Version(params (long Id, byte Hash)[] rows) =>
        rows.Select(r => new DatasetEntry(r.Id, [r.Hash])).ToAsyncEnumerable();
}
