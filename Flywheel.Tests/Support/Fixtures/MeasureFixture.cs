using Flywheel.Core.Collect;
using Flywheel.Core.Data;
using Flywheel.Core.Measure.RollUps;
using Flywheel.Core.Measure.Success;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Tests.Support.Fixtures;

/// <summary>Uses and outcomes for tests, and the sums that were made of them.</summary>
internal static class MeasureFixture
{
    /// <summary>Measures everything that is stored.</summary>
    public static Task<long> MeasureAsync(this TestDatabase database) =>
        database.Get<Measurer>().CatchUpAsync(TestContext.Current.CancellationToken);

    public static DateTime Now(this TestDatabase database) => database.Time.GetUtcNow().UtcDateTime;

    public static Exposure Use(
        this TestDatabase database, string request, string? segment = null, string? variant = null, string? person = null, string? model = null, DateTime? at = null) => new()
    {
        ApplicationId = 1, RequestId = request, Segment = segment, Variant = variant, PersonHash = person, ModelVersion = model,
        OccurredAt = at ?? database.Now(), ReceivedAt = database.Now(),
    };

    public static Outcome Ended(this TestDatabase database, string request, bool success, double? value = null, DateTime? at = null) => new()
    {
        ApplicationId = 1, RequestId = request, Success = success, Value = value, OccurredAt = at ?? database.Now(), ReceivedAt = database.Now(),
    };

    /// <summary>All rows of the shown pass, by request and answer.</summary>
    public static List<MeasuredInteraction> Rows(this TestDatabase database)
    {
        using var db = database.Open();
        var shown = Shown(db);
        return [.. db.MeasuredInteractions.Where(m => m.Generation == shown).OrderBy(m => m.RequestId).ThenBy(m => m.InteractionId)];
    }

    /// <summary>How often a measure was counted in slices of all time at a grain; optionally of one value of a dimension.</summary>
    public static long Count(this TestDatabase database, string measure, Grain grain = Grain.Quarter, Dimension dimension = Dimension.All, string value = "", DateTime? start = null, short offset = 0)
    {
        using var db = database.Open();
        var shown = Shown(db);
        return (from r in db.RollUps
                join s in db.Slices on r.SliceId equals s.Id
                where r.Generation == shown && s.RevolutionId == 0 && s.Dimension == dimension && s.Value == value && r.Measure == measure
                    && r.Grain == grain && r.OffsetMinutes == offset && (start == null || r.Start == start)
                select r.Count).Sum();
    }

    /// <summary>Every sum of the shown pass, as text: two passes over the same records must agree in all of it.</summary>
    public static List<string> Sums(this TestDatabase database)
    {
        using var db = database.Open();
        var shown = Shown(db);
        var counts = (from r in db.RollUps
                      join s in db.Slices on r.SliceId equals s.Id
                      where r.Generation == shown && r.Count != 0
                      select new { s.ApplicationId, s.RevolutionId, s.Dimension, s.Value, r.Measure, r.Grain, r.OffsetMinutes, r.Start, r.Count }).AsEnumerable()
            .Select(r => $"{r.ApplicationId} {r.RevolutionId} {r.Dimension} {r.Value} {r.Measure} {r.Grain} {r.OffsetMinutes} {r.Start:s} = {r.Count}");
        var people = db.PersonCounts.Where(t => t.Generation == shown && t.Trials != 0).AsEnumerable()
            .Select(t => $"{t.ApplicationId} {t.Scope} {t.Cluster} = {t.Trials} {t.Successes}");
        var clusters = db.ClusterCounts.Where(t => t.Generation == shown && t.Clusters != 0).AsEnumerable()
            .Select(t => $"{t.ApplicationId} {t.Scope} = {t.Clusters} {t.Trials} {t.Successes} {t.TrialsSquared} {t.TrialsTimesSuccesses} {t.SuccessesSquared}");
        return [.. counts.Concat(people).Concat(clusters).Order(StringComparer.Ordinal)];
    }

    /// <summary>Begins a new pass over everything, and measures until it is shown.</summary>
    public static async Task MeasureAnewAsync(this TestDatabase database)
    {
        await using (var db = database.Open()) await Generations.BeginAsync(db, database.Now(), TestContext.Current.CancellationToken);
        await database.MeasureAsync();
    }

    private static int Shown(Flywheel.Core.Data.FlywheelDbContext db) =>
        db.MeasureGenerations.AsNoTracking().Where(g => g.ShownAt != null && g.RetiredAt == null).Max(g => g.Id);
}
