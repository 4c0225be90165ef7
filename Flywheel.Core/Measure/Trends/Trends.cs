using System.Data.Common;
using Flywheel.Core.Access;
using Flywheel.Core.Data;
using Flywheel.Core.Measure.RollUps;
using Flywheel.Core.Measure.Success;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Measure.Trends;

/// <summary>Success and signals over time, from the roll-ups: as fast with ten million signals as with ten thousand.</summary>
public sealed class Trends(Database database)
{
    /// <summary>A chart does not wait longer for what only makes later ones quicker.</summary>
    private static readonly TimeSpan LongestKeeping = TimeSpan.FromSeconds(1);

    /// <summary>The most lines of a split; what is smaller is drawn together.</summary>
    public const int MostLines = 10;

    private const int MostReleases = 20;

    /// <summary>Answers a question about time, from the applications that the actor may see.</summary>
    /// <exception cref="ArgumentException">The range is empty, too long, or has too many periods.</exception>
    public async Task<Trend> ReadAsync(Actor actor, TrendQuery query, CancellationToken cancellationToken)
    {
        var periods = TrendPeriods.Of(query);
        var access = actor.Applications.Narrowed(query.ApplicationId);
        await using var db = await database.ReadAsync(cancellationToken);
        var shown = await Generations.ShownAsync(db, cancellationToken);
        var reader = new RollUpReader(db, shown.Id, query.Zone, periods);
        await reader.PrepareAsync(cancellationToken);
        var effects = await ClusterEffects.ReadAsync(
            db, shown.Id, access, [.. periods.Periods.Select(p => ScopeOf(query, p)).Concat(MonthsOf(periods)).Distinct()], cancellationToken);
        var reporters = await OutcomeReporters.ReadAsync(db, shown.Id, access, periods.Start, periods.End, cancellationToken);
        var slices = await SlicesAsync(db, query, access, reporters.Any, cancellationToken);
        var builder = new TrendBuilder(query, periods, effects, reporters, slices.ToDictionary(s => s.Id, s => s.ApplicationId));
        var all = slices.FindAll(s => s.Dimension == Dimension.All);
        builder.AddAll(await reader.ReadAsync([.. all.Select(s => s.Id)], null, cancellationToken));
        if (reporters.Any) await PartsAsync(slices, reporters, reader, builder, cancellationToken);
        if (query.Split != TrendSplit.None) await SplitAsync(db, query, slices, reader, builder, cancellationToken);
        var marks = await MarksAsync(db, access, periods, cancellationToken);
        var recomputing = await Generations.BuildingAsync(db, cancellationToken) is not null;
        await KeepDaysAsync(shown.Id, reader.Wanted, cancellationToken);
        return builder.Build(marks, shown.DefinitionVersion, recomputing);
    }

    /// <summary>The scope within which people of a period are counted once.</summary>
    internal static string ScopeOf(TrendQuery query, TrendPeriod period)
    {
        var middle = Middle(period);
        return query.Step is TrendStep.Hour or TrendStep.Day ? CountScopes.Day(middle) : CountScopes.Month(middle);
    }

    /// <summary>The months within which people of a range are counted once.</summary>
    internal static IEnumerable<string> MonthsOf(TrendPeriods periods) => periods.Periods.Select(p => CountScopes.Month(Middle(p))).Distinct();

    private static DateTime Middle(TrendPeriod period) => period.Start + ((period.End - period.Start) / 2);

    private static Dimension DimensionOf(TrendSplit split) => split switch
    {
        TrendSplit.Segment => Dimension.Segment,
        TrendSplit.Variant => Dimension.Variant,
        TrendSplit.ModelVersion => Dimension.ModelVersion,
        _ => Dimension.All,
    };

    private static async Task<List<Slice>> SlicesAsync(FlywheelDbContext db, TrendQuery query, ApplicationAccess access, bool outcomes, CancellationToken cancellationToken)
    {
        var dimension = DimensionOf(query.Split);
        return await db.Slices.AsNoTracking()
            .Where(s => s.RevolutionId == 0 && (s.Dimension == Dimension.All || s.Dimension == dimension
                || (outcomes && (s.Dimension == Dimension.Segment || s.Dimension == Dimension.ModelVersion)))).Within(access, s => s.ApplicationId)
            .ToListAsync(cancellationToken);
    }

    /// <summary>What the rate of the whole range is made of by segment, and whose outcomes are reported.</summary>
    private static async Task PartsAsync(List<Slice> slices, OutcomeReporters reporters, RollUpReader reader, TrendBuilder builder, CancellationToken cancellationToken)
    {
        var segments = slices.FindAll(s => s.Dimension == Dimension.Segment);
        var models = slices.FindAll(s => s.Dimension == Dimension.ModelVersion && reporters.Contains(s.ApplicationId));
        var counts = await reader.SumAsync([.. segments.Select(s => s.Id)], Measures.Success, cancellationToken);
        builder.Segments = [.. segments.Where(s => counts.ContainsKey(s.Id)).Select(s => reporters.PartOf(s.ApplicationId, s.Value, counts[s.Id]))];
        builder.Models = RollUpCounts.SharesOf(models, await reader.SumAsync([.. models.Select(s => s.Id)], RollUpCounts.OfShares, cancellationToken));
    }

    /// <summary>The largest values are read whole; the rest is what is left of everything.</summary>
    private static async Task SplitAsync(
        FlywheelDbContext db, TrendQuery query, List<Slice> slices, RollUpReader reader, TrendBuilder builder, CancellationToken cancellationToken)
    {
        var byApplication = query.Split == TrendSplit.Application;
        var names = byApplication ? await db.Applications.ToDictionaryAsync(a => a.Id, a => a.Name, cancellationToken) : [];
        var dimension = DimensionOf(query.Split);
        var named = slices.Where(s => s.Dimension == dimension).ToDictionary(s => s.Id, s => byApplication ? names[s.ApplicationId] : s.Value);
        var sizes = await reader.ReadAsync(named.Keys, [Measures.Interactions], cancellationToken);
        var largest = sizes.GroupBy(r => named[r.SliceId]).Where(g => g.Key != Slice.Rest)
            .OrderByDescending(g => g.Sum(r => r.Count)).ThenBy(g => g.Key, StringComparer.Ordinal).Take(MostLines).Select(g => g.Key).ToList();
        var wanted = named.Where(n => largest.Contains(n.Value)).Select(n => n.Key).ToList();
        IReadOnlyList<string> measures = query.Signal is null ? Measures.Success : [.. Measures.Success, Measures.Signal(query.Signal)];
        var read = (await reader.ReadAsync(wanted, measures, cancellationToken)).ToLookup(r => named[r.SliceId]);
        foreach (var name in largest) builder.AddLine(name, [.. read[name]], byApplication ? names.First(n => n.Value == name).Key : null);
        builder.AddRest();
    }

    private static async Task<List<TrendMark>> MarksAsync(FlywheelDbContext db, ApplicationAccess access, TrendPeriods periods, CancellationToken cancellationToken)
    {
        var (from, to) = (periods.Start, periods.End);
        var revolutions = await db.Revolutions.Where(r => r.StartedAt >= from && r.StartedAt < to)
            .Select(r => new TrendMark(r.StartedAt, TrendMarkKind.Revolution, r.Name)).ToListAsync(cancellationToken);
        var definitions = await db.SuccessDefinitions.Where(d => d.Number > 1 && d.CreatedAt >= from && d.CreatedAt < to)
            .Select(d => new TrendMark(d.CreatedAt, TrendMarkKind.Definition, "Success definition " + d.Number)).ToListAsync(cancellationToken);
        var releases = await db.Slices
            .Where(s => s.RevolutionId == 0 && s.Dimension == Dimension.ModelVersion && s.Value != "" && s.Value != Slice.Rest && s.FirstAt >= from && s.FirstAt < to)
            .Within(access, s => s.ApplicationId)
            .OrderByDescending(s => s.FirstAt).Take(MostReleases)
            .Select(s => new TrendMark(s.FirstAt, TrendMarkKind.Release, s.Value)).ToListAsync(cancellationToken);
        return [.. revolutions.Concat(definitions).Concat(releases).OrderBy(m => m.At)];
    }

    /// <summary>From the next time on, days in this zone come from rows of their own.</summary>
    private async Task KeepDaysAsync(int generation, IReadOnlyCollection<short> offsets, CancellationToken cancellationToken)
    {
        if (offsets.Count == 0) return;
        try
        {
            await database.WriteAsync(
                async db =>
                {
                    // Somebody else may have asked at the same moment.
                    var kept = await db.RollUpOffsets.Where(o => o.Generation == generation).Select(o => o.OffsetMinutes).ToListAsync(cancellationToken);
                    db.RollUpOffsets.AddRange(offsets.Except(kept).Select(o => new RollUpOffset { Generation = generation, OffsetMinutes = o }));
                    return true;
                },
                LongestKeeping,
                cancellationToken);
        }
        catch (DbException exception) when (exception.IsBusy())
        {
            // The figures do not depend on it.
        }
    }
}
