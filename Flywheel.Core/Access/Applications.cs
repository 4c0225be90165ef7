using Flywheel.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Access;

/// <summary>The applications that somebody may see; others are as if they were not there.</summary>
public sealed class Applications(Database database)
{
    /// <summary>The application of that exact name; null where there is none.</summary>
    public async Task<CallerApplication?> FindAsync(Actor actor, string name, CancellationToken cancellationToken)
    {
        await using var db = await database.ReadAsync(cancellationToken);
        return await Project(Visible(db, actor).Where(a => a.Name == name)).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>The only application; null where there are none or several.</summary>
    public async Task<CallerApplication?> OnlyOneAsync(Actor actor, CancellationToken cancellationToken) =>
        await ListAsync(actor, cancellationToken) is [var only] ? only : null;

    /// <summary>All of them, by name.</summary>
    public async Task<IReadOnlyList<CallerApplication>> ListAsync(Actor actor, CancellationToken cancellationToken)
    {
        await using var db = await database.ReadAsync(cancellationToken);
        return await Project(Visible(db, actor).OrderBy(a => a.Name)).ToListAsync(cancellationToken);
    }

    private static IQueryable<Application> Visible(FlywheelDbContext db, Actor actor) => db.Applications.Within(actor.Applications, a => a.Id);

    private static IQueryable<CallerApplication> Project(IQueryable<Application> applications) =>
        applications.Select(a => new CallerApplication(a.Id, a.Name, a.TrainingConsentByDefault));
}
