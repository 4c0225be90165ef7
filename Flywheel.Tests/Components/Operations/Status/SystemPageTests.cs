using Bunit;
using Flywheel.Core.Collect;
using Flywheel.Core.Operations;
using Flywheel.Tests.Support;
using Flywheel.Tests.Support.Fixtures;
using Flywheel.Web.Components.Operations.Status;
using Flywheel.Web.Hosting;
using Flywheel.Web.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Flywheel.Tests.Components.Operations.Status;

public sealed class SystemPageTests : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private ShellContext _context = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        await _database.ApplicationAsync();
        _context = new ShellContext();
        _context.Services.AddSingleton<TimeProvider>(_database.Time);
        _context.Services.AddSingleton(_database.Get<SystemStatus>());
        _context.Services.AddSingleton(_database.Get<Flywheel.Core.Curate.Curation.FlywheelStatuses>());
        _context.Services.AddSingleton(_database.Get<Flywheel.Core.Measure.RollUps.MeasureLags>());
        _context.Services.AddSingleton(_database.Location);
        _context.Services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        _context.Services.AddSingleton(Options.Create(new EmailOptions()));
        _context.Services.AddSingleton<Mailer>();
        _context.Services.AddHealthChecks();
    }

    public async ValueTask DisposeAsync()
    {
        await _context.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public void What_is_wrong_is_shown_with_what_to_do()
    {
        var page = _context.Render<SystemPage>();
        page.WaitForAssertion(() => Assert.Contains("no backup yet", page.Find(".ad-advice").TextContent));
        Assert.Contains("flywheel backup FILE", page.Find(".ad-advice").TextContent);
    }

    [Fact]
    public void The_figures_follow_every_five_seconds()
    {
        var page = _context.Render<SystemPage>();
        page.WaitForAssertion(() => Assert.Contains("Curationup to date", Figures(page)));
        _database.Send(SignalFixture.Signal("a", SignalType.Copy));
        _database.Time.Advance(TimeSpan.FromSeconds(5));
        page.WaitForAssertion(() => Assert.Contains("Curation1 signals behind, the oldest 5 s old", Figures(page)));
    }

    private static string Figures(IRenderedComponent<SystemPage> page) => page.Find("[aria-labelledby=figures]").TextContent.Replace("\n", "").Replace("  ", "");
}
