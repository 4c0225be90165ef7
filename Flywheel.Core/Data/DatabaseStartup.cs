using Flywheel.Core.Curate.Policies;
using Flywheel.Core.Measure.RollUps;
using Flywheel.Core.Measure.Success;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Data;

/// <summary>Brings the database up: makes the data directory, migrates, and puts in what must always be there.</summary>
public sealed class DatabaseStartup(IDbContextFactory<FlywheelDbContext> contexts, DatabaseLocation location, TimeProvider clock)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);

    /// <summary>Safe to call from several processes at once: one migrates, the others wait.</summary>
    public async Task RunAsync(CancellationToken cancellationToken = default)
    {
        Directory.CreateDirectory(location.DataDirectory);
        using var turn = await TakeTurnAsync(cancellationToken);
        using var timeout = BusyDeadline.Extend(Timeout);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await ForgetAbandonedLockAsync(db, cancellationToken);
        var isNew = location.Provider == DatabaseProvider.SqlServer && !(await db.Database.GetAppliedMigrationsAsync(cancellationToken)).Any();
        await db.Database.MigrateAsync(cancellationToken);
        if (location.Provider == DatabaseProvider.SqlServer) await SqlServerSnapshots.DemandAsync(db, isNew, cancellationToken);
        if (location.Provider == DatabaseProvider.Sqlite)
            await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL;", cancellationToken);
        await SeedAsync(db, cancellationToken);
    }

    /// <summary>EF's own lock on SQLite is a row that outlives a crash; a file's lock dies with its process.</summary>
    private async Task<IDisposable?> TakeTurnAsync(CancellationToken cancellationToken)
    {
        if (location.Provider != DatabaseProvider.Sqlite) return null;
        var file = Path.Combine(location.DataDirectory, "migrate.lock");
        for (var waited = TimeSpan.Zero; ; waited += TimeSpan.FromMilliseconds(100))
        {
            try
            {
                return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (waited < Timeout)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), clock, cancellationToken);
            }
        }
    }

    private async Task ForgetAbandonedLockAsync(FlywheelDbContext db, CancellationToken cancellationToken)
    {
        if (location.Provider != DatabaseProvider.Sqlite) return;
        await db.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\";", cancellationToken);
    }

    private async Task SeedAsync(FlywheelDbContext db, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        if (!await db.CurationPolicies.AnyAsync(cancellationToken))
        {
            db.CurationPolicies.Add(new() { Number = 1, Document = new CurationPolicy().ToJson(), CreatedAt = now, CreatedBy = "system" });
            foreach (var role in Roles.All) db.Roles.Add(new(role) { NormalizedName = role.ToUpperInvariant() });
        }

        if (!await db.Revolutions.AnyAsync(cancellationToken))
        {
            db.SuccessDefinitions.Add(new() { Number = 1, Document = new SuccessDefinition().ToJson(), CreatedAt = now, CreatedBy = "system" });
            db.Revolutions.Add(new() { Id = 1, Name = "Revolution 1", StartedAt = now, Open = 1 });
            db.MeasureGenerations.Add(new() { Id = 1, DefinitionVersion = 1, Form = MeasureGeneration.CurrentForm, StartedAt = now, ShownAt = now });
            db.RollUpOffsets.Add(new() { Generation = 1, OffsetMinutes = 0, FilledThrough = long.MaxValue });
        }

        try
        {
            await db.SaveChangesAsync(cancellationToken);
            await Generations.RenewAsync(db, now, cancellationToken);
        }
        catch (DbUpdateException exception) when (exception.IsDuplicateKey())
        {
            // Another node was first.
        }
    }
}
