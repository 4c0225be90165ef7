using Flywheel.Core.Access;

namespace Flywheel.Web.Api.Http;

/// <summary>
/// Which application a call is about: a key's own; for a person's token the one named by <c>?application=</c>, or the
/// only one that the person may see.
/// </summary>
internal static class ApplicationScope
{
    /// <summary>The application of a route that may also speak of all of them; null for a token that names none.</summary>
    public static async Task<(CallerApplication? Application, IResult? Error)> OptionalAsync(HttpContext http, Applications applications)
    {
        if (http.Caller().Application is { } own) return (own, null);
        if (http.Request.Query["application"].ToString() is not { Length: > 0 } name) return (null, null);
        return await applications.FindAsync(http.Caller().Actor, name, http.RequestAborted) is { } named ? (named, null) : (null, Problems.NotFound("application"));
    }

    /// <summary>The application of a route that needs one.</summary>
    public static async Task<(CallerApplication? Application, IResult? Error)> RequiredAsync(HttpContext http, Applications applications)
    {
        var (application, error) = await OptionalAsync(http, applications);
        if (application is not null || error is not null) return (application, error);
        return await applications.OnlyOneAsync(http.Caller().Actor, http.RequestAborted) is { } only
            ? (only, null)
            : (null, Problems.Invalid("application", "is required with a personal token where there are several applications."));
    }
}
