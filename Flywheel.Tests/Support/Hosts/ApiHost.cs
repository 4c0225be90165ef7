using System.Net.Http.Headers;
using Flywheel.Core;
using Flywheel.Core.Access;
using Flywheel.Core.Access.Keys;
using Flywheel.Core.Curate.Curation;
using Flywheel.Core.Data;
using Flywheel.Tests.Support.Fixtures;
using Flywheel.Tests.Support.SqlServer;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Flywheel.Tests.Support.Hosts;

/// <summary>The real application in this process, on a data directory of its own, with keys and people made on demand.</summary>
public sealed class ApiHost : WebApplicationFactory<Program>, IAsyncLifetime
{
    private readonly string _directory = Path.Combine(Path.GetTempPath(), $"flywheel-api-{Guid.NewGuid():N}");
    private readonly Dictionary<string, string> _settings = new() { ["Flywheel:Collect:SignalsPerSecondPerKey"] = "0" };
    private Action<IServiceCollection>? _configure;

    /// <summary>A setting of this host; before its first use.</summary>
    public ApiHost With(string key, string value)
    {
        _settings[key] = value;
        return this;
    }

    /// <summary>Replaces services; before its first use.</summary>
    public ApiHost With(Action<IServiceCollection> configure)
    {
        _configure = configure;
        return this;
    }

    public FlywheelDbContext Open() => Services.GetRequiredService<IDbContextFactory<FlywheelDbContext>>().CreateDbContext();

    /// <summary>A client with a new key of the application.</summary>
    public async Task<HttpClient> ClientAsync(string application = "shop", Scopes scopes = Scopes.Ingest | Scopes.Read | Scopes.Export)
    {
        var keys = Services.GetRequiredService<ApplicationKeys>();
        return Bearer((await keys.CreateAsync(Actor.System, application, "test", scopes, null)).Secret);
    }

    /// <summary>A client with a token of a new person.</summary>
    public async Task<HttpClient> PersonAsync(string name, string role = Roles.Reviewer, Scopes scopes = Scopes.Review | Scopes.Read)
    {
        var id = await MemberAsync(name, role);
        var tokens = Services.GetRequiredService<PersonalTokens>();
        return Bearer((await tokens.CreateAsync(new Actor(id, name, role, ApplicationAccess.All), id, "test", scopes, null)).Secret);
    }

    /// <summary>Makes a person; the result is the id.</summary>
    public async Task<string> MemberAsync(string name, string role)
    {
        await using var scope = Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<Member>>();
        var member = new Member { UserName = $"{name}@example.org", Email = $"{name}@example.org", DisplayName = name };
        Assert.True((await users.CreateAsync(member)).Succeeded);
        Assert.True((await users.AddToRoleAsync(member, role)).Succeeded);
        return member.Id;
    }

    /// <summary>Waits until everything stored is curated.</summary>
    public Task CuratedAsync() => Services.GetRequiredService<Curator>().CatchUpAsync(TestContext.Current.CancellationToken);

    public HttpClient Bearer(string secret)
    {
        var client = CreateDefaultClient(ClientOptions.BaseAddress, new OpenApiResponseCheck(() => CreateDefaultClient(ClientOptions.BaseAddress).GetStringAsync("/openapi/v1.json")));
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        return client;
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        SqliteConnection.ClearAllPools();
        if (Directory.Exists(_directory)) Directory.Delete(_directory, recursive: true);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        // As it is run: in Development a bad request is an exception, and more is mapped.
        builder.UseEnvironment("Production").UseSetting("ReloadStaticAssetsAtRuntime", "false");
        builder.UseSetting("Flywheel:DataDirectory", _directory);
        foreach (var (key, value) in _settings) builder.UseSetting(key, value);
        builder.ConfigureServices(SqlServerTranslationCheck.AddTo);
        builder.ConfigureServices(SingleReaderCheck.AddTo);
        if (_configure is not null) builder.ConfigureServices(_configure);
    }
}
