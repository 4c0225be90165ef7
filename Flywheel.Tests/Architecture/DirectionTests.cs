using System.Runtime.CompilerServices;
using System.Reflection;
using Flywheel.Core;
using NetArchTest.Rules;

namespace Flywheel.Tests.Architecture;

/// <summary>The directions of docs/architecture.md.</summary>
public sealed class DirectionTests
{
    private static readonly Assembly Core = typeof(CoreServices).Assembly;
    private static readonly Assembly Web = typeof(Program).Assembly;

    private const string Root = "Flywheel.Core";
    private const string Pages = "Flywheel.Web.Components";
    private const string Api = "Flywheel.Web.Api";

    /// <summary>From the lowest folder to the highest: each knows only those before it. Folders without content have their place too.</summary>
    private static readonly string[] Order = ["Spreadsheets", "Audit", "Access", "Collect", "Curate", "Improve", "Measure", "Guard", "Operations"];

    /// <summary>Data names every stage's tables, and Demo fills them all.</summary>
    private static readonly string[] Aside = ["Data", "Demo"];

    private static readonly FolderGraph Graph = FolderGraph.Of(Core, Root);
    private static readonly FolderGraph WebGraph = FolderGraph.Of(Web, "Flywheel.Web");

    public static TheoryData<string, string> LaterFolders => new(Order.SelectMany((folder, i) => Order[(i + 1)..].Select(later => (folder, later))));

    [Theory]
    [MemberData(nameof(LaterFolders))]
    public void A_folder_knows_only_those_before_it(string folder, string later) =>
        Assert.Empty(Graph.Between($"{Root}.{folder}", $"{Root}.{later}").Select(k => k.ToString()));

    [Fact]
    public void Every_folder_has_a_place() =>
        Assert.Empty(Core.GetTypes().Select(t => FirstOf(t.Namespace)).OfType<string>().Distinct().Except(Order).Except(Aside));

    [Fact]
    public void What_is_in_no_folder_knows_only_data() => Assert.Empty(
        Graph.All.Where(k => k.FromNamespace == Root && k.FromType != nameof(CoreServices) && FirstOf(k.ToNamespace) != "Data").Select(k => k.ToString()));

    [Fact]
    public void No_two_folders_know_each_other_both_ways() =>
        Assert.Empty(Graph.TwoWayPairs(name => FirstOf(name) is { } first && !Aside.Contains(first) ? first : null));

    [Theory]
    [InlineData("Access")]
    [InlineData("Collect")]
    [InlineData("Curate")]
    [InlineData("Measure")]
    [InlineData("Operations")]
    public void No_two_folders_in_a_folder_know_each_other_both_ways(string folder)
    {
        var inside = $"{Root}.{folder}";
        Assert.Empty(Graph.TwoWayPairs(name => FolderGraph.IsUnder(name, inside) ? string.Join('.', name.Split('.').Take(4)) : null));
    }

    [Fact]
    public void A_pair_that_knows_each_other_would_be_seen()
    {
        const string Pair = "Flywheel.Tests.Architecture.BothWays";
        var graph = FolderGraph.Of(typeof(DirectionTests).Assembly, Pair);
        Assert.Equal([$"{Pair}.Here <-> {Pair}.There: Sender -> Receiver | Receiver -> Sender"], graph.TwoWayPairs(name => name));
    }

    [Fact]
    public void A_folder_that_knows_a_later_one_would_be_seen() => Assert.NotEmpty(Graph.Between($"{Root}.Operations", $"{Root}.Collect"));

    [Theory]
    [InlineData("Collect")]
    [InlineData("Curate")]
    [InlineData("Measure")]
    public void The_stages_that_exist_have_types(string stage) =>
        Assert.NotEmpty(Types.InAssembly(Core).That().ResideInNamespaceStartingWith($"{Root}.{stage}").GetTypes());

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

    [Fact]
    public void The_api_knows_no_page() => Assert.Empty(WebGraph.Between(Api, Pages).Select(k => k.ToString()));

    /// <summary>Problems, request bodies and the file of a dataset are the same for both.</summary>
    [Fact]
    public void Pages_know_only_the_http_of_the_api()
    {
        var known = WebGraph.Between(Pages, Api).ToLookup(k => FolderGraph.IsUnder(k.ToNamespace, $"{Api}.Http"));
        Assert.Empty(known[false].Select(k => k.ToString()));
        Assert.NotEmpty(known[true]);
    }

    [Theory]
    [InlineData(Pages, "Account", "Layout", "Shared")]
    [InlineData(Api, "Http", "Compatibility")]
    public void Pages_and_endpoints_lie_in_folders_named_as_those_of_core(string place, params string[] others) => Assert.Empty(
        Web.GetTypes().Select(t => t.Namespace).Where(n => n is not null && n.StartsWith($"{place}.", StringComparison.Ordinal))
            .Select(n => n!.Split('.')[3]).Distinct().Except(Order).Except(others));

    [Theory]
    [InlineData(Api)]
    [InlineData(Pages)]
    [InlineData("Flywheel.Web.Shell")]
    public void No_page_or_endpoint_touches_the_database(string place) => AssertNone(
        Types.InAssembly(Web).That().ResideInNamespaceStartingWith(place),
        "Flywheel.Core.Data.FlywheelDbContext", "Flywheel.Core.Data.SqliteFlywheelDbContext", "Microsoft.EntityFrameworkCore.IDbContextFactory", "Microsoft.EntityFrameworkCore.DbContext", "Microsoft.Data");

    /// <summary>But for the intake, which has a thread and prepared statements of its own.</summary>
    [Fact]
    public void Contexts_and_the_write_gate_belong_to_the_database_alone()
    {
        Assert.Equal(
            ["Collect/Intake/EfSignalStore.cs", "Collect/Intake/GroupCommit.cs", "Collect/Intake/SignalWriter.cs", "Collect/Intake/UsageWriter.cs", "CoreServices.cs"],
            FilesWith("Flywheel.Core", "IDbContextFactory", "WriteGate").Where(f => !f.StartsWith("Data/", StringComparison.Ordinal)));
        Assert.Empty(FilesWith("Flywheel.Web", "IDbContextFactory", "WriteGate"));
    }

    /// <summary>A transaction is begun by the database, the intake, and the look at one instant of everything.</summary>
    [Fact]
    public void Only_the_database_and_the_intake_begin_transactions() => Assert.Equal(
        ["Collect/Intake/EfSignalStore.cs", "Collect/Intake/SqliteSignalStore.cs", "Collect/Intake/UsageWriter.cs", "Operations/Reconciliation.cs"],
        FilesWith("Flywheel.Core", ".BeginTransaction").Where(f => !f.StartsWith("Data/", StringComparison.Ordinal)));

    /// <summary>The source files of a project that hold one of the words, by their paths within it.</summary>
    private static IEnumerable<string> FilesWith(string project, params string[] words)
    {
        var folder = Path.GetFullPath(Path.Combine(ThisFile(), "../../..", project));
        return Directory.GetFiles(folder, "*.cs", SearchOption.AllDirectories).Where(f => words.Any(File.ReadAllText(f).Contains))
            .Select(f => Path.GetRelativePath(folder, f).Replace('\\', '/'))
            .Where(f => !f.StartsWith("obj/", StringComparison.Ordinal) && !f.StartsWith("bin/", StringComparison.Ordinal)).Order(StringComparer.Ordinal);
    }

    private static string ThisFile([CallerFilePath] string here = "") => here;

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

    /// <summary>The first folder of a namespace of Core; null for what is in none, and for other namespaces.</summary>
    private static string? FirstOf(string? name) => name is not null && FolderGraph.IsUnder(name, Root) && name != Root ? name.Split('.')[2] : null;
}
