using System.Text.Json;

namespace Flywheel.Bench;

/// <summary>The developers' data: the folder <c>shared/data</c> beside the repository.</summary>
internal static class BenchData
{
    /// <summary>The folder, found by walking up from the program and from the working directory.</summary>
    /// <exception cref="DirectoryNotFoundException">There is none.</exception>
    public static string Folder() =>
        FindAbove(AppContext.BaseDirectory) ?? FindAbove(Environment.CurrentDirectory)
        ?? throw new DirectoryNotFoundException("No folder shared/data beside the repository; name one with --data.");

    /// <summary>The objects of a file of JSON lines.</summary>
    public static List<JsonElement> Lines(string folder, string file) =>
        [.. File.ReadLines(Path.Combine(folder, file)).Select(line => JsonElement.Parse(line))];

    private static string? FindAbove(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            var data = Path.Combine(folder.FullName, "shared", "data");
            if (Directory.Exists(data)) return data;
        }

        return null;
    }
}
