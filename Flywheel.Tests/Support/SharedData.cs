using System.Text.Json;

namespace Flywheel.Tests.Support;

/// <summary>The developers' data next to the repository. A test that needs it skips itself where it is not there.</summary>
internal static class SharedData
{
    /// <summary>The objects of a file of JSON lines in <c>shared/data</c>.</summary>
    public static List<JsonElement> Lines(string file) => [.. File.ReadLines(PathOf(file)).Select(line => JsonElement.Parse(line))];

    /// <summary>Where a file of <c>shared/data</c> is.</summary>
    public static string PathOf(string file)
    {
        var path = Find(file);
        Assert.SkipWhen(path is null, $"shared/data/{file} is not beside the repository.");
        return path!;
    }

    private static string? Find(string file)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "shared", "data", file);
            if (File.Exists(path)) return path;
        }

        return null;
    }

    /// <summary>A string property; empty where the row has none.</summary>
    public static string Text(this JsonElement row, string name) =>
        row.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";
}
