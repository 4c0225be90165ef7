using System.Linq.Expressions;
using Flywheel.Core.Measure.Success;
using Flywheel.Tests.Support.SqlServer;

namespace Flywheel.Tests.Data;

/// <summary>What every query of a test is held against before it is compiled for SQL Server.</summary>
public sealed class AggregateRulesTests
{
    private static readonly IQueryable<MeasuredInteraction> Rows = Array.Empty<MeasuredInteraction>().AsQueryable();

    [Fact]
    public void A_sum_over_ints_overflows() => AssertBroken(() => Rows.Sum(m => m.RevolutionId));

    [Fact]
    public void A_sum_over_ints_of_a_group_overflows() => AssertBroken(() => Rows.GroupBy(m => m.ApplicationId).Select(g => g.Sum(m => m.RevolutionId * m.RevolutionId)));

    [Fact]
    public void Ints_that_are_there_already_overflow_too() => AssertBroken(() => Rows.Select(m => m.RevolutionId).Sum());

    [Fact]
    public void An_average_of_ints_is_cut() => AssertBroken(() => Rows.Average(m => m.RevolutionId));

    [Fact]
    public void Decimals_come_back_as_decimal() => AssertBroken(() => Rows.Sum(m => (decimal)m.Id));

    [Fact]
    public void Two_literals_are_numeric() => AssertBroken(() => Rows.Select(m => m.Exposed ? 1.0 : 0.0));

    [Fact]
    public void Longs_doubles_and_counts_are_fine()
    {
        AssertFine(() => Rows.Sum(m => m.Id));
        AssertFine(() => Rows.Sum(m => (long)m.RevolutionId));
        AssertFine(() => Rows.Sum(m => m.Exposed ? 1 : 0));
        AssertFine(() => Rows.Average(m => m.Value));
        AssertFine(() => Rows.Select(m => (double)(m.Exposed ? 1 : 0)).Sum());
    }

    private static void AssertBroken<T>(Expression<Func<T>> query) => Assert.Single(AggregateRules.Errors(query));

    private static void AssertFine<T>(Expression<Func<T>> query) => Assert.Empty(AggregateRules.Errors(query));
}
