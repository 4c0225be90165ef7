using Flywheel.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Collect.Intake;

/// <summary>
/// The store for any provider of EF Core. Another node may insert the same interaction or key at the same moment; the
/// unique index says so, and the whole write is tried again.
/// </summary>
internal sealed class EfSignalStore(IDbContextFactory<FlywheelDbContext> contexts) : ISignalStore
{
    private const int Tries = 5;

    public IntakeStatus[] Write(IReadOnlyList<PreparedSignal> signals)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                using var db = contexts.CreateDbContext();
                return WriteOnce(db, signals);
            }
            catch (DbUpdateException exception) when (exception.IsDuplicateKey() && attempt < Tries)
            {
            }
        }
    }

    public void Dispose()
    {
    }

    private static IntakeStatus[] WriteOnce(FlywheelDbContext db, IReadOnlyList<PreparedSignal> signals)
    {
        using var transaction = db.Database.BeginTransaction();
        var keys = KnownKeys(db, signals);
        var interactions = KnownInteractions(db, signals);
        var statuses = new IntakeStatus[signals.Count];
        var keyed = new List<(IdempotencyRecord Record, Signal Signal)>();
        for (var i = 0; i < signals.Count; i++) statuses[i] = Add(db, signals[i], keys, interactions, keyed);
        db.SaveChanges();
        foreach (var (record, signal) in keyed) record.SignalId = signal.Id;
        db.IdempotencyRecords.AddRange(keyed.Select(k => k.Record));
        db.SaveChanges();
        foreach (var day in signals.Where((_, i) => statuses[i] == IntakeStatus.Recorded).GroupBy(s => (s.ApplicationId, Day: DateOnly.FromDateTime(s.ReceivedAt))))
            Tally(db, day.Key.ApplicationId, day.Key.Day, day.Count());
        transaction.Commit();
        return statuses;
    }

    private static Dictionary<(int, string), byte[]> KnownKeys(FlywheelDbContext db, IReadOnlyList<PreparedSignal> signals)
    {
        var hashes = signals.Where(s => s.KeyHash is not null).Select(s => s.KeyHash!).Distinct(ByteArrayComparer.Instance).ToList();
        return hashes.Count == 0 ? [] : db.IdempotencyRecords.AsNoTracking().Where(r => hashes.Contains(r.KeyHash))
            .ToDictionary(r => (r.ApplicationId, Convert.ToHexString(r.KeyHash)), r => r.BodyHash);
    }

    private static Dictionary<(int, string, string), Interaction> KnownInteractions(FlywheelDbContext db, IReadOnlyList<PreparedSignal> signals)
    {
        var ids = signals.Select(s => s.Item.RequestId).Distinct().ToList();
        var applications = signals.Select(s => s.ApplicationId).Distinct().ToList();
        return db.Interactions.Where(i => applications.Contains(i.ApplicationId) && ids.Contains(i.RequestId))
            .AsEnumerable().ToDictionary(i => (i.ApplicationId, i.RequestId, Convert.ToHexString(i.AnswerHash)));
    }

    private static IntakeStatus Add(
        FlywheelDbContext db, PreparedSignal signal, Dictionary<(int, string), byte[]> keys,
        Dictionary<(int, string, string), Interaction> interactions, List<(IdempotencyRecord Record, Signal Signal)> keyed)
    {
        var key = signal.KeyHash is null ? default : (signal.ApplicationId, Convert.ToHexString(signal.KeyHash));
        if (signal.KeyHash is not null && keys.TryGetValue(key, out var earlier))
            return signal.HasBody(earlier) ? IntakeStatus.Duplicate : IntakeStatus.KeyReused;
        var stored = SignalOf(signal, InteractionOf(db, signal, interactions));
        db.Signals.Add(stored);
        if (signal.KeyHash is null) return IntakeStatus.Recorded;
        keys.Add(key, signal.BodyHash!);
        keyed.Add((new()
        {
            ApplicationId = signal.ApplicationId, KeyHash = signal.KeyHash, BodyHash = signal.BodyHash!, CreatedAt = signal.ReceivedAt,
        }, stored));
        return IntakeStatus.Recorded;
    }

    private static Interaction InteractionOf(
        FlywheelDbContext db, PreparedSignal signal, Dictionary<(int, string, string), Interaction> interactions)
    {
        var key = (signal.ApplicationId, signal.Item.RequestId, Convert.ToHexString(signal.AnswerHash));
        if (interactions.TryGetValue(key, out var known)) return known;
        var added = new Interaction
        {
            ApplicationId = signal.ApplicationId, RequestId = signal.Item.RequestId, AnswerHash = signal.AnswerHash,
            Query = signal.Item.UserQuery, Answer = signal.Item.AiResponse, FirstSeenAt = signal.ReceivedAt,
        };
        db.Interactions.Add(added);
        return interactions[key] = added;
    }

    private static Signal SignalOf(PreparedSignal signal, Interaction interaction) => new()
    {
        ApplicationId = signal.ApplicationId,
        Interaction = interaction,
        Type = signal.Item.SignalType,
        Value = signal.Item.Value,
        Query = signal.Item.UserQuery == interaction.Query ? null : signal.Item.UserQuery,
        Correction = signal.Item.UserCorrection,
        Metadata = signal.Item.Metadata,
        Context = signal.Context,
        PersonHash = signal.PersonHash,
        SessionId = signal.Item.SessionId,
        Segment = signal.Item.Segment,
        Experiment = signal.Item.Experiment,
        Variant = signal.Item.Variant,
        ModelVersion = signal.Item.ModelVersion,
        TrainingConsent = signal.TrainingConsent,
        OccurredAt = signal.OccurredAt,
        ReceivedAt = signal.ReceivedAt,
    };

    private static void Tally(FlywheelDbContext db, int application, DateOnly day, int count)
    {
        var updated = db.IntakeCounts.Where(t => t.ApplicationId == application && t.Day == day)
            .ExecuteUpdate(set => set.SetProperty(t => t.Accepted, t => t.Accepted + count));
        if (updated > 0) return;
        db.IntakeCounts.Add(new() { ApplicationId = application, Day = day, Accepted = count });
        db.SaveChanges();
    }
}
