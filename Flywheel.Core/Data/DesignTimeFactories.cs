using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.Extensions.DependencyInjection;

namespace Flywheel.Core.Data;

/// <summary>For <c>dotnet ef</c>: the model without an application or a database.</summary>
internal sealed class SqliteDesignTimeFactory : IDesignTimeDbContextFactory<SqliteFlywheelDbContext>
{
    public SqliteFlywheelDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteFlywheelDbContext>()
            .UseSqlite("Data Source=:memory:").UseApplicationServiceProvider(IdentitySchema.Services()).Options);
}

/// <summary>For <c>dotnet ef</c>: the model without an application or a database.</summary>
internal sealed class SqlServerDesignTimeFactory : IDesignTimeDbContextFactory<SqlServerFlywheelDbContext>
{
    public SqlServerFlywheelDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqlServerFlywheelDbContext>()
            .UseSqlServer("Server=none", server => server.UseCompatibilityLevel(160))
            .UseApplicationServiceProvider(IdentitySchema.Services()).Options);
}

/// <summary>
/// Identity reads the version of its schema from the application's options, so that every way to make a context must
/// agree on it: version 3 has the passkeys.
/// </summary>
public static class IdentitySchema
{
    /// <summary>Sets the version that the migrations were made with.</summary>
    public static void Configure(IdentityOptions options) => options.Stores.SchemaVersion = IdentitySchemaVersions.Version3;

    internal static IServiceProvider Services() =>
        new ServiceCollection().Configure<IdentityOptions>(Configure).BuildServiceProvider();
}
