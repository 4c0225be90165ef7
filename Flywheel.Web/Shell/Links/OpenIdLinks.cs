using Flywheel.Web.Identity;

namespace Flywheel.Web.Shell.Links;

public static partial class Links
{
    public const string OpenIdSignIn = "/account/openid-connect";

    /// <summary>Where the identity provider sends the browser back to; known to it.</summary>
    public const string OpenIdCallback = "/account/openid-connect/callback";
    public const string OpenIdReturn = "/account/openid-connect/return";
    public const string SignInRefused = "/account/sign-in-refused";

    /// <summary>Sign-in with the identity provider that goes on to where it was asked for.</summary>
    public static string OpenIdSignInTo(string? returnUrl) => $"{OpenIdSignIn}?returnUrl={Uri.EscapeDataString(LocalOr(returnUrl))}";

    /// <summary>The last step of it.</summary>
    public static string OpenIdReturnTo(string? returnUrl) => $"{OpenIdReturn}?returnUrl={Uri.EscapeDataString(LocalOr(returnUrl))}";

    /// <summary>The page that says why somebody is not signed in.</summary>
    public static string SignInRefusedFor(SignInRefusal why) => $"{SignInRefused}?why={why}";
}
