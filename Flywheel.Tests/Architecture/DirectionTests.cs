using System.Reflection;
using Flywheel.Core;
using NetArchTest.Rules;

namespace Flywheel.Tests.Architecture;

/// <summary>The directions of docs/architecture.md.</summary>
public sealed class DirectionTests
{
    private static readonly Assembly Core = typeof(CoreServices).Assembly;
    private static readonly Assembly Web = typeof(Program).Assembly;

    /// <summary>The stages in the order of the wheel; those that have no content yet are empty.</summary>
    private static readonly string[] Stages = ["Collect", "Curate", "Improve", "Measure"];

    public static TheoryData<string, string> LaterStages
    {
        get
        {
            var pairs = new TheoryData<string, string>();
            for (var i = 0; i < Stages.Length; i++)
            {
                foreach (var later in Stages[(i + 1)..]) pairs.Add(Stages[i], later);
            }

            return pairs;
        }
    }

    [Theory]
    [MemberData(nameof(LaterStages))]
    public void A_stage_knows_only_the_stages_before_it(string stage, string later) =>
        AssertNone(Types.InAssembly(Core).That().ResideInNamespaceStartingWith($"Flywheel.Core.{stage}"), $"Flywheel.Core.{later}");

    [Fact]
    public void The_stages_that_exist_have_types() => Assert.All(
        Stages[..2], stage => Assert.NotEmpty(Types.InAssembly(Core).That().ResideInNamespaceStartingWith($"Flywheel.Core.{stage}").GetTypes()));

    [Fact]
    public void Core_knows_nothing_of_http_hosting_or_pages() => AssertNone(
        Types.InAssembly(Core).That().ResideInNamespaceStartingWith("Flywheel.Core"),
        "Flywheel.Web", "Microsoft.AspNetCore.Http", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Builder", "Microsoft.AspNetCore.Routing",
        "Microsoft.AspNetCore.Mvc", "Microsoft.AspNetCore.Components", "Microsoft.AspNetCore.SignalR", "Microsoft.JSInterop", "MudBlazor");

    [Fact]
    public void Core_references_no_assembly_of_hosting_or_pages() => Assert.DoesNotContain(
        Core.GetReferencedAssemblies().Select(a => a.Name!),
        name => name.StartsWith("Microsoft.AspNetCore.Components", StringComparison.Ordinal) || name.StartsWith("Microsoft.AspNetCore.Hosting", StringComparison.Ordinal)
            || name.StartsWith("Microsoft.AspNetCore.Http", StringComparison.Ordinal) || name.StartsWith("MudBlazor", StringComparison.Ordinal));

    [Theory]
    [InlineData("Flywheel.Web.Api")]
    [InlineData("Flywheel.Web.Components")]
    [InlineData("Flywheel.Web.Shell")]
    public void No_page_or_endpoint_touches_the_database(string place) => AssertNone(
        Types.InAssembly(Web).That().ResideInNamespaceStartingWith(place),
        "Flywheel.Core.Data.FlywheelDbContext", "Flywheel.Core.Data.SqliteFlywheelDbContext", "Microsoft.EntityFrameworkCore.IDbContextFactory", "Microsoft.EntityFrameworkCore.DbContext", "Microsoft.Data");

    [Theory]
    [InlineData("Flywheel.Core.Curate.Validation")]
    [InlineData("Flywheel.Core.Curate.Exports")]
    [InlineData("Flywheel.Core.Curate.Policies.Evaluation.Scoring")]
    [InlineData("Flywheel.Core.Measure.Statistics")]
    public void What_is_pure_knows_no_database(string place) => AssertNone(
        Types.InAssembly(Core).That().ResideInNamespaceStartingWith(place).Or().HaveName(place.Split('.')[^1]),
        "Flywheel.Core.Data", "Microsoft.EntityFrameworkCore");

    [Fact]
    public void Comma_separated_values_are_written_in_one_place() => Assert.Equal(
        ["Flywheel.Core.Curate.Exports.Earlier.FirstCsvFormat", "Flywheel.Core.Spreadsheets.SpreadsheetWriter"],
        Types.InAssemblies([Core, Web]).That().HaveDependencyOn("CsvHelper").GetTypes().Select(t => (t.DeclaringType ?? t).FullName!).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void A_broken_rule_would_be_seen() => Assert.NotEmpty(
        Types.InAssembly(Core).That().ResideInNamespaceStartingWith("Flywheel.Core.Curate").And().HaveDependencyOn("Flywheel.Core.Collect").GetTypes());

    private static void AssertNone(PredicateList types, params string[] forbidden)
    {
        var result = types.Should().NotHaveDependencyOnAny(forbidden).GetResult();
        Assert.True(result.IsSuccessful, string.Join('\n', result.FailingTypeNames ?? []));
    }
}
