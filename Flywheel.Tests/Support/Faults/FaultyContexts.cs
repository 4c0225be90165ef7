using Flywheel.Core.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Tests.Support.Faults;

/// <summary>Contexts of a database that a test can take away for a while.</summary>
public sealed class FaultyContexts(IDbContextFactory<FlywheelDbContext> inner) : IDbContextFactory<FlywheelDbContext>
{
    public bool Broken { get; set; }

    public FlywheelDbContext CreateDbContext() => Broken ? throw new SqliteException("disk I/O error", 10) : inner.CreateDbContext();
}
