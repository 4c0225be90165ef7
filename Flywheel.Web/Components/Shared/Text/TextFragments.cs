using Flywheel.Core;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Flywheel.Web.Components.Shared.Text;

/// <summary>Draws runs of text to the character: markup in a template would add white space between them.</summary>
public static class TextFragments
{
    /// <summary>The most of a short text, UTF-16 code units.</summary>
    private const int Shortest = 400;

    /// <summary>One run after the other.</summary>
    /// <param name="lineEnds">Show line ends too, where they are what changed.</param>
    public static RenderFragment Runs(IEnumerable<TextRun> runs, bool lineEnds = false) => builder =>
    {
        foreach (var run in runs) AddRun(builder, run, lineEnds);
    };

    /// <summary>A short text, such as a name that a client chose.</summary>
    public static RenderFragment Brief(string text) => Runs(BriefRuns(text));

    /// <summary>The same where only a string fits, such as in a chart: what is invisible stands as its name.</summary>
    public static string BriefText(string text) => string.Concat(BriefRuns(text).Select(run => run.Text));

    private static List<TextRun> BriefRuns(string text) => TextMarks.Of(text).Cut(0, TextCut.Before(text, Shortest));

    private static void AddRun(RenderTreeBuilder builder, TextRun run, bool lineEnds)
    {
        if (run.Kind == RunKind.Plain)
        {
            builder.AddContent(0, lineEnds ? run.Text.Replace("\n", "↵\n", StringComparison.Ordinal) : run.Text);
            return;
        }

        builder.OpenElement(1, run.Kind == RunKind.Found ? "mark" : "span");
        builder.AddAttribute(2, "class", run.Kind == RunKind.Found ? "rv-found" : "rv-unseen");
        builder.AddAttribute(3, "title", run.Title);
        builder.AddContent(4, run.Text);
        builder.CloseElement();
    }
}
