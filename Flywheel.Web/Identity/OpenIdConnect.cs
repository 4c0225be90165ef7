using Flywheel.Web.Shell.Links;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Identity;

namespace Flywheel.Web.Identity;

/// <summary>Sign-in with an identity provider: code flow with PKCE. No token is kept.</summary>
public static partial class OpenIdConnect
{
    /// <summary>The scheme's name.</summary>
    public const string Scheme = "openid-connect";

    /// <summary>Adds the scheme where it is set up.</summary>
    public static void AddOpenIdConnectSignIn(this WebApplicationBuilder builder)
    {
        var settings = OpenIdConnectSettings.Read(builder.Configuration, []);
        builder.Services.AddSingleton(settings);
        builder.Services.AddScoped<ExternalSignIn>();
        if (settings.IsOn) builder.Services.AddAuthentication().AddOpenIdConnect(Scheme, settings.DisplayName, options => Configure(options, settings));
    }

    private static void Configure(OpenIdConnectOptions options, OpenIdConnectSettings settings)
    {
        (options.Authority, options.ClientId, options.ClientSecret) = (settings.Authority!.ToString(), settings.ClientId, settings.ClientSecret);
        options.SignInScheme = IdentityConstants.ExternalScheme;
        (options.ResponseType, options.ResponseMode, options.UsePkce) = ("code", "query", true);
        options.CallbackPath = Links.OpenIdCallback;
        options.RequireHttpsMetadata = settings.Authority.Scheme == "https";
        (options.MapInboundClaims, options.SaveTokens) = (false, false);
        // The link is by issuer and subject.
        options.ClaimActions.Remove("iss");
        options.Scope.Clear();
        foreach (var scope in new[] { "openid", "profile", "email" }) options.Scope.Add(scope);
        // The answer comes by a link's redirect: Lax is enough, and works without HTTPS on this machine.
        foreach (var cookie in new[] { options.CorrelationCookie, options.NonceCookie })
            (cookie.SameSite, cookie.SecurePolicy) = (SameSiteMode.Lax, CookieSecurePolicy.SameAsRequest);
        options.Events.OnRemoteFailure = RefuseAsync;
    }

    private static Task RefuseAsync(RemoteFailureContext context)
    {
        LogFailed(context.HttpContext.RequestServices.GetRequiredService<ILogger<ExternalSignIn>>(), context.Failure?.GetType().Name ?? "none", context.Failure?.Message ?? "");
        context.Response.Redirect(Links.SignInRefusedFor(SignInRefusal.Failed));
        context.HandleResponse();
        return Task.CompletedTask;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A sign-in with the identity provider failed: {Kind}: {Reason}")]
    private static partial void LogFailed(ILogger logger, string kind, string reason);
}
