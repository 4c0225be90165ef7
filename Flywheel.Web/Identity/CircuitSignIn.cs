using System.Data.Common;
using System.Security.Claims;
using Flywheel.Core.Data;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Flywheel.Web.Identity;

/// <summary>
/// Holds the sign-in of a live circuit against the database. Whatever takes rights away changes the security stamp, so
/// one comparison is enough.
/// </summary>
public sealed partial class CircuitSignIn(ILoggerFactory logs, Database database, IOptions<IdentityOptions> options)
    : RevalidatingServerAuthenticationStateProvider(logs)
{
    private readonly ILogger _log = logs.CreateLogger<CircuitSignIn>();

    protected override TimeSpan RevalidationInterval => IdentitySetup.CheckEvery;

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        var id = authenticationState.User.FindFirstValue(options.Value.ClaimsIdentity.UserIdClaimType);
        var stamp = authenticationState.User.FindFirstValue(options.Value.ClaimsIdentity.SecurityStampClaimType);
        try
        {
            await using var db = await database.ReadAsync(cancellationToken);
            return await db.Users.AnyAsync(m => m.Id == id && m.SecurityStamp == stamp && m.SuspendedAt == null, cancellationToken);
        }
        catch (DbException exception)
        {
            // A database that is away for a moment throws nobody out; the next check comes in seconds.
            LogUnchecked(_log, exception);
            return true;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A sign-in could not be checked; it stays until the next check.")]
    private static partial void LogUnchecked(ILogger logger, Exception exception);
}
