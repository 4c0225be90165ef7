using Flywheel.Core.Collect;
using Flywheel.Core.Data;
using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.FileProviders;

namespace Flywheel.Web.Hosting;

/// <summary>A configuration that the process cannot run with: every fault in one message, none with a secret in it.</summary>
public sealed class ConfigurationFault(IReadOnlyList<string> faults)
    : Exception(string.Join(Environment.NewLine, faults.Prepend("The configuration cannot be used:").Select((line, i) => i == 0 ? line : $"  - {line}")))
{
    /// <summary>Each names its key and the expected form.</summary>
    public IReadOnlyList<string> Faults { get; } = faults;
}

/// <summary>Where the settings come from and how they are checked.</summary>
public static class Settings
{
    /// <summary>
    /// Puts the appsettings.json beside the executable under every other source, so that it is found wherever the
    /// process was started from, checks all settings at once and registers them.
    /// </summary>
    /// <exception cref="ConfigurationFault">Something is out of its range.</exception>
    public static void AddSettings(this WebApplicationBuilder builder)
    {
        builder.Configuration.Sources.Insert(0, new JsonConfigurationSource
        {
            FileProvider = new PhysicalFileProvider(AppContext.BaseDirectory),
            Path = "appsettings.json",
            Optional = true,
        });
        var faults = new SettingsReader(builder.Configuration);
        builder.Services.AddSingleton(Microsoft.Extensions.Options.Options.Create(faults.Read<CollectOptions>("Flywheel:Collect")));
        builder.Services.AddSingleton(Microsoft.Extensions.Options.Options.Create(faults.Read<ReviewOptions>("Flywheel:Review")));
        builder.Services.AddSingleton(Microsoft.Extensions.Options.Options.Create(faults.Read<ProxyOptions>("Flywheel:Proxies")));
        builder.Services.AddSingleton(Microsoft.Extensions.Options.Options.Create(faults.Read<TelemetryOptions>("Flywheel:Telemetry")));
    }
}
