namespace Flywheel.Web.Api;

/// <summary>What the OpenAPI document says of routes that read their bodies themselves.</summary>
internal static class ApiDescriptions
{
    public static void DescribePostOne(this IEndpointConventionBuilder route) => route
        .WithMetadata(new EndpointNameMetadata("RecordFeedback"), new EndpointSummaryAttribute("Record one signal; the answer comes when it is on disk"));

    public static void DescribePostBatch(this IEndpointConventionBuilder route) => route
        .WithMetadata(new EndpointNameMetadata("RecordFeedbackBatch"), new EndpointSummaryAttribute("Record up to 1,000 signals: a JSON array, or NDJSON"));
}
