using Flywheel.Core.Data;

namespace Flywheel.Web.Hosting;

/// <summary>Where the settings come from and how they are checked.</summary>
public static class Settings
{
    /// <summary>
    /// Puts the appsettings.json beside the executable under every other source, so that it is found wherever the
    /// process was started from.
    /// </summary>
    public static void AddSettings(this WebApplicationBuilder builder)
    {
        builder.Configuration.Sources.Insert(0, new Microsoft.Extensions.Configuration.Json.JsonConfigurationSource
        {
            FileProvider = new Microsoft.Extensions.FileProviders.PhysicalFileProvider(AppContext.BaseDirectory),
            Path = "appsettings.json",
            Optional = true,
        });
        // Not in appsettings.json: there it would win over ASPNETCORE_URLS.
        builder.Configuration.Sources.Insert(0, new Microsoft.Extensions.Configuration.Memory.MemoryConfigurationSource
        {
            InitialData = [new("urls", "http://localhost:5080")],
        });
    }

    /// <summary>The configured database; a broken configuration ends the process with every fault named.</summary>
    public static DatabaseLocation ReadDatabaseLocation(this WebApplicationBuilder builder)
    {
        var faults = new List<string>();
        var location = DatabaseLocation.Read(builder.Configuration, builder.Environment.ContentRootPath, faults);
        return faults.Count == 0 ? location : throw new InvalidOperationException(string.Join(Environment.NewLine, faults));
    }
}
