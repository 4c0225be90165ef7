using Flywheel.Core.Access;
using Flywheel.Web.Shell.Links;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Flywheel.Web.Identity;

/// <summary>Once the server listens, prints the link that makes the first administrator, while there is none.</summary>
public sealed class FirstAdministratorNotice(FirstAdministrator door, IServer server) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        if (await door.IssueAsync(cancellationToken) is not { } token) return;
        await Console.Out.WriteLineAsync($"""

            There is no administrator yet. This link makes one; it works once:

                {Address()}{Links.Setup(token)}

            """);
    }

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Where a browser on this machine finds the server; passkeys need a name instead of a number.</summary>
    private string Address()
    {
        var first = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault();
        if (first is null) return "http://localhost";
        var address = BindingAddress.Parse(first);
        var host = address.Host is "localhost" or "+" or "*" or "0.0.0.0" or "[::]" or "127.0.0.1" or "[::1]" ? "localhost" : address.Host;
        return $"{address.Scheme}://{host}:{address.Port}";
    }
}
