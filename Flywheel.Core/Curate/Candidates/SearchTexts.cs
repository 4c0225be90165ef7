using Flywheel.Core.Collect;
using Flywheel.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Flywheel.Core.Curate.Candidates;

/// <summary>
/// Fills in the folded text of candidates that are older than it, since no database can fold as <see cref="SearchFold"/> does.
/// Runs once after a start, in pieces; killed anywhere, it goes on where it was. Newer candidates bring it with them.
/// </summary>
public sealed partial class SearchTexts(Database database, TimeProvider clock, ILogger<SearchTexts> logger) : BackgroundService
{
    /// <summary>The name of the mark of how far it came.</summary>
    public const string Reader = "search-texts";

    private const int PieceSize = 64;
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(10);

    /// <summary>Fills in all that is missing now; the result is how many.</summary>
    public async Task<int> FillAsync(CancellationToken cancellationToken)
    {
        long through;
        await using (var db = await database.ReadAsync(cancellationToken))
            through = await db.Candidates.OrderByDescending(c => c.Id).Select(c => c.Id).FirstOrDefaultAsync(cancellationToken);
        var filled = 0;
        while (await StepAsync(through, cancellationToken) is var piece and > 0) filled += piece;
        return filled;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await FillAsync(stoppingToken) is var filled and > 0) LogFilled(logger, filled);
                return;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                LogAgain(logger, exception);
                await Task.Delay(Again, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private Task<int> StepAsync(long through, CancellationToken cancellationToken) => database.WriteAsync(
        db => FoldAsync(db, through, cancellationToken), (db, piece) => WriteAsync(db, piece, cancellationToken), cancellationToken);

    private static async Task<FoldedPiece?> FoldAsync(FlywheelDbContext db, long through, CancellationToken cancellationToken)
    {
        var position = await SignalFeed.PositionAsync(db, Reader, cancellationToken);
        if (position >= through) return null;
        var piece = await db.Candidates.Where(c => c.Id > position && c.Id <= through && c.SearchText == null).OrderBy(c => c.Id).Take(PieceSize)
            .Select(c => new { c.Id, c.Input, c.OriginalOutput, c.ProposedOutput, c.IdealOutput }).ToListAsync(cancellationToken);
        return new(
            position, piece.Count < PieceSize ? through : piece[^1].Id,
            piece.ConvertAll(c => (c.Id, SearchFold.OfAll(c.Input, c.OriginalOutput, c.ProposedOutput, c.IdealOutput))));
    }

    private async Task<int> WriteAsync(FlywheelDbContext db, FoldedPiece piece, CancellationToken cancellationToken)
    {
        // Whoever changed a text meanwhile wrote the folded text with it.
        foreach (var (id, text) in piece.Texts)
            await db.Candidates.Where(c => c.Id == id && c.SearchText == null).ExecuteUpdateAsync(set => set.SetProperty(c => c.SearchText, text), cancellationToken);
        await SignalFeed.MoveAsync(db, Reader, piece.From, piece.To, clock.Now(), cancellationToken);
        return piece.Texts.Count;
    }

    private sealed record FoldedPiece(long From, long To, List<(long Id, string Text)> Texts);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} older candidates can be searched whatever the case now.")]
    private static partial void LogFilled(ILogger logger, int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Older candidates could not be made searchable yet; it is tried again.")]
    private static partial void LogAgain(ILogger logger, Exception exception);
}
