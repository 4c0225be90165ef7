using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;
using IPNetwork = System.Net.IPNetwork;

namespace Flywheel.Web.Hosting;

/// <summary><c>Flywheel:Https</c>.</summary>
public sealed class HttpsOptions
{
    /// <summary>Answer plain HTTP with a redirect to HTTPS. Off by default: a first start has no certificate.</summary>
    public bool Redirect { get; set; }
}

/// <summary>
/// <c>Flywheel:Proxies</c>: the addresses and networks (CIDR) whose X-Forwarded-For, -Proto and -Host count. None by
/// default: then nobody's do.
/// </summary>
public sealed record ProxyOptions(IReadOnlyList<IPNetwork> Networks)
{
    /// <summary>For the options' machinery: no proxy.</summary>
    public ProxyOptions() : this([])
    {
    }

    internal static ProxyOptions Read(IConfiguration configuration, List<string> errors)
    {
        var networks = new List<IPNetwork>();
        foreach (var item in configuration.GetSection("Flywheel:Proxies").GetChildren())
        {
            if (IPNetwork.TryParse(item.Value, out var network)) networks.Add(network);
            else if (IPAddress.TryParse(item.Value, out var address)) networks.Add(new(address, address.GetAddressBytes().Length * 8));
            else errors.Add($"{item.Path} must be an address such as 10.0.0.5 or a network such as 10.0.0.0/8.");
        }

        return new(networks);
    }
}

/// <summary>What stands between the socket and the first endpoint.</summary>
public static class ProxyAndHttps
{
    /// <summary>Takes over what configured proxies say, and redirects to HTTPS where that is configured.</summary>
    public static void UseTransport(this WebApplication app)
    {
        var proxies = app.Services.GetRequiredService<IOptions<ProxyOptions>>().Value.Networks;
        if (proxies.Count > 0) app.UseForwardedHeaders(Trusting(proxies));
        if (app.Services.GetRequiredService<IOptions<HttpsOptions>>().Value.Redirect) app.UseHttpsRedirection();
    }

    private static ForwardedHeadersOptions Trusting(IReadOnlyList<IPNetwork> proxies)
    {
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.All, ForwardLimit = null };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var network in proxies) options.KnownIPNetworks.Add(network);
        return options;
    }
}
