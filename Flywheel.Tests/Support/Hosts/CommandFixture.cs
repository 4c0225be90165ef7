using Flywheel.Core.Data;
using Flywheel.Web.Commands;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Flywheel.Tests.Support.Hosts;

/// <summary>The output and the exit code of one command.</summary>
public sealed record CommandResult(int Code, string Output, string Error)
{
    public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>Runs commands as an operator does, on a data directory of their own.</summary>
public sealed class CommandFixture : IDisposable
{
    public string DataDirectory { get; } = Directory.CreateTempSubdirectory("flywheel-operator-").FullName;
    public string? Password { get; set; } = "correct horse battery";
    public string? Typed { get; set; }
    public string Setting => $"--Flywheel:DataDirectory={DataDirectory}";
    public DatabaseLocation Location => new(DatabaseProvider.Sqlite, $"Data Source={Path.Combine(DataDirectory, "flywheel.db")}", DataDirectory);

    public async Task<CommandResult> RunAsync(params string[] words)
    {
        using StringWriter output = new(), error = new();
        var io = new CommandIo(output, error, name => name == "FLYWHEEL_PASSWORD" ? Password : null, () => Typed);
        var code = await CommandLine.RunAsync([.. words, Setting], io, TestContext.Current.CancellationToken);
        return new(code, output.ToString().ReplaceLineEndings("\n"), error.ToString().ReplaceLineEndings("\n"));
    }

    /// <summary>Runs a command that must succeed.</summary>
    public async Task<CommandResult> DoAsync(params string[] words)
    {
        var end = await RunAsync(words);
        Assert.True(end.Code == 0, end.Error);
        return end;
    }

    /// <summary>Looks at or changes the database that the commands work on.</summary>
    public async Task<T> WithDatabaseAsync<T>(Func<FlywheelDbContext, Task<T>> work)
    {
        await using var services = CommandHost.Services(Location);
        await using var db = await services.GetRequiredService<IDbContextFactory<FlywheelDbContext>>().CreateDbContextAsync();
        return await work(db);
    }

    public string PathOf(string name) => Path.Combine(DataDirectory, name);

    public void Dispose()
    {
        using (var pool = new SqliteConnection(Location.ConnectionString)) SqliteConnection.ClearPool(pool);
        Directory.Delete(DataDirectory, recursive: true);
    }
}
