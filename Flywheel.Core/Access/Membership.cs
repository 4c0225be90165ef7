using Flywheel.Core.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Flywheel.Core.Access;

/// <summary>ASP.NET Core Identity as Flywheel uses it, the same for the server and for the operator's commands.</summary>
public static class Membership
{
    /// <summary>The fewest characters of a password. Length is the only rule: composition rules make passwords worse.</summary>
    public const int PasswordLength = 12;

    /// <summary>Adds the managers of members and roles on the database of <see cref="DatabaseRegistration"/>.</summary>
    public static IdentityBuilder AddMembership(this IServiceCollection services) =>
        services.AddIdentityCore<Member>(Configure)
            .AddRoles<IdentityRole>()
            .AddEntityFrameworkStores<FlywheelDbContext>();

    private static void Configure(IdentityOptions options)
    {
        IdentitySchema.Configure(options);
        options.User.RequireUniqueEmail = true;
        // The user name is the e-mail address, which may hold more than Identity's list.
        options.User.AllowedUserNameCharacters = "";
        options.Password = new PasswordOptions
        {
            RequiredLength = PasswordLength,
            RequiredUniqueChars = 5,
            RequireDigit = false,
            RequireLowercase = false,
            RequireUppercase = false,
            RequireNonAlphanumeric = false,
        };
        options.Lockout = new LockoutOptions
        {
            AllowedForNewUsers = true,
            MaxFailedAccessAttempts = 5,
            DefaultLockoutTimeSpan = TimeSpan.FromMinutes(10),
        };
    }
}
