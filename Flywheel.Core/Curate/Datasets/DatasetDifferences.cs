using Flywheel.Core.Access;
using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Curate.Exports;
using Flywheel.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Curate.Datasets;

/// <summary>An item behind a difference.</summary>
/// <param name="Input">Its beginning, as of now.</param>
/// <param name="Output">The beginning of what was approved.</param>
/// <param name="Split">Where it stands in the version that has it; in the later one where both do.</param>
public sealed record DifferenceRow(long CandidateId, Split Split, string Input, string Output);

/// <summary>
/// Two versions of one dataset side by side, counted and paged by the database: <see cref="DatasetDiff"/> for people.
/// </summary>
public sealed class DatasetDifferences(Database database)
{
    /// <summary>The most rows of one page.</summary>
    public const int MaxPage = 100;

    /// <summary>How many differences of each kind there are; null where a version is not there.</summary>
    /// <param name="before">The earlier version's number.</param>
    /// <param name="after">The later one's.</param>
    /// <exception cref="UnauthorizedAccessException">The actor is no manager.</exception>
    public async Task<DatasetChangeCounts?> CountAsync(
        Actor actor, int applicationId, string dataset, int before, int after, CancellationToken cancellationToken)
    {
        Demand(actor);
        await using var db = await database.ReadAsync(cancellationToken);
        if (await IdsAsync(db, actor, applicationId, dataset, before, after, cancellationToken) is not { } ids) return null;
        return new(
            await Rows(db, ids, DatasetChangeKind.In).CountAsync(cancellationToken),
            await Rows(db, ids, DatasetChangeKind.Out).CountAsync(cancellationToken),
            await Rows(db, ids, DatasetChangeKind.Edited).CountAsync(cancellationToken));
    }

    /// <summary>The items behind the differences of one kind, by rising id; empty where a version is not there.</summary>
    /// <inheritdoc cref="CountAsync"/>
    public async Task<IReadOnlyList<DifferenceRow>> PageAsync(
        Actor actor, int applicationId, string dataset, int before, int after, DatasetChangeKind kind, int skip, int take, CancellationToken cancellationToken)
    {
        Demand(actor);
        await using var db = await database.ReadAsync(cancellationToken);
        if (await IdsAsync(db, actor, applicationId, dataset, before, after, cancellationToken) is not { } ids) return [];
        var rows = await Rows(db, ids, kind).OrderBy(r => r.CandidateId).Skip(Math.Max(0, skip)).Take(Math.Clamp(take, 1, MaxPage))
            .Select(r => new DifferenceRow(
                r.CandidateId, r.Split, r.Candidate!.Input.Substring(0, CandidateSearch.ExcerptRead),
                (r.Candidate.IdealOutput ?? r.Candidate.ProposedOutput).Substring(0, CandidateSearch.ExcerptRead)))
            .ToListAsync(cancellationToken);
        return rows.ConvertAll(r => r with { Input = TextCut.Beginning(r.Input, CandidateSearch.ExcerptLength), Output = TextCut.Beginning(r.Output, CandidateSearch.ExcerptLength) });
    }

    private static IQueryable<DatasetRow> Rows(FlywheelDbContext db, (long Before, long After) ids, DatasetChangeKind kind)
    {
        var before = db.DatasetRows.Where(r => r.DatasetVersionId == ids.Before);
        var after = db.DatasetRows.Where(r => r.DatasetVersionId == ids.After);
        return kind switch
        {
            DatasetChangeKind.In => after.Where(r => !before.Any(b => b.CandidateId == r.CandidateId)),
            DatasetChangeKind.Out => before.Where(r => !after.Any(a => a.CandidateId == r.CandidateId)),
            _ => after.Where(r => before.Any(b => b.CandidateId == r.CandidateId && b.Hash != r.Hash)),
        };
    }

    private static async Task<(long Before, long After)?> IdsAsync(
        FlywheelDbContext db, Actor actor, int applicationId, string dataset, int before, int after, CancellationToken cancellationToken)
    {
        var found = await db.DatasetVersions.Within(actor.Applications, v => v.Dataset!.ApplicationId)
            .Where(v => v.Complete && v.Dataset!.ApplicationId == applicationId && v.Dataset.Name == dataset && (v.Number == before || v.Number == after))
            .Select(v => new { v.Id, v.Number }).ToListAsync(cancellationToken);
        return found.Find(v => v.Number == before) is { } first && found.Find(v => v.Number == after) is { } second ? (first.Id, second.Id) : null;
    }

    private static void Demand(Actor actor)
    {
        if (!actor.MayManage) throw new UnauthorizedAccessException("Only managers and admins may look into datasets.");
    }
}
