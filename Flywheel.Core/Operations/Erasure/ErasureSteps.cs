using Flywheel.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Operations.Erasure;

/// <summary>The next requests of an erasure, and where it stands after them.</summary>
internal sealed record ErasurePiece(IReadOnlyList<string> Requests, long SignalPosition, long ExposurePosition);

/// <summary>Walks through the requests that an erasure concerns.</summary>
internal sealed class ErasureSteps(FlywheelDbContext db, ErasureTarget target)
{
    private const int PieceSize = 100;

    /// <summary>The requests after a position; null at the end. What is found here is gone or changed before the next call.</summary>
    /// <param name="seen">Requests that were found before by a caller that changes nothing.</param>
    public async Task<ErasurePiece?> NextAsync(long signalPosition, long exposurePosition, IReadOnlySet<string>? seen, CancellationToken cancellationToken)
    {
        if (target.Kind == ErasureKind.Request) return await OneRequestAsync(seen, cancellationToken);
        var signals = await db.Signals.Where(s => s.ApplicationId == target.ApplicationId && s.PersonHash == target.Value && s.Id > signalPosition)
            .OrderBy(s => s.Id).Take(PieceSize).Select(s => new { s.Id, s.Interaction!.RequestId }).ToListAsync(cancellationToken);
        if (signals.Count > 0) return new([.. signals.Select(s => s.RequestId).Distinct()], signals[^1].Id, exposurePosition);
        var uses = await db.Exposures.Where(e => e.ApplicationId == target.ApplicationId && e.PersonHash == target.Value && e.Id > exposurePosition)
            .OrderBy(e => e.Id).Take(PieceSize).Select(e => new { e.Id, e.RequestId }).ToListAsync(cancellationToken);
        if (uses.Count > 0) return new([.. uses.Select(e => e.RequestId).Distinct()], signalPosition, uses[^1].Id);
        var rest = await RestAsync(cancellationToken);
        rest = seen is null ? rest : rest.FindAll(r => !seen.Contains(r));
        return rest.Count > 0 ? new([.. rest.Take(PieceSize)], signalPosition, exposurePosition) : null;
    }

    private async Task<ErasurePiece?> OneRequestAsync(IReadOnlySet<string>? seen, CancellationToken cancellationToken)
    {
        if (seen?.Contains(target.Value) == true) return null;
        var (application, request) = (target.ApplicationId, target.Value);
        var any = await db.Interactions.AnyAsync(i => i.ApplicationId == application && i.RequestId == request, cancellationToken)
            || await db.Exposures.AnyAsync(e => e.ApplicationId == application && e.RequestId == request, cancellationToken)
            || await db.Outcomes.AnyAsync(o => o.ApplicationId == application && o.RequestId == request, cancellationToken)
            || await db.MeasuredInteractions.AnyAsync(m => m.ApplicationId == application && m.RequestId == request, cancellationToken);
        return any ? new([request], 0, 0) : null;
    }

    /// <summary>What outlived the signals that it was made of.</summary>
    private async Task<List<string>> RestAsync(CancellationToken cancellationToken)
    {
        var candidates = await db.Candidates.Where(c => c.ApplicationId == target.ApplicationId && c.PersonHash == target.Value)
            .Select(c => c.RequestId).Distinct().Take(PieceSize * 10).ToListAsync(cancellationToken);
        if (candidates.Count > 0) return candidates;
        return await db.MeasuredInteractions.Where(m => m.ApplicationId == target.ApplicationId && m.PersonHash == target.Value)
            .Select(m => m.RequestId).Distinct().Take(PieceSize * 10).ToListAsync(cancellationToken);
    }
}
