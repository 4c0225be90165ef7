using Flywheel.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Access;

/// <summary>The applications that somebody may see; others are as if they were not there.</summary>
public sealed class Applications(IDbContextFactory<FlywheelDbContext> contexts)
{
    /// <summary>The application of that exact name; null where there is none.</summary>
    public async Task<CallerApplication?> FindAsync(Actor who, string name, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await Project(Visible(db, who).Where(a => a.Name == name)).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>The only application; null where there are none or several.</summary>
    public async Task<CallerApplication?> OnlyOneAsync(Actor who, CancellationToken cancellationToken) =>
        await ListAsync(who, cancellationToken) is [var only] ? only : null;

    /// <summary>All of them, by name.</summary>
    public async Task<IReadOnlyList<CallerApplication>> ListAsync(Actor who, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await Project(Visible(db, who).OrderBy(a => a.Name)).ToListAsync(cancellationToken);
    }

    private static IQueryable<Application> Visible(FlywheelDbContext db, Actor who) => db.Applications.Within(who.Applications, a => a.Id);

    private static IQueryable<CallerApplication> Project(IQueryable<Application> applications) =>
        applications.Select(a => new CallerApplication(a.Id, a.Name, a.TrainingConsentByDefault));
}
