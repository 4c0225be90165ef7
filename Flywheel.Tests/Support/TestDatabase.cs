using Flywheel.Core;
using Flywheel.Core.Data;
using Flywheel.Tests.Support.SqlServer;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Flywheel.Tests.Support;

/// <summary>
/// A fresh, migrated database with every service of Core and a clock that the test moves. SQLite in a directory of its
/// own; on SQL Server, when <c>FLYWHEEL_TEST_SQLSERVER</c> holds the connection string of a server, one of the run's few databases,
/// emptied since its last use.
/// </summary>
public sealed class TestDatabase : IAsyncDisposable
{
    /// <summary>Where the connection string of a SQL Server is looked for.</summary>
    public const string ServerVariable = "FLYWHEEL_TEST_SQLSERVER";

    /// <summary>The server's connection string; null where the tests run on SQLite.</summary>
    public static string? Server { get; } = Environment.GetEnvironmentVariable(ServerVariable) is { Length: > 0 } server ? server : null;

    // One for all tests: EF compiles a query once for each set of interceptors.
    private static readonly IdentityInserts NumberedRows = new();
    private readonly ServiceProvider _services;

    private TestDatabase(ServiceProvider services, DatabaseLocation location, FakeTimeProvider time)
    {
        _services = services;
        Location = location;
        Time = time;
    }

    public IServiceProvider Services => _services;
    public DatabaseLocation Location { get; }
    public FakeTimeProvider Time { get; }

    /// <summary>Makes one. <paramref name="configure"/> adds to or replaces services.</summary>
    public static async Task<TestDatabase> CreateAsync(Action<IServiceCollection>? configure = null)
    {
        var location = NewLocation();
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<TimeProvider>(time);
        services.AddFlywheelCore(location);
        SqlServerTranslationCheck.AddTo(services);
        SingleReaderCheck.AddTo(services);
        services.ConfigureDbContext<SqlServerFlywheelDbContext>(options => options.AddInterceptors(NumberedRows));
        configure?.Invoke(services);
        var database = new TestDatabase(services.BuildServiceProvider(validateScopes: true), location, time);
        await database.Get<DatabaseStartup>().RunAsync();
        return database;
    }

    /// <summary>A singleton service.</summary>
    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    /// <summary>A context of its own; the caller disposes it.</summary>
    public FlywheelDbContext Open() => Get<IDbContextFactory<FlywheelDbContext>>().CreateDbContext();

    /// <summary>The database as another process sees it: with a write gate of its own.</summary>
    public Database OfAnotherNode() => new(Get<IDbContextFactory<FlywheelDbContext>>(), new(Location));

    /// <summary>Stores rows through a context of their own.</summary>
    public async Task StoreAsync(params object[] rows)
    {
        await using var db = Open();
        db.AddRange(rows);
        await db.SaveChangesAsync();
    }

    /// <summary>Gives a stored person a role.</summary>
    public async Task GrantAsync(string memberId, string role)
    {
        await using var db = Open();
        db.UserRoles.Add(new() { UserId = memberId, RoleId = await db.Roles.Where(r => r.Name == role).Select(r => r.Id).SingleAsync() });
        await db.SaveChangesAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (Location.Provider == DatabaseProvider.SqlServer)
        {
            await using var db = Open();
            await ServerDatabases.ReturnAsync(db);
        }

        await _services.DisposeAsync();
        if (Location.Provider == DatabaseProvider.Sqlite)
        {
            await using var pool = new SqliteConnection(Location.ConnectionString);
            SqliteConnection.ClearPool(pool);
        }

        Remove(Location.DataDirectory);
    }

    /// <summary>Something that is just ending may still write to the directory; then the rest is deleted a moment later.</summary>
    private static void Remove(string directory)
    {
        for (var attempt = 1; Directory.Exists(directory); attempt++)
        {
            try
            {
                Directory.Delete(directory, recursive: true);
            }
            catch (IOException) when (attempt < 20)
            {
                Thread.Sleep(50);
            }
        }
    }

    private static DatabaseLocation NewLocation()
    {
        var name = $"flywheel-test-{Guid.NewGuid():N}";
        var directory = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), name)).FullName;
        return Server is null
            ? new(DatabaseProvider.Sqlite, $"Data Source={Path.Combine(directory, "flywheel.db")}", directory)
            : new(DatabaseProvider.SqlServer, new SqlConnectionStringBuilder(Server) { InitialCatalog = ServerDatabases.Rent() }.ConnectionString, directory);
    }
}
