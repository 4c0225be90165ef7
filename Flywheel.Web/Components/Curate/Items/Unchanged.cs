using Flywheel.Core.Curate.Items;

namespace Flywheel.Web.Components.Curate.Items;

/// <summary>Carries equal texts over, so that components see by reference that nothing changed.</summary>
internal static class Unchanged
{
    /// <summary>The new story with the old one's texts where they are the same.</summary>
    public static ItemStory Texts(ItemStory old, ItemStory story) => story with
    {
        Input = Keep(old.Input, story.Input),
        OriginalOutput = Keep(old.OriginalOutput, story.OriginalOutput),
        ProposedOutput = Keep(old.ProposedOutput, story.ProposedOutput),
        IdealOutput = story.IdealOutput is { } ideal ? Keep(old.IdealOutput ?? "", ideal) : null,
    };

    private static string Keep(string old, string text) => old == text ? old : text;
}
