using System.ComponentModel.DataAnnotations;
using System.Threading.RateLimiting;
using Flywheel.Web.Shell.Links;
using Microsoft.Extensions.Options;

namespace Flywheel.Web.Identity;

/// <summary>Settings under <c>Flywheel:SignIn</c>.</summary>
public sealed class SignInOptions
{
    public const string Section = "Flywheel:SignIn";

    /// <summary>How often one address may try to come in, a minute; 0 for no limit.</summary>
    [Range(0, 100_000)]
    public int AttemptsPerMinutePerAddress { get; set; } = 30;
}

/// <summary>Slows down whoever guesses from one address, whatever accounts are tried.</summary>
public static class SignInLimit
{
    private static readonly string[] Doors =
        [Links.SignInPage, Links.TwoFactorSignIn, Links.RecoverySignIn, Links.SetPasswordPage, Links.SetupPage, Links.PasskeyRequest];

    /// <summary>Adds the counter.</summary>
    public static void AddSignInLimit(this WebApplicationBuilder builder) =>
        builder.Services.AddSingleton(provider => Limiter(provider.GetRequiredService<IOptions<SignInOptions>>().Value.AttemptsPerMinutePerAddress));

    /// <summary>Answers 429 to a form that is sent too often.</summary>
    public static void UseSignInLimit(this WebApplication app) => app.Use(async (context, next) =>
    {
        if (!HttpMethods.IsPost(context.Request.Method) || !Doors.Contains(context.Request.Path.Value?.TrimEnd('/'), StringComparer.OrdinalIgnoreCase))
        {
            await next(context);
            return;
        }

        var limiter = context.RequestServices.GetRequiredService<PartitionedRateLimiter<HttpContext>>();
        using var lease = limiter.AttemptAcquire(context);
        if (lease.IsAcquired)
        {
            await next(context);
            return;
        }

        context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        context.Response.Headers.RetryAfter = "60";
    });

    private static PartitionedRateLimiter<HttpContext> Limiter(int perMinute) =>
        PartitionedRateLimiter.Create<HttpContext, string>(context => perMinute == 0
            ? RateLimitPartition.GetNoLimiter("")
            : RateLimitPartition.GetSlidingWindowLimiter(
                context.Connection.RemoteIpAddress?.ToString() ?? "",
                _ => new SlidingWindowRateLimiterOptions { PermitLimit = perMinute, Window = TimeSpan.FromMinutes(1), SegmentsPerWindow = 6 }));
}
