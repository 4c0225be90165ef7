namespace Flywheel.Web.Shell.Links;

/// <summary>The addresses of reviewing.</summary>
public static partial class Links
{
    /// <summary>Where typed text goes.</summary>
    public const string ReviewDraftRoute = "/review/drafts/{id:long}";

    /// <summary>Where a whole text comes from.</summary>
    public const string ReviewTextRoute = "/review/texts/{id:long}/{field}";

    /// <summary>The review of one certain item.</summary>
    public static string ReviewItem(long candidateId) => $"/review/{candidateId}";

    /// <summary>The person's draft about an item.</summary>
    public static string ReviewDraft(long candidateId) => $"/review/drafts/{candidateId}";

    /// <summary>A whole text of an item: <c>input</c>, <c>original</c> or <c>proposed</c>.</summary>
    public static string ReviewText(long candidateId, string field) => $"/review/texts/{candidateId}/{field}";
}
