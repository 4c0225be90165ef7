using Flywheel.Web.Api.Collect;
using Flywheel.Web.Api.Curate;
using Flywheel.Web.Api.Http;
using Flywheel.Web.Api.Measure;
using Microsoft.AspNetCore.Diagnostics;

namespace Flywheel.Web.Api;

/// <summary>The HTTP API, a file a stage.</summary>
public static class ApiRoutes
{
    /// <summary>Adds what the routes need.</summary>
    public static void AddApi(this WebApplicationBuilder builder)
    {
        builder.Services.AddProblemDetails();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // Each route has a lower limit of its own. What comes after it is still read and thrown away, up to here: a client
            // that is cut off while it sends may never see the answer.
            kestrel.Limits.MaxRequestBodySize = 4L * Intake.MaxBatchBytes;
        });
    }

    /// <summary>Maps every route under <c>/v1</c>.</summary>
    public static void MapApi(this WebApplication app)
    {
        var v1 = app.MapGroup("/v1").DisableAntiforgery();
        v1.MapCollect();
        v1.MapTrainingData();
        v1.MapDatasets();
        v1.MapReview();
        v1.MapMeasure();
        v1.MapExperiments();
    }

    /// <summary>Keys and tokens are looked at first; a fault of ours is a problem+json without its inside.</summary>
    public static void UseApi(this WebApplication app)
    {
        app.UseWhen(http => http.Request.Path.StartsWithSegments("/v1"), api =>
        {
            api.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandler = Problems.WriteFaultAsync });
            api.UseStatusCodePages(empty => AnswerEmptyAsync(empty.HttpContext));
        });
        app.UseApiAuthentication();
    }

    /// <summary>What routing and binding refuse comes without a body; 405 says what is allowed in <c>Allow</c>.</summary>
    private static Task AnswerEmptyAsync(HttpContext http) => Problems.WriteAsync(http, http.Response.StatusCode, http.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound => "There is no such route.",
        StatusCodes.Status405MethodNotAllowed => "This route does not know the method.",
        _ => "The request is not valid.",
    });
}
