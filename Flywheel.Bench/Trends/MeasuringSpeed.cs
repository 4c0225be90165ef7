using System.Diagnostics;
using Flywheel.Core.Access;
using Flywheel.Core.Collect;
using Flywheel.Core.Data;
using Flywheel.Core.Measure.RollUps;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Bench.Trends;

/// <summary>How many stored signals a second the server measures when it has nothing else to do.</summary>
internal static class MeasuringSpeed
{
    private const int People = 5_000;
    private static readonly string[] Segments = ["retail", "business", "public", "partner", "staff"];

    public static async Task PrintAsync(int signals)
    {
        await using var database = await BenchDatabase.CreateAsync();
        await FillAsync(database, signals);
        var started = Stopwatch.GetTimestamp();
        await database.Get<Measurer>().CatchUpAsync(default);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        Console.WriteLine($"measuring {signals:N0} signals of {People:N0} people: {seconds:F1} s, {signals / seconds:N0} signals/s");
    }

    private static async Task FillAsync(BenchDatabase database, int signals)
    {
        await using var db = await database.OpenAsync();
        db.Add(new Application { Name = "bench", CreatedAt = SeededRollUps.Start });
        await db.SaveChangesAsync();
        await using var transaction = await db.Database.BeginTransactionAsync();
        var random = new Random(7);
        await db.InsertAsync([.. Enumerable.Range(1, signals).Select(i => new Interaction
        {
            Id = i, ApplicationId = 1, RequestId = $"r-{i}", AnswerHash = BitConverter.GetBytes((long)i), Query = "q", Answer = "a", FirstSeenAt = At(i, signals),
        })], default);
        await db.InsertAsync([.. Enumerable.Range(1, signals).Select(i => new Signal
        {
            Id = i, ApplicationId = 1, InteractionId = i, Type = SignalType.All[random.Next(SignalType.All.Count)], PersonHash = $"{random.Next(People):x64}",
            Segment = Segments[random.Next(5)], Variant = random.Next(2) == 0 ? "control" : "treatment", ModelVersion = "m-1", OccurredAt = At(i, signals), ReceivedAt = At(i, signals),
        })], default);
        await transaction.CommitAsync();
    }

    private static DateTime At(int i, int signals) => SeededRollUps.Start.AddDays((double)SeededRollUps.Days * i / signals);
}
