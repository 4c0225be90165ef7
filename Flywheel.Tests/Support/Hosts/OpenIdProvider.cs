using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Flywheel.Tests.Support.Hosts;

/// <summary>A person as the provider knows them.</summary>
public sealed record ProviderPerson(string Subject, string? Email, bool EmailVerified = true, string Name = "Nora", params string[] Groups);

/// <summary>
/// An OpenID Connect provider on a port of this machine: OpenIddict, with one client and without pages. Whoever is <see cref="Person"/>
/// is signed in there.
/// </summary>
public sealed class OpenIdProvider : IAsyncDisposable
{
    public const string ClientId = "flywheel";
    public const string ClientSecret = "a secret of the tests";

    private readonly WebApplication _server;

    private OpenIdProvider(WebApplication server) => _server = server;

    public ProviderPerson Person { get; set; } = new("nobody", null);
    public Uri Authority => new(_server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    public static async Task<OpenIdProvider> StartAsync()
    {
        OpenIdProvider? provider = null;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddRouting();
        builder.Services.AddOpenIddict().AddServer(options => Configure(options, () => provider!.Person));
        var server = builder.Build();
        server.UseAuthentication();
        provider = new(server);
        await server.StartAsync();
        return provider;
    }

    public async ValueTask DisposeAsync()
    {
        await _server.StopAsync();
        await _server.DisposeAsync();
    }

    private static void Configure(OpenIddictServerBuilder options, Func<ProviderPerson> person)
    {
        options.SetAuthorizationEndpointUris("authorize").SetTokenEndpointUris("token");
        options.AllowAuthorizationCodeFlow().RequireProofKeyForCodeExchange().RegisterScopes(Scopes.Profile, Scopes.Email);
        options.AddEphemeralEncryptionKey().AddEphemeralSigningKey();
        // Without a database: the client is checked here.
        options.EnableDegradedMode();
        options.AddEventHandler<ValidateAuthorizationRequestContext>(handler => handler.UseInlineHandler(context =>
        {
            if (context.ClientId != ClientId) context.Reject(Errors.InvalidClient);
            return default;
        }));
        options.AddEventHandler<ValidateTokenRequestContext>(handler => handler.UseInlineHandler(context =>
        {
            if (context.ClientId != ClientId || context.ClientSecret != ClientSecret) context.Reject(Errors.InvalidClient);
            return default;
        }));
        options.AddEventHandler<HandleAuthorizationRequestContext>(handler => handler.UseInlineHandler(context =>
        {
            context.SignIn(new ClaimsPrincipal(Identity(person(), context.Request)));
            return default;
        }));
        options.UseAspNetCore().DisableTransportSecurityRequirement();
    }

    private static ClaimsIdentity Identity(ProviderPerson person, OpenIddictRequest request)
    {
        var identity = new ClaimsIdentity("provider", Claims.Name, Claims.Role);
        identity.SetClaim(Claims.Subject, person.Subject).SetClaim(Claims.Name, person.Name).SetClaims("groups", [.. person.Groups]);
        if (person.Email is not null) identity.SetClaim(Claims.Email, person.Email).SetClaim(Claims.EmailVerified, person.EmailVerified);
        identity.SetScopes(request.GetScopes());
        identity.SetDestinations(static _ => [Destinations.IdentityToken]);
        return identity;
    }
}
