using Flywheel.Core;
using Flywheel.Core.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Flywheel.Bench;

/// <summary>A migrated SQLite database in a directory of its own, which goes when it is disposed, with every service of Core.</summary>
internal sealed class BenchDatabase : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly string _directory;

    private BenchDatabase(ServiceProvider services, string directory) => (_services, _directory) = (services, directory);

    public IServiceProvider Services => _services;

    public static async Task<BenchDatabase> CreateAsync()
    {
        var directory = Directory.CreateTempSubdirectory("flywheel-bench-").FullName;
        var location = new DatabaseLocation(DatabaseProvider.Sqlite, $"Data Source={Path.Combine(directory, "flywheel.db")}", directory);
        var services = new ServiceCollection().AddLogging().AddFlywheelCore(location).BuildServiceProvider();
        await services.GetRequiredService<DatabaseStartup>().RunAsync();
        return new(services, directory);
    }

    public Task<FlywheelDbContext> OpenAsync() => Get<IDbContextFactory<FlywheelDbContext>>().CreateDbContextAsync();

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_directory, recursive: true);
    }
}
