using Flywheel.Core.Access;
using Flywheel.Core.Access.Keys;
using Microsoft.Net.Http.Headers;

namespace Flywheel.Web.Api.Http;

/// <summary>What an endpoint asks of its caller.</summary>
/// <param name="Scopes">All of these.</param>
/// <param name="TokenOnly">Only a person's token will do: the act needs a person.</param>
public sealed record RequiredScope(Scopes Scopes, bool TokenOnly = false);

/// <summary>
/// Looks at the bearer secret of everything under <c>/v1</c> before anything else of the request: 401 without a good
/// one, 403 where its scope does not reach.
/// </summary>
public static class ApiAuthentication
{
    private const string Bearer = "Bearer ";

    /// <summary>Adds the check; after routing, before every endpoint.</summary>
    public static void UseApiAuthentication(this IApplicationBuilder app) => app.Use(CheckAsync);

    /// <summary>Requires scopes of the caller of these routes.</summary>
    public static TBuilder RequireScope<TBuilder>(this TBuilder builder, Scopes scopes, bool tokenOnly = false)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new RequiredScope(scopes, tokenOnly));

    /// <summary>The caller that passed the check.</summary>
    public static Caller Caller(this HttpContext http) => http.Features.Get<Caller>()!;

    private static async Task CheckAsync(HttpContext http, RequestDelegate next)
    {
        if (!http.Request.Path.StartsWithSegments("/v1", StringComparison.OrdinalIgnoreCase))
        {
            await next(http);
            return;
        }

        var caller = await FindAsync(http);
        if (caller is null)
        {
            await Problems.WriteAsync(http, 401, "A valid key or token is needed: Authorization: Bearer ...");
            return;
        }

        var required = http.GetEndpoint()?.Metadata.GetMetadata<RequiredScope>();
        if (required is not null && ((caller.Scopes & required.Scopes) != required.Scopes || (required.TokenOnly && caller.Person is null)))
        {
            var route = (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "";
            await http.RequestServices.GetRequiredService<RefusedActions>().NoteAsync(caller.Actor, $"api.{http.Request.Method.ToLowerInvariant()}", route, "scope");
            await Problems.WriteAsync(http, 403, $"This key or token lacks the scope {Words(required.Scopes)}.");
            return;
        }

        http.Features.Set(caller);
        await next(http);
    }

    private static ValueTask<Caller?> FindAsync(HttpContext http)
    {
        var header = http.Request.Headers[HeaderNames.Authorization];
        return header is [{ } value] && value.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
            ? http.RequestServices.GetRequiredService<CredentialCache>().FindAsync(value[Bearer.Length..].Trim(), http.RequestAborted)
            : default;
    }

    private static string Words(Scopes scopes) => scopes.ToString().ToLowerInvariant();
}
