using Flywheel.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Flywheel.Core.Collect.Intake;

/// <summary>
/// The one writer of exposures and outcomes. Another node may insert the same interaction at the same moment; the unique
/// index says so, and the whole write is tried again.
/// </summary>
public sealed class UsageWriter(
    IDbContextFactory<FlywheelDbContext> contexts, WriteGate gate, SignalFeed feed, IOptions<CollectOptions> options, TimeProvider clock, ILogger<UsageWriter> log)
    : GroupCommit<PreparedReport>(gate, options.Value, clock, log)
{
    private const int Tries = 5;

    /// <inheritdoc/>
    protected override IntakeStatus[] Write(IReadOnlyList<PreparedReport> items)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                using var db = contexts.CreateDbContext();
                WriteOnce(db, items);
                return new IntakeStatus[items.Count];
            }
            catch (DbUpdateException exception) when (exception.IsDuplicateKey() && attempt < Tries)
            {
                // The next round finds the row that was in the way.
            }
        }
    }

    /// <inheritdoc/>
    protected override void Committed(IntakeStatus[] statuses, TimeSpan took) => feed.Add(statuses.Length);

    private static void WriteOnce(FlywheelDbContext db, IReadOnlyList<PreparedReport> items)
    {
        using var transaction = db.Database.BeginTransaction();
        var interactions = AddInteractions(db, [.. items.Select(i => i.Answer).OfType<Interaction>()]);
        db.SaveChanges();
        foreach (var item in items.Where(i => i.Exposure is not null))
        {
            item.Exposure!.Id = 0;
            item.Exposure.InteractionId = item.Answer is { } answer ? interactions[KeyOf(answer)].Id : null;
            db.Exposures.Add(item.Exposure);
        }

        foreach (var outcome in items.Select(i => i.Outcome).OfType<Outcome>())
        {
            outcome.Id = 0;
            db.Outcomes.Add(outcome);
        }

        db.SaveChanges();
        transaction.Commit();
    }

    private static Dictionary<(int, string, string), Interaction> AddInteractions(FlywheelDbContext db, List<Interaction> answers)
    {
        if (answers.Count == 0) return [];
        var ids = answers.Select(a => a.RequestId).Distinct().ToList();
        var applications = answers.Select(a => a.ApplicationId).Distinct().ToList();
        var known = db.Interactions.Where(i => applications.Contains(i.ApplicationId) && ids.Contains(i.RequestId)).AsEnumerable().ToDictionary(KeyOf);
        foreach (var answer in answers)
        {
            answer.Id = 0;
            if (known.TryAdd(KeyOf(answer), answer)) db.Interactions.Add(answer);
        }

        return known;
    }

    private static (int, string, string) KeyOf(Interaction i) => (i.ApplicationId, i.RequestId, Convert.ToHexString(i.AnswerHash));
}
