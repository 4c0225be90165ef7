using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Curate.Review;

/// <summary>Single texts of items, for whoever wants to read one that is too long for a page.</summary>
public sealed class ReviewTexts(Database database)
{
    /// <summary>The text; null where the person sees no such item, or there is no such field.</summary>
    /// <param name="field"><c>input</c>, <c>original</c> or <c>proposed</c>.</param>
    public async Task<string?> ReadAsync(Actor actor, long id, string field, CancellationToken cancellationToken)
    {
        await using var db = await database.ReadAsync(cancellationToken);
        var item = db.Candidates.AsNoTracking().VisibleTo(actor).Where(c => c.Id == id);
        var text = field switch
        {
            "input" => item.Select(c => c.Input),
            "original" => item.Select(c => c.OriginalOutput),
            "proposed" => item.Select(c => c.ProposedOutput),
            _ => null,
        };
        return text is null ? null : await text.FirstOrDefaultAsync(cancellationToken);
    }
}
