using Flywheel.Core.Collect.Intake;
using Microsoft.Data.Sqlite;

namespace Flywheel.Tests.Collect.Intake;

public sealed class SplitWriteTests
{
    private readonly List<int> _stored = [];
    private int _tries;

    [Theory]
    [InlineData(1, 0)]
    [InlineData(64, 0)]
    [InlineData(64, 31)]
    [InlineData(1000, 999)]
    public void An_item_that_the_database_refuses_fails_alone(int count, int bad)
    {
        var group = Run(count, i => i == bad ? Constraint : null);
        Assert.Equal(Enumerable.Range(0, count).Where(i => i != bad), _stored);
        Assert.Equal(IntakeStatus.NotStored, group.Statuses[bad]);
        Assert.All(group.Statuses.Where((_, i) => i != bad), s => Assert.Equal(IntakeStatus.Recorded, s));
        Assert.Equal(1, Assert.Single(group.Errors).Items);
    }

    [Fact]
    public void So_do_several_side_by_side_and_whatever_the_fault_is()
    {
        var group = Run(500, i => i is 0 or 1 or 2 or 250 or 499 ? new InvalidOperationException("this row") : null);
        Assert.Equal(495, _stored.Count);
        Assert.Equal([0, 1, 2, 250, 499], group.Statuses.Index().Where(s => s.Item == IntakeStatus.NotStored).Select(s => s.Index));
        Assert.True(group.StorageAnswered);
    }

    [Fact]
    public void A_group_of_refused_items_alone_is_refused_one_by_one()
    {
        var group = Run(40, _ => Constraint);
        Assert.All(group.Statuses, s => Assert.Equal(IntakeStatus.NotStored, s));
        Assert.True(group.StorageAnswered);
    }

    [Fact]
    public void A_full_disk_is_not_tried_again_for_each_item()
    {
        var group = Run(1000, _ => new SqliteException("database or disk is full", 13));
        Assert.Equal(1, _tries);
        Assert.All(group.Statuses, s => Assert.Null(s));
        Assert.False(group.StorageAnswered);
        Assert.Equal(1000, Assert.Single(group.Errors).Items);
    }

    [Fact]
    public void An_outage_of_an_unknown_kind_is_tried_a_few_times()
    {
        var group = Run(1000, _ => new InvalidOperationException("away"));
        Assert.InRange(_tries, 1, 16);
        Assert.All(group.Statuses, s => Assert.Null(s));
    }

    [Fact]
    public void What_was_stored_before_the_storage_failed_stays_stored()
    {
        var group = new SplitWrite<int>([.. Enumerable.Range(0, 8)], items =>
        {
            if (items.Contains(5) && items.Count > 1) throw Constraint;
            if (items.Contains(6)) throw new SqliteException("database or disk is full", 13);
            return [.. items.Select(_ => IntakeStatus.Recorded)];
        }, () => true);
        group.Run();
        Assert.Equal([IntakeStatus.Recorded, IntakeStatus.Recorded, IntakeStatus.Recorded, IntakeStatus.Recorded, IntakeStatus.Recorded, IntakeStatus.Recorded, null, null], group.Statuses);
    }

    [Fact]
    public void A_locked_database_is_the_callers_to_wait_for() =>
        Assert.Throws<SqliteException>(() => Run(10, _ => new SqliteException("database is locked", 5)));

    private static SqliteException Constraint => new("constraint failed", 19, 275);

    private SplitWrite<int> Run(int count, Func<int, Exception?> faultOf)
    {
        var group = new SplitWrite<int>([.. Enumerable.Range(0, count)], items => Write(items, faultOf), () => true);
        group.Run();
        return group;
    }

    private IntakeStatus[] Write(IReadOnlyList<int> items, Func<int, Exception?> faultOf)
    {
        _tries++;
        if (items.Select(faultOf).FirstOrDefault(f => f is not null) is { } error) throw error;
        _stored.AddRange(items);
        return new IntakeStatus[items.Count];
    }
}
