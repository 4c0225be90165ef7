using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Flywheel.Core.Data;

/// <summary>Registers the context factory for the configured provider.</summary>
public static class DatabaseRegistration
{
    /// <summary>Adds <see cref="IDbContextFactory{TContext}"/> of <see cref="FlywheelDbContext"/> and what the data layer needs.</summary>
    public static IServiceCollection AddFlywheelDatabase(this IServiceCollection services, DatabaseLocation location)
    {
        services.AddSingleton(location);
        if (location.Provider == DatabaseProvider.Sqlite)
        {
            services.AddPooledDbContextFactory<SqliteFlywheelDbContext>(options => options
                .UseSqlite(location.ConnectionString).AddInterceptors(new SqlitePragmas(location.BusyLimit)));
            services.AddSingleton<IDbContextFactory<FlywheelDbContext>, ContextFactory<SqliteFlywheelDbContext>>();
        }
        else
        {
            services.AddPooledDbContextFactory<SqlServerFlywheelDbContext>(options => options
                .UseSqlServer(location.ConnectionString, server => server.UseCompatibilityLevel(160)).AddInterceptors(new SqlServerSession(location.BusyLimit)));
            services.AddSingleton<IDbContextFactory<FlywheelDbContext>, ContextFactory<SqlServerFlywheelDbContext>>();
        }

        services.AddScoped(provider => provider.GetRequiredService<IDbContextFactory<FlywheelDbContext>>().CreateDbContext());
        services.AddSingleton<WriteGate>();
        services.AddSingleton<Database>();
        services.AddSingleton<DatabaseStartup>();
        return services;
    }

    private sealed class ContextFactory<TContext>(IDbContextFactory<TContext> inner) : IDbContextFactory<FlywheelDbContext>
        where TContext : FlywheelDbContext
    {
        public FlywheelDbContext CreateDbContext() => inner.CreateDbContext();

        public async Task<FlywheelDbContext> CreateDbContextAsync(CancellationToken cancellationToken = default) =>
            await inner.CreateDbContextAsync(cancellationToken);
    }
}
