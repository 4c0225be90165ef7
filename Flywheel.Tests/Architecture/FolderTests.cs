using System.Runtime.CompilerServices;

namespace Flywheel.Tests.Architecture;

/// <summary>How much is in one folder.</summary>
public sealed class FolderTests
{
    private const int MostFiles = 25;

    /// <summary>
    /// Written by the tool of the migrations, two files for each one, and the snapshot that the tool compares with. They are not read by people.
    /// </summary>
    private static readonly string[] MayBeLonger = ["Flywheel.Core/Data/Migrations/Sqlite", "Flywheel.Core/Data/Migrations/SqlServer"];

    [Theory]
    [InlineData("Flywheel.Core")]
    [InlineData("Flywheel.Web")]
    [InlineData("Flywheel.Tests")]
    [InlineData("Flywheel.Bench")]
    [InlineData("Flywheel.E2E")]
    public void A_folder_holds_at_most_25_files(string project)
    {
        var folders = SourceFiles(project).GroupBy(f => Path.GetDirectoryName(f)!.Replace('\\', '/')).ToDictionary(g => g.Key, g => g.Count());
        Assert.NotEmpty(folders);
        Assert.Empty(folders.Where(f => f.Value > MostFiles && !MayBeLonger.Contains(f.Key)).Select(f => $"{f.Key}: {f.Value} files"));
    }

    /// <summary>The files of a project as they are in version control, by their paths from the repository's root.</summary>
    private static IEnumerable<string> SourceFiles(string project, [CallerFilePath] string here = "")
    {
        var root = Path.GetFullPath(Path.Combine(here, "../../.."));
        string[] made = ["bin", "obj", "node_modules", "wwwroot/lib"];
        return Directory.EnumerateFiles(Path.Combine(root, project), "*", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(root, f))
            .Where(f => !made.Any(m => $"/{f.Replace('\\', '/')}".Contains($"/{m}/", StringComparison.Ordinal)));
    }
}
