namespace Flywheel.Web.Shell.Links;

/// <summary>Every address of the console is built here.</summary>
public static partial class Links
{
    public const string Overview = "/";
    public const string Review = "/review";
    public const string Candidates = "/candidates";
    public const string Datasets = "/datasets";
    public const string People = "/people";
    public const string Applications = "/applications";
    public const string Audit = "/audit";
    public const string Erasures = "/erasures";
    public const string SignalTypes = "/signal-types";
    public const string SuccessDefinition = "/success-definition";
    public const string System = "/system";

    public const string SignInPage = "/account/sign-in";
    public const string SignOut = "/account/sign-out";
    public const string TwoFactorSignIn = "/account/two-factor-sign-in";
    public const string RecoverySignIn = "/account/recovery-sign-in";
    public const string SetPasswordPage = "/account/set-password";
    public const string ForgottenPassword = "/account/forgotten-password";
    public const string SetupPage = "/setup";
    public const string PasskeyRequest = "/account/passkey-request";
    public const string PasskeyCreation = "/account/passkey-creation";

    public const string Account = "/account";
    public const string Password = "/account/password";
    public const string TwoFactor = "/account/two-factor";
    public const string Passkeys = "/account/passkeys";
    public const string Tokens = "/account/tokens";

    /// <summary>The page of one candidate's story.</summary>
    public static string Item(long candidateId) => $"/candidates/{candidateId}";

    /// <summary>A page of the people, with a search in force.</summary>
    public static string PeopleAt(string? search, int page) => WithQuery(People, ("q", search), ("page", page > 1 ? $"{page}" : null));

    /// <summary>Sign-in that comes back to where it was asked for.</summary>
    public static string SignIn(string? returnUrl = null) =>
        IsLocal(returnUrl) && returnUrl != Overview ? $"{SignInPage}?returnUrl={Uri.EscapeDataString(returnUrl!)}" : SignInPage;

    /// <summary>The second step of a sign-in.</summary>
    public static string TwoFactorStep(string? returnUrl, bool remember) =>
        $"{TwoFactorSignIn}?returnUrl={Uri.EscapeDataString(LocalOr(returnUrl))}&remember={(remember ? "true" : "false")}";

    /// <summary>The second step with a recovery code.</summary>
    public static string RecoveryStep(string? returnUrl) => $"{RecoverySignIn}?returnUrl={Uri.EscapeDataString(LocalOr(returnUrl))}";

    /// <summary>The link that sets a password: an invitation or a reset.</summary>
    public static string SetPassword(string memberId, string token) =>
        $"{SetPasswordPage}?member={Uri.EscapeDataString(memberId)}&token={Uri.EscapeDataString(token)}";

    /// <summary>The one-time link that makes the first administrator.</summary>
    public static string Setup(string token) => $"{SetupPage}?token={Uri.EscapeDataString(token)}";

    /// <summary>Does the address stay on this site? Anything else must never be redirected to.</summary>
    public static bool IsLocal(string? url) =>
        url is ['/', ..] && !url.StartsWith("//", StringComparison.Ordinal) && !url.Contains('\\') && !url.Any(char.IsControl);

    /// <summary>The address when it is local, the overview otherwise.</summary>
    public static string LocalOr(string? url) => IsLocal(url) ? url! : Overview;

    private static string WithQuery(string path, params IEnumerable<(string Name, string? Value)> values)
    {
        var query = string.Join('&', values.Where(v => !string.IsNullOrEmpty(v.Value)).Select(v => $"{v.Name}={Uri.EscapeDataString(v.Value!)}"));
        return query.Length == 0 ? path : $"{path}?{query}";
    }
}
