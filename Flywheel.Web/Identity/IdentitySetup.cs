using Flywheel.Core.Access;
using Flywheel.Core.Data;
using Flywheel.Web.Shell.Links;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.Identity;

namespace Flywheel.Web.Identity;

/// <summary>Who may come in: Identity, cookies, roles.</summary>
public static class IdentitySetup
{
    /// <summary>How often a sign-in is held against the database, on requests and on live circuits alike.</summary>
    public static readonly TimeSpan CheckEvery = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan LinkLifetime = TimeSpan.FromDays(3);

    /// <summary>Adds Identity and its cookies.</summary>
    public static void AddIdentity(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies();
        services.AddAuthorization();
        services.AddCascadingAuthenticationState();
        services.AddScoped<AuthenticationStateProvider, CircuitSignIn>();
        new IdentityBuilder(typeof(Member), typeof(IdentityRole), services)
            .AddSignInManager<MemberSignIn>()
            .AddClaimsPrincipalFactory<MemberClaims>()
            .AddDefaultTokenProviders();
        services.AddScoped<SignInService>();
        services.AddScoped<AccountService>();
        services.AddScoped<AuthenticatorOffers>();
        services.AddSingleton<Mailer>();
        services.AddSingleton<LinkDelivery>();
        services.AddHostedService<FirstAdministratorNotice>();
        ConfigureCookies(services);
        ConfigureTokens(services);
        builder.AddOpenIdConnectSignIn();
        builder.AddSignInLimit();
    }

    /// <summary>Adds the middleware.</summary>
    public static void UseIdentity(this WebApplication app)
    {
        app.UseSignInLimit();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
    }

    private static void ConfigureCookies(IServiceCollection services)
    {
        services.ConfigureApplicationCookie(cookie =>
        {
            cookie.Cookie.Name = "flywheel-sign-in";
            cookie.LoginPath = Links.SignInPage;
            cookie.ReturnUrlParameter = "returnUrl";
            cookie.ExpireTimeSpan = TimeSpan.FromDays(14);
            cookie.Events.OnRedirectToAccessDenied = context =>
            {
                context.Response.StatusCode = StatusCodes.Status403Forbidden;
                return Task.CompletedTask;
            };
        });
        services.ConfigureAll<CookieAuthenticationOptions>(options =>
        {
            options.Cookie.HttpOnly = true;
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "flywheel-form";
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
    }

    private static void ConfigureTokens(IServiceCollection services)
    {
        services.Configure<SecurityStampValidatorOptions>(options => options.ValidationInterval = CheckEvery);
        services.Configure<DataProtectionTokenProviderOptions>(options => options.TokenLifespan = LinkLifetime);
        services.AddDataProtection(options => options.ApplicationDiscriminator = "Flywheel");
        // Beside the data, so that a sign-in outlives a restart.
        services.AddOptions<KeyManagementOptions>().Configure<DatabaseLocation, ILoggerFactory>((options, location, log) =>
            options.XmlRepository = new FileSystemXmlRepository(Directory.CreateDirectory(Path.Combine(location.DataDirectory, "keys")), log));
    }
}
