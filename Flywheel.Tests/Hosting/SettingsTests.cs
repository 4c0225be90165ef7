using System.Net;
using Flywheel.Core.Collect.Intake;
using Flywheel.Web.Hosting;
using Flywheel.Web.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Flywheel.Tests.Hosting;

public sealed class SettingsTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("flywheel-settings-").FullName;

    [Fact]
    public void Without_settings_everything_has_a_default()
    {
        Assert.Empty(Faults());
        Assert.Equal((1000, 8192, 64), Collect(Build()));
    }

    [Fact]
    public void Settings_reach_their_options() =>
        Assert.Equal((0, 10, 64), Collect(Build("Flywheel:Collect:SignalsPerSecondPerKey=0", "flywheel:collect:queuecapacity=10")));

    [Theory]
    [InlineData("Flywheel:Collect:QueueCapacity=0", "Flywheel:Collect:QueueCapacity must be a whole number from 1 to 1000000.")]
    [InlineData("Flywheel:Collect:SignalsPerSecondPerKey=many", "Flywheel:Collect:SignalsPerSecondPerKey must be a whole number from 0 to 1000000.")]
    [InlineData("Flywheel:Retention:RawSignalDays=30", "Flywheel:Retention:RawSignalDays must be 0 (keep for good) or a whole number of days from 365 to 36500, since a backtest may look back 365 days.")]
    [InlineData("Flywheel:Https:Redirect=2", "Flywheel:Https:Redirect must be true or false.")]
    [InlineData("Flywheel:Telemetry:Otlp=localhost", "Flywheel:Telemetry:Otlp must be an address such as http://localhost:4317.")]
    [InlineData("Flywheel:Proxies:0=proxy.local", "Flywheel:Proxies:0 must be an address such as 10.0.0.5 or a network such as 10.0.0.0/8.")]
    [InlineData("ConnectionStrings:Flywheel=nonsense", "ConnectionStrings:Flywheel must be a connection string of Sqlite, such as Data Source=/var/lib/flywheel/flywheel.db.")]
    [InlineData("Flywheel:Database:Provider=SqlServer", "ConnectionStrings:Flywheel must hold a SQL Server connection string when Flywheel:Database:Provider is SqlServer.")]
    public void A_wrong_value_names_its_key_and_the_expected_form(string setting, string exception) => Assert.Equal([exception], Faults(setting));

    [Fact]
    public void An_identity_provider_needs_a_client_and_a_group_with_a_role() => Assert.Equal(
        [
            "Flywheel:OpenIdConnect:Roles must give at least one group a role, such as Flywheel:OpenIdConnect:Roles:Reviewer:0=reviewers.",
            "Flywheel:OpenIdConnect:ClientId must be the id that the provider knows Flywheel by.",
        ],
        Faults("Flywheel:OpenIdConnect:Authority=https://login.example.org"));

    [Fact]
    public void An_identity_provider_is_spoken_to_in_plain_text_on_this_machine_only()
    {
        string[] rest = ["Flywheel:OpenIdConnect:ClientId=flywheel", "Flywheel:OpenIdConnect:Roles:Admin:0=owners"];
        Assert.Equal(
            ["Flywheel:OpenIdConnect:Authority must be an address such as https://login.example.org/; plain http is for this machine only."],
            Faults(["Flywheel:OpenIdConnect:Authority=http://login.example.org", .. rest]));
        Assert.Empty(Faults(["Flywheel:OpenIdConnect:Authority=http://localhost:9000", .. rest]));
    }

    [Fact]
    public void An_identity_provider_that_is_set_up_whole_has_no_faults() => Assert.Empty(Faults(
        "Flywheel:OpenIdConnect:Authority=https://login.example.org", "Flywheel:OpenIdConnect:ClientId=flywheel", "Flywheel:OpenIdConnect:Roles:Admin:0=owners"));

    [Theory]
    [InlineData("localhost:5080")]
    [InlineData("ftp://localhost")]
    [InlineData("http://localhost:99999")]
    [InlineData("http://localhost:5080/path")]
    public void An_address_that_cannot_be_listened_on_is_refused(string url) => Assert.StartsWith("urls must", Assert.Single(Faults($"urls={url}")), StringComparison.Ordinal);

    [Fact]
    public void Several_addresses_may_be_given() => Assert.Empty(Faults("urls=http://localhost:5080;https://+:5443;http://127.0.0.1:0"));

    [Fact]
    public void All_errors_are_reported_at_once() =>
        Assert.Equal(3, Faults("urls=x", "Flywheel:Collect:QueueCapacity=x", "Flywheel:Database:Provider=x").Count);

    [Fact]
    public void Keys_that_nothing_reads_are_known_as_such()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Flywheel:Collect:QueueCapcity"] = "1", ["Flywheel:DataDirectory"] = "x", ["Flywheel:Proxies:3"] = "x", ["flywheel:https:redirect"] = "true", ["Flywheel:Dmeo"] = "x", ["Flywheel:Demo"] = "true",
        }).Build();
        Assert.Equal(["Flywheel:Collect:QueueCapcity", "Flywheel:Dmeo"], Settings.UnknownKeys(configuration));
    }

    [Fact]
    public void A_single_proxy_is_a_network_of_one()
    {
        using var services = Build("Flywheel:Proxies:0=10.1.2.3", "Flywheel:Proxies:1=fd00::/8");
        var networks = services.GetRequiredService<IOptions<ProxyOptions>>().Value.Networks;
        Assert.Equal([IPNetwork.Parse("10.1.2.3/32"), IPNetwork.Parse("fd00::/8")], networks);
    }

    [Theory]
    [InlineData("--dmeo")]
    [InlineData("--urls")]
    [InlineData("--Flywheel:Https:Redirect", "--urls=http://localhost:1")]
    public void An_argument_that_would_be_passed_over_is_refused(params string[] args) =>
        Assert.Throws<ConfigurationException>(() => ServerArguments.ForHost(args));

    [Fact]
    public void The_demo_switch_takes_no_value() =>
        Assert.Equal(["--Flywheel:Demo=true", "--urls", "http://localhost:1"], ServerArguments.ForHost(["--demo", "--urls", "http://localhost:1"]));

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private IReadOnlyList<string> Faults(params string[] settings)
    {
        try
        {
            Builder(settings).ReadDatabaseLocation();
            return [];
        }
        catch (ConfigurationException exception)
        {
            return exception.Errors;
        }
    }

    private ServiceProvider Build(params string[] settings)
    {
        var builder = Builder(settings);
        builder.ReadDatabaseLocation();
        return builder.Services.BuildServiceProvider();
    }

    private WebApplicationBuilder Builder(string[] settings)
    {
        var builder = WebApplication.CreateBuilder([$"--Flywheel:DataDirectory={_directory}", .. settings.Select(s => $"--{s}")]);
        builder.AddSettings();
        return builder;
    }

    private static (int, int, int) Collect(ServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<CollectOptions>>().Value;
        return (options.SignalsPerSecondPerKey, options.QueueCapacity, options.QueueMegabytes);
    }
}
