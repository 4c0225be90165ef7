using System.Security.Cryptography;

namespace Flywheel.Web.Hosting;

/// <summary>What every answer tells the browser not to do, and who may open a circuit.</summary>
public static class SecurityHeaders
{
    private const string NonceKey = "flywheel.nonce";

    /// <summary>The nonce of this answer's own inline script.</summary>
    public static string NonceOf(HttpContext context)
    {
        if (context.Items[NonceKey] is string known) return known;
        var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
        context.Items[NonceKey] = nonce;
        return nonce;
    }

    /// <summary>Sets the headers; an endpoint that set a policy of its own keeps it.</summary>
    public static void UseSecurityHeaders(this WebApplication app) => app.Use(async (context, next) =>
    {
        if (context.Request.Path.StartsWithSegments("/v1"))
        {
            // JSON for programs: no page to protect, and the busiest route there is.
            context.Response.Headers.XContentTypeOptions = "nosniff";
            await next(context);
            return;
        }

        if (IsForeignCircuit(context.Request))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        context.Response.OnStarting(() =>
        {
            var headers = context.Response.Headers;
            if (headers.ContentSecurityPolicy.Count == 0) headers.ContentSecurityPolicy = Policy(NonceOf(context));
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "same-origin";
            headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
            return Task.CompletedTask;
        });
        await next(context);
    });

    // Styles may be inline: the component library positions its parts that way.
    private static string Policy(string nonce) =>
        $"default-src 'self'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
        + "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    /// <summary>Browsers do not keep other sites from opening a web socket; the origin tells who asks.</summary>
    private static bool IsForeignCircuit(HttpRequest request) =>
        request.Path.StartsWithSegments("/_blazor")
        && request.Headers.Origin.ToString() is { Length: > 0 } origin
        && !string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);
}
