using Flywheel.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Administration;

/// <summary>The applications that there are.</summary>
public sealed class Applications(IDbContextFactory<FlywheelDbContext> contexts)
{
    /// <summary>The application of that exact name; null where there is none.</summary>
    public async Task<CallerApplication?> FindAsync(string name, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await Project(db.Applications.Where(a => a.Name == name)).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>The only application; null where there are none or several.</summary>
    public async Task<CallerApplication?> OnlyOneAsync(CancellationToken cancellationToken) =>
        await ListAsync(cancellationToken) is [var only] ? only : null;

    /// <summary>All of them, by name.</summary>
    public async Task<IReadOnlyList<CallerApplication>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await Project(db.Applications.OrderBy(a => a.Name)).ToListAsync(cancellationToken);
    }

    private static IQueryable<CallerApplication> Project(IQueryable<Application> applications) =>
        applications.Select(a => new CallerApplication(a.Id, a.Name, a.TrainingConsentByDefault));
}
