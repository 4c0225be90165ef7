using Flywheel.Core;
using Flywheel.Core.Curate.Review;
using Flywheel.Core.Curate.TextDiffs;

namespace Flywheel.Web.Components.Curate.Review.Session;

/// <summary>An item with everything that its screen shows.</summary>
public sealed record PreparedItem(ReviewItem Item, TextDifference Difference, IReadOnlyList<SimilarItem> Similar, ItemAttention Attention);

/// <summary>What reviewing needs of Core. Everything here may wait for the database, so it is called on a pool thread.</summary>
public sealed class ReviewServices(
    ReviewQueue queue, ReviewDecisions decisions, ReviewDrafts drafts, SimilarItems similar, ItemAttentions attention, ChangeBus changes, TimeProvider clock)
{
    public ReviewQueue Queue => queue;
    public ReviewDecisions Decisions => decisions;
    public ReviewDrafts Drafts => drafts;
    public ChangeBus Changes => changes;
    public TimeProvider Clock => clock;

    /// <summary>Who else saw an item.</summary>
    public Task<ItemAttention> AttentionAsync(Actor actor, long id, CancellationToken cancellationToken) => attention.OfAsync(actor, id, cancellationToken);

    /// <summary>Adds what the screen shows beside the item itself.</summary>
    public async Task<PreparedItem> PrepareAsync(Actor actor, ReviewItem item, CancellationToken cancellationToken)
    {
        var difference = TextDiff.CompareAsync(item.OriginalOutput, item.ProposedOutput, cancellationToken);
        var others = await similar.FindAsync(actor, item.Id, cancellationToken);
        return new(item, await difference, others, await attention.OfAsync(actor, item.Id, cancellationToken));
    }
}
