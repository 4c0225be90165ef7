using Flywheel.Core.Curate.Datasets;
using Flywheel.Core.Curate.Policies.Backtests;
using Flywheel.Core.Data;
using Flywheel.Core.Measure.RollUps;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Operations.Erasure;

/// <summary>A segment, variant or model version that a client named.</summary>
internal sealed record NamedValue(Dimension Dimension, string Value);

/// <summary>
/// Forgets the names that only erased records had, where they outlive the records: the slices of charts with their roll-ups, the filters of
/// dataset manifests, and the results of backtests. A name that any record still has stays. In the caller's transaction.
/// </summary>
internal sealed class ErasedNames(FlywheelDbContext db, int applicationId)
{
    /// <summary>The names that the records of a scope have; before they are removed.</summary>
    public async Task<IReadOnlySet<NamedValue>> ReadAsync(ErasureScope scope, CancellationToken cancellationToken)
    {
        var names = new HashSet<NamedValue>();
        var (signals, exposures, candidates) = (scope.Signals.Keys.ToList(), scope.Exposures, scope.Candidates);
        void Add(string? segment, string? variant, string? model)
        {
            if (segment is not null) names.Add(new(Dimension.Segment, segment));
            if (variant is not null) names.Add(new(Dimension.Variant, variant));
            if (model is not null) names.Add(new(Dimension.ModelVersion, model));
        }

        foreach (var s in await db.Signals.Where(s => signals.Contains(s.Id)).Select(s => new { s.Segment, s.Variant, s.ModelVersion }).Distinct().ToListAsync(cancellationToken))
            Add(s.Segment, s.Variant, s.ModelVersion);
        foreach (var e in await db.Exposures.Where(e => exposures.Contains(e.Id)).Select(e => new { e.Segment, e.Variant, e.ModelVersion }).Distinct().ToListAsync(cancellationToken))
            Add(e.Segment, e.Variant, e.ModelVersion);
        foreach (var c in await db.Candidates.Where(c => candidates.Contains(c.Id)).Select(c => new { c.Segment, c.ModelVersion }).Distinct().ToListAsync(cancellationToken))
            Add(c.Segment, null, c.ModelVersion);
        return names;
    }

    /// <summary>Forgets those of them that nothing has any more; after the records are gone and measured anew.</summary>
    public async Task ForgetAsync(IReadOnlySet<NamedValue> names, CancellationToken cancellationToken)
    {
        var segments = new List<string>();
        foreach (var name in names)
        {
            if (await IsCountedAsync(name, cancellationToken) || await IsRecordedAsync(name, cancellationToken)) continue;
            await RemoveSlicesAsync(name, cancellationToken);
            if (name.Dimension == Dimension.Segment) segments.Add(name.Value);
        }

        if (segments.Count == 0) return;
        await ClearManifestsAsync(segments, cancellationToken);
        await ClearBacktestsAsync(segments, cancellationToken);
    }

    private IQueryable<Slice> Slices(NamedValue name) =>
        db.Slices.Where(s => s.ApplicationId == applicationId && s.Dimension == name.Dimension && s.Value == name.Value);

    /// <summary>The cheap question first: a name that is in use has roll-ups that are not zero, as soon as it is measured.</summary>
    private Task<bool> IsCountedAsync(NamedValue name, CancellationToken cancellationToken)
    {
        var slices = Slices(name).Select(s => s.Id);
        var passes = db.MeasureGenerations.Where(g => g.RetiredAt == null).Select(g => g.Id);
        return db.RollUps.AnyAsync(r => passes.Contains(r.Generation) && slices.Contains(r.SliceId) && r.Count != 0, cancellationToken);
    }

    private async Task<bool> IsRecordedAsync(NamedValue name, CancellationToken cancellationToken)
    {
        var (application, value) = (applicationId, name.Value);
        return name.Dimension switch
        {
            Dimension.Segment => await db.Signals.AnyAsync(s => s.ApplicationId == application && s.Segment == value, cancellationToken)
                || await db.Exposures.AnyAsync(e => e.ApplicationId == application && e.Segment == value, cancellationToken)
                || await db.Candidates.AnyAsync(c => c.ApplicationId == application && c.Segment == value, cancellationToken),
            Dimension.Variant => await db.Signals.AnyAsync(s => s.ApplicationId == application && s.Variant == value, cancellationToken)
                || await db.Exposures.AnyAsync(e => e.ApplicationId == application && e.Variant == value, cancellationToken),
            _ => await db.Signals.AnyAsync(s => s.ApplicationId == application && s.ModelVersion == value, cancellationToken)
                || await db.Exposures.AnyAsync(e => e.ApplicationId == application && e.ModelVersion == value, cancellationToken)
                || await db.Candidates.AnyAsync(c => c.ApplicationId == application && c.ModelVersion == value, cancellationToken),
        };
    }

    private async Task RemoveSlicesAsync(NamedValue name, CancellationToken cancellationToken)
    {
        var ids = await Slices(name).Select(s => s.Id).ToListAsync(cancellationToken);
        if (ids.Count == 0) return;
        await db.RollUps.Where(r => ids.Contains(r.SliceId)).ExecuteDeleteAsync(cancellationToken);
        await db.Slices.Where(s => ids.Contains(s.Id)).ExecuteDeleteAsync(cancellationToken);
    }

    private async Task ClearManifestsAsync(List<string> segments, CancellationToken cancellationToken)
    {
        var versions = await db.DatasetVersions.Where(v => v.Complete && v.Dataset!.ApplicationId == applicationId)
            .Select(v => new { v.Id, v.Manifest }).ToListAsync(cancellationToken);
        foreach (var version in versions)
        {
            var manifest = DatasetManifest.Parse(version.Manifest);
            if (manifest.Filter.Segments?.Any(segments.Contains) != true) continue;
            var cleared = (manifest with { Filter = manifest.Filter with { Segments = [.. manifest.Filter.Segments.Except(segments)] } }).ToJson();
            await db.DatasetVersions.Where(v => v.Id == version.Id).ExecuteUpdateAsync(set => set.SetProperty(v => v.Manifest, cleared), cancellationToken);
        }
    }

    private async Task ClearBacktestsAsync(List<string> segments, CancellationToken cancellationToken)
    {
        var application = await db.Applications.Where(a => a.Id == applicationId).Select(a => a.Name).SingleAsync(cancellationToken);
        var drafts = await db.PolicyDrafts.Where(d => d.Backtest != null).Select(d => new { d.Id, d.Backtest }).ToListAsync(cancellationToken);
        foreach (var draft in drafts)
        {
            var cleared = BacktestResult.Parse(draft.Backtest!).Without(application, segments).ToJson();
            if (cleared != draft.Backtest)
                await db.PolicyDrafts.Where(d => d.Id == draft.Id).ExecuteUpdateAsync(set => set.SetProperty(d => d.Backtest, cleared), cancellationToken);
        }
    }
}
