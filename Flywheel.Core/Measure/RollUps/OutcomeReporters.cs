using Flywheel.Core.Access;
using Flywheel.Core.Data;
using Flywheel.Core.Measure.Success;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Measure.RollUps;

/// <summary>
/// Which applications report outcomes, for a question about some time. It is decided once for the whole of it, so that no chart
/// changes from outcomes to signals on its way.
/// </summary>
internal sealed class OutcomeReporters
{
    /// <summary>Outcomes that came so long before the end of the time count as well: they may be late.</summary>
    private static readonly TimeSpan Around = TimeSpan.FromDays(90);

    private readonly IReadOnlySet<int> _reporting;
    private readonly IReadOnlyDictionary<int, string> _names;

    private OutcomeReporters(IReadOnlySet<int> reporting, IReadOnlyDictionary<int, string> names) => (_reporting, _names) = (reporting, names);

    /// <summary>Those that reported an outcome within a range, or in the 90 days before its end.</summary>
    public static async Task<OutcomeReporters> ReadAsync(
        FlywheelDbContext db, int generation, ApplicationAccess access, DateTime from, DateTime to, CancellationToken cancellationToken)
    {
        var first = (from < to - Around ? from : to - Around).Date;
        var reporting = await (from s in db.Slices.Within(access, s => s.ApplicationId)
                               join r in db.RollUps on s.Id equals r.SliceId
                               where s.RevolutionId == 0 && s.Dimension == Dimension.All && r.Generation == generation && r.Grain == Grain.Day && r.OffsetMinutes == 0
                                   && r.Measure == Measures.Reported && r.Count > 0 && r.Start >= first && r.Start < to
                               select s.ApplicationId).Distinct().ToListAsync(cancellationToken);
        return await OfAsync(db, access, reporting.ToHashSet(), cancellationToken);
    }

    /// <summary>Those that are known to report.</summary>
    public static async Task<OutcomeReporters> OfAsync(FlywheelDbContext db, ApplicationAccess access, IReadOnlySet<int> reporting, CancellationToken cancellationToken) =>
        new(reporting, await db.Applications.Within(access, a => a.Id).ToDictionaryAsync(a => a.Id, a => a.Name, cancellationToken));

    /// <summary>Does an application report outcomes?</summary>
    public bool Contains(int applicationId) => _reporting.Contains(applicationId);

    /// <summary>Does any?</summary>
    public bool Any => _reporting.Count > 0;

    /// <summary>Periods without interactions are by the method of the others.</summary>
    public IReadOnlyList<SuccessPart> Nothing(int? applicationId) =>
        [.. _reporting.Where(r => applicationId is null || r == applicationId).Order().Select(r => PartOf(r, "", new Dictionary<string, long>()))];

    /// <summary>An application's counts as a part of the estimate.</summary>
    public SuccessPart PartOf(int applicationId, string segment, IReadOnlyDictionary<string, long> counts) =>
        RollUpCounts.PartOf(_names.GetValueOrDefault(applicationId) ?? $"application {applicationId}", segment, Contains(applicationId), counts);
}
