namespace Flywheel.Bench.Quality;

/// <summary>The sets of our own, which are next to this program's source.</summary>
internal static class EvaluationSets
{
    private static readonly string Sets = Path.Combine("Flywheel.Bench", "Quality", "Sets");

    /// <summary>Their folder above the program or the working directory; null, with a line about it, where there is none.</summary>
    public static string? Folder(TextWriter output)
    {
        foreach (var start in new[] { AppContext.BaseDirectory, Environment.CurrentDirectory })
        {
            for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            {
                var sets = Path.Combine(folder.FullName, Sets);
                if (Directory.Exists(sets)) return sets;
            }
        }

        output.WriteLine($"No folder {Sets} above the program or the working directory.");
        return null;
    }
}
