using Flywheel.Core.Collect.Intake;
using Flywheel.Core.Data;
using Flywheel.Core.Operations;
using Flywheel.Web.Identity;
using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Options;

namespace Flywheel.Web.Hosting;

/// <summary>Where the settings come from and how they are checked.</summary>
public static class Settings
{
    /// <summary>Keys of their own, beside those of <see cref="Sections"/>.</summary>
    private static readonly string[] SingleKeys = ["Flywheel:DataDirectory", "Flywheel:Database:Provider", "Flywheel:Database:BusySeconds", "Flywheel:Proxies", .. OpenIdConnectSettings.Keys];

    /// <summary>Every section under <c>Flywheel</c> and the class that it fills: a feature adds its own here.</summary>
    private static readonly Dictionary<string, Type> Sections = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Flywheel"] = typeof(StartOptions),
        ["Flywheel:Collect"] = typeof(CollectOptions),
        [EmailOptions.Section] = typeof(EmailOptions),
        ["Flywheel:Https"] = typeof(HttpsOptions),
        [SignInOptions.Section] = typeof(SignInOptions),
        ["Flywheel:Retention"] = typeof(RetentionOptions),
        ["Flywheel:Telemetry"] = typeof(TelemetryOptions),
    };

    /// <summary>
    /// Puts the appsettings.json beside the executable under every other source, so that it is found wherever the
    /// process was started from.
    /// </summary>
    public static void AddSettings(this WebApplicationBuilder builder)
    {
        builder.Configuration.Sources.Insert(0, new JsonConfigurationSource
        {
            FileProvider = new PhysicalFileProvider(AppContext.BaseDirectory),
            Path = "appsettings.json",
            Optional = true,
        });
        // Not in appsettings.json: there it would win over ASPNETCORE_URLS.
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource
        {
            InitialData = [new("urls", "http://localhost:5080")],
        });
    }

    /// <summary>Checks all settings at once, registers their options, and says where the data is.</summary>
    /// <exception cref="ConfigurationException">Something is missing or out of its range.</exception>
    public static DatabaseLocation ReadDatabaseLocation(this WebApplicationBuilder builder)
    {
        var reader = new SettingsReader(builder.Configuration);
        foreach (var (section, type) in Sections) Register(builder.Services, type, reader.Read(section, type));
        builder.Services.AddSingleton(Options.Create(ProxyOptions.Read(builder.Configuration, reader.Errors)));
        _ = OpenIdConnectSettings.Read(builder.Configuration, reader.Errors);
        CheckUrls(builder.Configuration["urls"], reader.Errors);
        var location = DatabaseLocation.Read(builder.Configuration, builder.Environment.ContentRootPath, reader.Errors);
        DatabaseSettings.Check(location, reader.Errors);
        return reader.Errors.Count == 0 ? location : throw new ConfigurationException(reader.Errors);
    }

    /// <summary>Keys under <c>Flywheel</c> that nothing reads: typing errors, mostly.</summary>
    public static IReadOnlyList<string> UnknownKeys(IConfiguration configuration)
    {
        var known = Sections.SelectMany(s => s.Value.GetProperties().Select(p => $"{s.Key}:{p.Name}")).Concat(SingleKeys).ToList();
        return [.. configuration.GetSection("Flywheel").AsEnumerable().Where(pair => pair.Value is not null && pair.Key != "Flywheel").Select(pair => pair.Key)
            .Where(key => !known.Exists(k => key.Equals(k, StringComparison.OrdinalIgnoreCase) || key.StartsWith(k + ":", StringComparison.OrdinalIgnoreCase)))
            .Order(StringComparer.Ordinal)];
    }

    private static void Register(IServiceCollection services, Type type, object options) =>
        services.AddSingleton(
            typeof(IOptions<>).MakeGenericType(type),
            Activator.CreateInstance(typeof(OptionsWrapper<>).MakeGenericType(type), options)!);

    private static void CheckUrls(string? urls, List<string> errors)
    {
        foreach (var url in urls?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [])
        {
            if (!IsAddress(url)) errors.Add("urls must hold addresses such as http://localhost:5080 or http://+:80, with a semicolon between them.");
        }
    }

    private static bool IsAddress(string url)
    {
        try
        {
            return BindingAddress.Parse(url) is { Scheme: "http" or "https", Host.Length: > 0, Port: >= 0 and <= 65535, PathBase: "" };
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
