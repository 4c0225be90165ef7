using System.CommandLine;

namespace Flywheel.Bench.Quality;

/// <summary>How well validation finds what it looks for, and how fast.</summary>
internal static class QualityCommand
{
    public static Command Create()
    {
        var data = new Option<string?>("--data") { Description = "The folder of the data; shared/data beside the repository by default." };
        var misses = new Option<bool>("--misses") { Description = "Also list what was missed and what was found wrongly." };
        var command = new Command("quality", "Precision and recall of validation on the developers' data, and its speed.") { data, misses };
        command.SetAction(result => Run(result.GetValue(data) ?? BenchData.Folder(), result.GetValue(misses)));
        return command;
    }

    private static void Run(string folder, bool misses)
    {
        PersonalDataQuality.Print(folder, misses, Console.Out);
        if (!PhoneQuality.Print(misses, Console.Out)) Environment.ExitCode = 1;
        NearDuplicateQuality.Print(folder, misses, Console.Out);
        IntentQuality.Print(folder, misses, Console.Out);
        if (!InstructionQuality.Print(Console.Out)) Environment.ExitCode = 1;
        CorrectionsQuality.Print(folder, misses, Console.Out);
        Throughput.Print(folder, Console.Out);
        HostileTexts.Print(Console.Out);
    }
}
