using Flywheel.Core;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace Flywheel.Web.Hosting;

/// <summary><c>Flywheel:Telemetry</c>.</summary>
public sealed class TelemetryOptions
{
    /// <summary>Where to send metrics by OTLP, such as http://localhost:4317; without it, and without OTEL_EXPORTER_OTLP_ENDPOINT, nowhere.</summary>
    public Uri? Otlp { get; set; }
}

/// <summary>Metrics by OpenTelemetry. Traces are not exported: the path of a request holds a client's own id.</summary>
internal static class TelemetryExport
{
    internal static void AddTelemetry(this WebApplicationBuilder builder)
    {
        var endpoint = builder.Configuration["Flywheel:Telemetry:Otlp"] is { Length: > 0 } own ? own : builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"];
        if (string.IsNullOrEmpty(endpoint)) return;
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("flywheel"))
            .WithMetrics(metrics => metrics.AddMeter(Telemetry.MeterName).AddAspNetCoreInstrumentation()
                .AddOtlpExporter(exporter => exporter.Endpoint = new Uri(endpoint)));
    }
}
