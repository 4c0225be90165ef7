using Flywheel.Core.Access;
using Flywheel.Core.Collect;
using Flywheel.Core.Data;
using Flywheel.Core.Measure.RollUps;
using Flywheel.Core.Measure.Success;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Bench.Trends;

/// <summary>
/// A database on disk with the roll-ups of so many signals over ninety days, counted by the code that counts them in the
/// server. The pages read nothing else, so that the signals themselves are left out.
/// </summary>
internal sealed class SeededRollUps : IAsyncDisposable
{
    public const int Days = 90;
    public static readonly DateTime Start = new(2026, 4, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly string[] Segments = ["retail", "business", "public", "partner", "staff"];
    private static readonly string[] Variants = ["control", "treatment"];
    private static readonly string[] Models = ["m-1", "m-2", "m-3"];

    /// <summary>The offsets of a Berlin winter and summer, and of UTC.</summary>
    private static readonly short[] Offsets = [0, 60, 120];
    private readonly BenchDatabase _database;

    private SeededRollUps(BenchDatabase database) => _database = database;

    public IServiceProvider Services => _database.Services;

    /// <summary>How many rows the roll-ups have.</summary>
    public int Rows { get; private set; }

    public static async Task<SeededRollUps> CreateAsync(int signals)
    {
        var seeded = new SeededRollUps(await BenchDatabase.CreateAsync());
        await seeded.FillAsync(signals);
        return seeded;
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    private async Task FillAsync(int signals)
    {
        await using var db = await _database.OpenAsync();
        db.Add(new Application { Name = "bench", CreatedAt = Start });
        db.RollUpOffsets.AddRange(Offsets[1..].Select(o => new RollUpOffset { Generation = 1, OffsetMinutes = o, FilledThrough = long.MaxValue }));
        await db.SaveChangesAsync();
        var deltas = Count(signals);
        var slices = new SliceDirectory();
        await using var transaction = await db.Database.BeginTransactionAsync();
        var ids = await slices.IdsAsync(db, deltas.Slices, default);
        var rows = deltas.Counts.Select(c => new RollUp
        {
            Generation = 1, SliceId = ids[c.Key.Slice], Measure = c.Key.Measure, Grain = c.Key.Grain, OffsetMinutes = c.Key.OffsetMinutes, Start = c.Key.Start, Count = c.Value,
        }).ToList();
        await db.InsertAsync(rows, default);
        await db.AddToAsync([.. deltas.Anonymous.Select(s => new ClusterCount
        {
            Generation = 1, ApplicationId = s.Key.ApplicationId, Scope = s.Key.Scope, Clusters = s.Value.Count, Trials = s.Value.Count, Successes = s.Value.Successes,
            TrialsSquared = 2L * s.Value.Count, TrialsTimesSuccesses = 2L * s.Value.Successes, SuccessesSquared = 2L * s.Value.Successes,
        })], default);
        await transaction.CommitAsync();
        Rows = rows.Count;
    }

    /// <summary>One signal an interaction, spread evenly over the time and at random over everything else.</summary>
    private static RollUpDeltas Count(int signals)
    {
        var random = new Random(20260401);
        var deltas = new RollUpDeltas(Offsets);
        // A million draws stand for ten million signals: each then counts ten times.
        var draws = Math.Min(signals, 1_000_000);
        for (var i = 0; i < draws; i++)
        {
            var type = SignalType.All[random.Next(SignalType.All.Count)];
            deltas.Count(
                new()
                {
                    ApplicationId = 1, OccurredAt = Start.AddDays((double)Days * i / draws), RevolutionId = 1 + (3 * i / draws), Segment = Segments[random.Next(5)],
                    Variant = Variants[random.Next(2)], ModelVersion = Models[random.Next(3)], HasEvidence = true, Exposed = true, Signals = $",{type},",
                    Verdict = new SuccessDefinition().Judge([type]),
                },
                signals / draws);
        }

        return deltas;
    }
}
