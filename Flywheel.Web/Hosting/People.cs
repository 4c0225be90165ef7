using Flywheel.Core.Administration;
using Microsoft.AspNetCore.Identity;

namespace Flywheel.Web.Hosting;

/// <summary>Who may come in: Identity, cookies, roles.</summary>
public static class People
{
    /// <summary>Adds Identity and its cookies.</summary>
    public static void AddPeople(this WebApplicationBuilder builder)
    {
        builder.Services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies();
        builder.Services.AddAuthorization();
        new IdentityBuilder(typeof(Member), typeof(IdentityRole), builder.Services)
            .AddSignInManager()
            .AddDefaultTokenProviders();
    }

    /// <summary>Adds the middleware.</summary>
    public static void UsePeople(this WebApplication app)
    {
        app.UseAuthentication();
        app.UseAuthorization();
    }
}
