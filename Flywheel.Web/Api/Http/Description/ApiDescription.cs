using Flywheel.Core.Collect;
using Flywheel.Core.Curate.Datasets;
using Microsoft.OpenApi;
using Scalar.AspNetCore;

namespace Flywheel.Web.Api.Http.Description;

/// <summary>
/// The OpenAPI document, and a page to read it on that loads nothing from elsewhere. The framework finds the operations; what
/// they take and answer is described beside it, a file a stage, and the API's tests hold every answer against it.
/// </summary>
internal static class ApiDescription
{
    /// <summary>The component of every refusal.</summary>
    public const string Problem = "Problem";

    internal static void AddApiDescription(this WebApplicationBuilder builder) => builder.Services.AddOpenApi("v1", options =>
    {
        options.ShouldInclude = description => description.RelativePath?.StartsWith("v1/", StringComparison.Ordinal) == true;
        options.AddDocumentTransformer(async (document, context, cancel) =>
        {
            (document.Info.Title, document.Info.Version) = ("Flywheel", "v1");
            document.Servers?.Clear();
            document.AddComponent(Problem, ProblemSchema());
            CollectDescription.AddTo(document, await context.ApplicationServices.GetRequiredService<SignalTypes>().CurrentAsync(cancel));
            TrainingDataDescription.AddTo(document, context.ApplicationServices.GetRequiredService<Exporters>().Current.Formats);
            ReviewDescription.AddTo(document);
            MeasureDescription.AddTo(document);
            ExperimentDescription.AddTo(document);
            RequireBearer(document);
        });
    });

    /// <summary>RFC 9457; further members depend on the refusal (<c>state</c>, <c>lease_lost</c>, <c>successor</c> ...).</summary>
    private static OpenApiSchema ProblemSchema()
    {
        var schema = Schemas.Object(
            ("type", Schemas.Text()), ("title", Schemas.Text()), ("status", Schemas.Number()),
            ("errors?", Schemas.Map(Schemas.ListOf(Schemas.Text())).Said("What is wrong, by field in wire names.")));
        schema.AdditionalProperties = new OpenApiSchema();
        return schema;
    }

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
