namespace Flywheel.Web.Api;

/// <summary>The HTTP API, a file a stage.</summary>
public static class ApiRoutes
{
    /// <summary>Adds what the routes need.</summary>
    public static void AddApi(this WebApplicationBuilder builder) => builder.Services.AddProblemDetails();

    /// <summary>Maps every route under <c>/v1</c>.</summary>
    public static void MapApi(this WebApplication app) => app.MapGroup("/v1");
}
