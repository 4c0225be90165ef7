using System.Net.Http.Headers;
using System.Net.Http.Json;
using Flywheel.Core;
using Flywheel.Core.Access;
using Flywheel.Core.Access.Keys;
using Flywheel.Core.Curate.Curation;
using Flywheel.Core.Data;
using Flywheel.Core.Measure.RollUps;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Flywheel.E2E.Support;

/// <summary>The real application on a real port of this machine, with a data directory of its own.</summary>
public sealed class AppUnderTest : WebApplicationFactory<Program>
{
    /// <summary>The password of everybody whom the tests make.</summary>
    public const string Password = "Fresh-plums-in-winter-7";

    private readonly string _directory = Path.Combine(Path.GetTempPath(), $"flywheel-e2e-{Guid.NewGuid():N}");

    private readonly bool _demo;

    /// <summary>Starts it; it listens when this returns.</summary>
    /// <param name="demo">With the example in its database.</param>
    public AppUnderTest(bool demo = false)
    {
        _demo = demo;
        CapturedOutput.Listen();
        UseKestrel(0);
        StartServer();
        Url = new UriBuilder(ClientOptions.BaseAddress) { Host = "localhost" }.Uri;
    }

    /// <summary>Where a browser finds it. A name and not a number: passkeys refuse numbers.</summary>
    public Uri Url { get; }

    /// <summary>The one-time link that the start printed.</summary>
    public string PrintedLink => CapturedOutput.Find($"{Url}setup?token=") ?? throw new InvalidOperationException("No link was printed.");

    public FlywheelDbContext Open() => Services.GetRequiredService<IDbContextFactory<FlywheelDbContext>>().CreateDbContext();

    /// <summary>Makes a person, whose address is the name at example.org; the result is the id.</summary>
    public async Task<string> PersonAsync(string name, string role)
    {
        await using var scope = Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<Member>>();
        var member = new Member { UserName = $"{name}@example.org", Email = $"{name}@example.org", DisplayName = name };
        Assert.True((await users.CreateAsync(member, Password)).Succeeded);
        Assert.True((await users.AddToRoleAsync(member, role)).Succeeded);
        return member.Id;
    }

    /// <summary>A client with a new key of the application.</summary>
    public async Task<HttpClient> KeyAsync(string application = "shop")
    {
        var keys = Services.GetRequiredService<ApplicationKeys>();
        return Client((await keys.CreateAsync(Actor.System, application, "e2e", Scopes.Ingest | Scopes.Read | Scopes.Export, null)).Secret);
    }

    /// <summary>A client that sends this secret.</summary>
    public HttpClient Client(string secret)
    {
        var client = new HttpClient { BaseAddress = Url, Timeout = TimeSpan.FromSeconds(60) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        return client;
    }

    /// <summary>Sends corrections as an application does, and waits until all of them are curated.</summary>
    public async Task SendAsync(HttpClient key, params IEnumerable<Correction> corrections)
    {
        var answer = await key.PostAsJsonAsync("/v1/feedback/batch", corrections.Select(c => c.ToBody()), TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        await CuratedAsync();
    }

    /// <summary>Waits until everything stored is measured: figures stand still from then on.</summary>
    public Task MeasuredAsync() => Services.GetRequiredService<Measurer>().CatchUpAsync(TestContext.Current.CancellationToken);

    public Task CuratedAsync() => Services.GetRequiredService<Curator>().CatchUpAsync(TestContext.Current.CancellationToken);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        using (var pool = new SqliteConnection($"Data Source={Path.Combine(_directory, "flywheel.db")}")) SqliteConnection.ClearPool(pool);
        if (!Directory.Exists(_directory)) return;
        try
        {
            Directory.Delete(_directory, recursive: true);
        }
        catch (IOException)
        {
            // A folder in the system's temporary files that a reader still holds.
        }
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder) => builder
        .UseSetting("Flywheel:DataDirectory", _directory)
        .UseSetting("Flywheel:SignIn:AttemptsPerMinutePerAddress", "0")
        .UseSetting("Flywheel:Demo", _demo ? "true" : "false")
        .UseSetting("Flywheel:Collect:SignalsPerSecondPerKey", "0")
        .UseSetting("Logging:LogLevel:Default", "Warning");
}
