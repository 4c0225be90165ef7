using Flywheel.Core.Collect;
using Microsoft.OpenApi;
using Scalar.AspNetCore;

namespace Flywheel.Web.Hosting;

/// <summary>The OpenAPI document, and a page to read it on that loads nothing from elsewhere.</summary>
internal static class ApiDescription
{
    internal static void AddApiDescription(this WebApplicationBuilder builder) => builder.Services.AddOpenApi("v1", options =>
    {
        options.ShouldInclude = description => description.RelativePath?.StartsWith("v1/", StringComparison.Ordinal) == true;
        options.AddDocumentTransformer(async (document, context, cancel) =>
        {
            (document.Info.Title, document.Info.Version) = ("Flywheel", "v1");
            document.Servers?.Clear();
            IntakeDescription.AddTo(document, await context.ApplicationServices.GetRequiredService<SignalTypes>().CurrentAsync(cancel));
            RequireBearer(document);
        });
    });

    private static void RequireBearer(OpenApiDocument document)
    {
        document.AddComponent<IOpenApiSecurityScheme>("bearer", new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "A key or a personal token" });
        document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("bearer", document)] = [] }];
    }

    internal static void MapApiDescription(this WebApplication app)
    {
        app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
        app.MapScalarApiReference("/docs", (options, http) =>
        {
            options.WithTitle("Flywheel API").WithNonce().DisableDefaultFonts().DisableAgent().DisableTelemetry().HideDeveloperTools();
            http.Response.OnStarting(SetPolicy, http);
        }).AllowAnonymous();
    }

    /// <summary>Its own policy in the place of the console's: one inline script, by its nonce.</summary>
    private static Task SetPolicy(object state)
    {
        var http = (HttpContext)state;
        if (http.Items[ScalarOptions.NonceHttpContextItemKey] is string nonce)
        {
            http.Response.Headers.ContentSecurityPolicy =
                $"default-src 'self'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; " +
                "connect-src 'self'; object-src 'none'; base-uri 'self'; frame-ancestors 'none'";
        }

        return Task.CompletedTask;
    }
}
