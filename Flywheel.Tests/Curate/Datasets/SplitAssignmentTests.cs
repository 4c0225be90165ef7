using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Flywheel.Core.Curate.Datasets;
using Flywheel.Core.Curate.Exports;

namespace Flywheel.Tests.Curate.Datasets;

public sealed class SplitAssignmentTests
{
    private static readonly SplitRatios AllTrain = new(1, 0, 0);
    private static readonly SplitRatios AllTest = new(0, 0, 1);

    // A share of n groups is binomial: five standard deviations, 5 * sqrt(p(1-p)/n), are missed once in 1.7 million tries,
    // and the names are fixed, so the outcome is too.
    [Theory]
    [InlineData("support")]
    [InlineData("billing.v2")]
    public void Shares_are_met_within_five_standard_deviations(string dataset)
    {
        const int groups = 100_000;
        var assignment = new SplitAssignment(dataset, SplitRatios.Default, new EarlierSplits());
        var counts = Enumerable.Range(1, groups).CountBy(g => assignment.Assign(g, g)!.Value).ToDictionary();
        foreach (var split in Enum.GetValues<Split>())
        {
            var share = SplitRatios.Default.ShareOf(split);
            Assert.InRange(counts[split] / (double)groups, share - Bound(share, groups), share + Bound(share, groups));
        }
    }

    [Fact]
    public void The_hash_is_the_documented_one()
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes("support:42"));
        var point = BinaryPrimitives.ReadUInt64BigEndian(hash) / 18446744073709551616.0;
        Assert.Equal(Split.Validation, SplitAssignment.ByHash("support", 42, new SplitRatios(point - 1e-6, 1 - point + 1e-6, 0)));
        Assert.Equal(Split.Train, SplitAssignment.ByHash("support", 42, new SplitRatios(point + 1e-6, 1 - point - 1e-6, 0)));
    }

    [Fact]
    public void A_share_of_nothing_gets_nothing()
    {
        var ratios = new SplitRatios(0.1, 0.9 - 1e-10, 0);
        Assert.DoesNotContain(Split.Test, Enumerable.Range(1, 10_000).Select(g => SplitAssignment.ByHash("d", g, ratios)));
    }

    [Fact]
    public void A_group_stands_on_one_side()
    {
        var assignment = new SplitAssignment("d", SplitRatios.Default, new EarlierSplits());
        Assert.All(Enumerable.Range(1, 200), g => Assert.Equal(assignment.Assign(g * 10, g), assignment.Assign((g * 10) + 1, g)));
    }

    [Fact]
    public void A_group_keeps_its_side_when_the_ratios_change()
    {
        var earlier = Earlier((1, 1, Split.Train), (2, 2, Split.Validation));
        var assignment = new SplitAssignment("d", AllTest, earlier);
        Assert.Equal(Split.Train, assignment.Assign(11, 1));
        Assert.Equal(Split.Validation, assignment.Assign(12, 2));
        Assert.Equal(Split.Test, assignment.Assign(13, 3));
    }

    [Fact]
    public void A_candidate_keeps_its_side_when_its_group_changes()
    {
        var earlier = Earlier((1, 1, Split.Train), (2, 2, Split.Test));
        Assert.Equal(Split.Train, new SplitAssignment("d", AllTest, earlier).Assign(1, 2));
    }

    [Fact]
    public void A_bridge_between_two_sides_is_left_out_and_counted()
    {
        var assignment = new SplitAssignment("d", AllTrain, Earlier((1, 1, Split.Train), (2, 2, Split.Test)));
        Assert.Null(assignment.Assign(3, 1, 2));
        Assert.Equal(Split.Test, assignment.Assign(4, 2));
        Assert.Equal(1, assignment.Bridged);
    }

    [Fact]
    public void A_bridge_between_an_old_group_and_a_new_one_is_left_out_where_they_differ()
    {
        var earlier = Earlier((1, 1, Split.Train));
        Assert.Null(new SplitAssignment("d", AllTest, earlier).Assign(3, 1, 2));
        Assert.Equal(Split.Train, new SplitAssignment("d", AllTrain, earlier).Assign(3, 1, 2));
    }

    [Fact]
    public void Groups_that_merge_after_they_were_split_keep_their_members_and_take_no_new_ones()
    {
        var earlier = Earlier((1, 1, Split.Train), (2, 2, Split.Test), (2, 1, Split.Test));
        var assignment = new SplitAssignment("d", AllTrain, earlier);
        Assert.Equal(Split.Train, assignment.Assign(1, 1));
        Assert.Equal(Split.Test, assignment.Assign(2, 1));
        Assert.Null(assignment.Assign(3, 1));
    }

    [Fact]
    public void The_order_of_the_questions_does_not_matter()
    {
        (long Id, long[] Groups)[] candidates = [.. Enumerable.Range(1, 300).Select(i => ((long)i, new long[] { i % 40, i % 7 }))];
        Assert.Equal(AssignAll(candidates), AssignAll(candidates.Reverse()).OrderBy(a => a.Id));
    }

    [Fact]
    public void A_candidate_without_a_group_is_refused() => Assert.Throws<ArgumentException>(
        () => new SplitAssignment("d", AllTrain, new EarlierSplits()).Assign(1));

    private static List<(long Id, Split? Split)> AssignAll(IEnumerable<(long Id, long[] Groups)> candidates)
    {
        var assignment = new SplitAssignment("d", SplitRatios.Default, Earlier((900, 3, Split.Test)));
        return [.. candidates.Select(c => (c.Id, assignment.Assign(c.Id, c.Groups)))];
    }

    private static EarlierSplits Earlier(params (long Candidate, long Group, Split Split)[] rows)
    {
        var earlier = new EarlierSplits();
        foreach (var (candidate, group, split) in rows) earlier.Add(candidate, group, split);
        return earlier;
    }

    private static double Bound(double share, int n) => 5 * Math.Sqrt(share * (1 - share) / n);
}
