using Flywheel.Core.Collect;
using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Flywheel.Core.Operations;

/// <summary>What one pass let go.</summary>
public sealed record RetentionPass(int Signals, int Candidates);

/// <summary>
/// Lets go of raw signals and rejected items that are older than the settings say, in small pieces. What a candidate that may
/// still become or already is training data rests on stays, and so does everything that is not curated yet. Roll-ups stay:
/// they hold no text.
/// </summary>
public sealed partial class Retention(
    Database database, IEnumerable<FeedWorker> readers, Telemetry telemetry, IOptions<RetentionOptions> options, TimeProvider clock, ILogger<Retention> log)
    : BackgroundService
{
    private const int PieceSize = 200;
    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);
    private volatile LastPass? _last;
    private volatile bool _failed;

    /// <summary>Lets go of everything that is due now.</summary>
    public async Task<RetentionPass> RunAsync(CancellationToken cancellationToken)
    {
        var (signals, candidates, more) = (0, 0, true);
        while (options.Value.RejectedItemDays > 0 && more)
        {
            var gone = await PieceAsync((pieces, cancel) => pieces.RejectedAsync(Before(options.Value.RejectedItemDays), cancel), cancellationToken);
            (candidates, more) = (candidates + gone, gone > 0);
        }

        more = true;
        while (options.Value.RawSignalDays > 0 && more)
        {
            var gone = await PieceAsync((pieces, cancel) => pieces.SignalsAsync(Before(options.Value.RawSignalDays), cancel), cancellationToken);
            telemetry.Expired(gone);
            (signals, more) = (signals + gone, gone > 0);
        }

        var pass = new RetentionPass(signals, candidates);
        (_last, _failed) = (new(pass, clock.Now()), false);
        return pass;
    }

    /// <summary>What it is set to, and what it did last in this process.</summary>
    public RetentionFacts Facts() => new(options.Value.RawSignalDays, options.Value.RejectedItemDays, _last?.Pass, _last?.At, _failed);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RunAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                _failed = true;
                RetentionFailed(exception.GetType().Name);
            }

            await Task.Delay(Pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private sealed record LastPass(RetentionPass Pass, DateTime At);

    private DateTime Before(int days) => clock.Now().AddDays(-days);

    private Task<int> PieceAsync(Func<RetentionPieces, CancellationToken, Task<int>> work, CancellationToken cancellationToken) =>
        database.WriteAsync(db => work(new(db, readers, PieceSize), cancellationToken), cancellationToken);

    [LoggerMessage(Level = LogLevel.Error, Message = "Retention stopped at an error ({Error}) and goes on in an hour")]
    private partial void RetentionFailed(string error);
}

/// <summary>The next piece of what is due, in the caller's transaction; each says how many rows went, 0 at the end.</summary>
internal sealed class RetentionPieces(FlywheelDbContext db, IEnumerable<FeedWorker> readers, int size)
{
    /// <summary>Rejected candidates with what was said of them, but those that a frozen version still holds.</summary>
    public async Task<int> RejectedAsync(DateTime before, CancellationToken cancellationToken)
    {
        var due = await db.Candidates
            .Where(c => c.State == CandidateState.Rejected && c.DecidedAt < before && !db.DatasetRows.Any(r => r.CandidateId == c.Id))
            .OrderBy(c => c.Id).Take(size).Select(c => c.Id).ToListAsync(cancellationToken);
        await db.Drafts.Where(d => due.Contains(d.CandidateId)).ExecuteDeleteAsync(cancellationToken);
        await db.Decisions.Where(d => due.Contains(d.CandidateId)).ExecuteDeleteAsync(cancellationToken);
        await db.Fingerprints.Where(f => due.Contains(f.SignalId)).ExecuteDeleteAsync(cancellationToken);
        return await db.Candidates.Where(c => due.Contains(c.Id)).ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>Signals that every reader has dealt with and that no candidate needs; their answers too, where no candidate is left.</summary>
    public async Task<int> SignalsAsync(DateTime before, CancellationToken cancellationToken)
    {
        var read = await ReadByAllAsync(cancellationToken);
        var due = await db.Signals
            .Where(s => s.Id <= read && s.ReceivedAt < before && !db.Candidates.Any(c => c.InteractionId == s.InteractionId
                && (c.State != CandidateState.Rejected || c.ByPolicy || db.DatasetRows.Any(r => r.CandidateId == c.Id))))
            .OrderBy(s => s.Id).Take(size).Select(s => new { s.Id, s.InteractionId, s.ApplicationId, s.ReceivedAt }).ToListAsync(cancellationToken);
        var (ids, answers) = (due.ConvertAll(s => s.Id), due.Select(s => s.InteractionId).Distinct().ToList());
        foreach (var day in due.GroupBy(s => (s.ApplicationId, Day: DateOnly.FromDateTime(s.ReceivedAt))))
        {
            await db.IntakeCounts.Where(t => t.ApplicationId == day.Key.ApplicationId && t.Day == day.Key.Day)
                .ExecuteUpdateAsync(set => set.SetProperty(t => t.Expired, t => t.Expired + day.Count()), cancellationToken);
        }

        await db.IdempotencyRecords.Where(r => r.SignalId != null && ids.Contains(r.SignalId.Value)).ExecuteDeleteAsync(cancellationToken);
        var gone = await db.Signals.Where(s => ids.Contains(s.Id)).ExecuteDeleteAsync(cancellationToken);
        await db.Interactions.Where(i => answers.Contains(i.Id) && !db.Signals.Any(s => s.InteractionId == i.Id)
            && !db.Candidates.Any(c => c.InteractionId == i.Id) && !db.Exposures.Any(e => e.ApplicationId == i.ApplicationId && e.RequestId == i.RequestId && e.InteractionId == i.Id)).ExecuteDeleteAsync(cancellationToken);
        return gone;
    }

    /// <summary>Every signal up to this id is dealt with by each reader of the feed.</summary>
    private async Task<long> ReadByAllAsync(CancellationToken cancellationToken)
    {
        var read = long.MaxValue;
        foreach (var reader in readers) read = Math.Min(read, await reader.PositionAsync(db, cancellationToken));
        return read;
    }
}
