using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Flywheel.Tests.Components;

/// <summary>A script beside a component is served under the component's path, and what it imports is found from there.</summary>
public sealed partial class ScriptImportTests
{
    private static readonly string Web = Path.GetFullPath(Path.Combine(Here(), "../../../Flywheel.Web"));

    public static TheoryData<string> Scripts => new(Directory.EnumerateFiles(Path.Combine(Web, "Components"), "*.razor.js", SearchOption.AllDirectories)
        .Select(f => Path.GetRelativePath(Web, f).Replace('\\', '/')));

    [Theory]
    [MemberData(nameof(Scripts))]
    public void What_a_script_imports_is_there(string script)
    {
        var missing = Import().Matches(File.ReadAllText(Path.Combine(Web, script))).Select(m => Served(script, m.Groups[1].Value))
            .Where(path => !File.Exists(Path.Combine(Web, "wwwroot", path)) && !File.Exists(Path.Combine(Web, path)));
        Assert.Empty(missing);
    }

    [Fact]
    public void The_script_of_the_charts_imports_two() =>
        Assert.Equal(2, Import().Count(File.ReadAllText(Path.Combine(Web, "Components/Shared/Charts/Chart.razor.js"))));

    /// <summary>The path under the server's root that a relative import leads to.</summary>
    private static string Served(string script, string import) => new Uri(new Uri($"http://localhost/{script}"), import).AbsolutePath.TrimStart('/');

    private static string Here([CallerFilePath] string path = "") => path;

    [GeneratedRegex(@"\bfrom '([^']+)'")]
    private static partial Regex Import();
}
