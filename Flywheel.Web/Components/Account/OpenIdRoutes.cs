using Flywheel.Web.Identity;
using Flywheel.Web.Shell.Links;
using Microsoft.AspNetCore.Authentication;

namespace Flywheel.Web.Components.Account;

/// <summary>To the identity provider and back.</summary>
internal static class OpenIdRoutes
{
    internal static void MapOpenIdConnect(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(Links.OpenIdSignIn, Leave).AllowAnonymous().ExcludeFromDescription();
        routes.MapGet(Links.OpenIdReturn, ReturnAsync).AllowAnonymous().ExcludeFromDescription();
    }

    private static IResult Leave(string? returnUrl, OpenIdConnectSettings settings) => settings.IsOn
        ? Results.Challenge(new AuthenticationProperties { RedirectUri = Links.OpenIdReturnTo(returnUrl) }, [OpenIdConnect.Scheme])
        : Results.NotFound();

    private static async Task<IResult> ReturnAsync(HttpContext http, string? returnUrl, OpenIdConnectSettings settings, ExternalSignIn externalSignIn)
    {
        if (!settings.IsOn) return Results.NotFound();
        var result = await externalSignIn.EnterAsync(http);
        return Results.LocalRedirect(
            result.Refusal is { } why ? Links.SignInRefusedFor(why)
            : result.NeedsSecondStep ? Links.TwoFactorStep(returnUrl, remember: false)
            : Links.LocalOr(returnUrl));
    }
}
