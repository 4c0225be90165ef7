using System.Text.Json.Nodes;
using Flywheel.Tests.Support;
using Flywheel.Tests.Support.Hosts;

namespace Flywheel.Tests.Api.Http;

/// <summary>The OpenAPI description says of every operation what it takes and what it answers.</summary>
public sealed class DescriptionTests(ApiHost host) : IClassFixture<ApiHost>
{
    /// <summary>What acts on a path alone.</summary>
    private static readonly string[] WithoutBody = ["PUT /v1/review/items/{id}/lease", "POST /v1/review/items/{id}/release"];

    [Fact]
    public async Task Every_operation_has_a_summary_a_tag_a_body_where_it_takes_one_and_schemas_of_its_answers()
    {
        var lacking = new List<string>();
        foreach (var (name, operation) in await OperationsAsync())
        {
            if (operation["summary"] is null || operation["tags"] is null) lacking.Add($"{name}: summary or tag");
            var takesBody = name.StartsWith('P') && !WithoutBody.Contains(name);
            if (takesBody && !operation["requestBody"]!["content"]!.AsObject().All(c => HasSchema(c.Value))) lacking.Add($"{name}: body");
            if (!takesBody && operation["requestBody"] is not null) lacking.Add($"{name}: has a body");
            foreach (var (status, answer) in operation["responses"]!.AsObject().Where(a => a.Key != "204"))
            {
                if (answer!["content"]?.AsObject() is not { Count: > 0 } content || !content.All(c => HasSchema(c.Value))) lacking.Add($"{name}: {status}");
            }
        }

        Assert.Empty(lacking);
    }

    [Fact]
    public async Task Every_route_is_described()
    {
        var described = (await OperationsAsync()).Select(o => o.Name.Replace("}", "", StringComparison.Ordinal)).ToHashSet();
        var routes = AccessMatrix.Listed.Where(l => l.Route.StartsWith("/v1/", StringComparison.Ordinal)).Select(l => $"{l.Method} {Plain(l.Route)}").ToHashSet();
        Assert.Empty(routes.Except(described).Concat(described.Except(routes)));
    }

    [Theory]
    [InlineData("GET /v1/flywheel/metrics", "from to step zone split signal application")]
    [InlineData("GET /v1/flywheel/training-candidates", "min_quality limit after fields application")]
    [InlineData("GET /v1/datasets/{name}/versions/{n}/export", "format split rows application")]
    [InlineData("GET /v1/review/claims", "application segment source request_id")]
    public async Task Query_parameters_are_described(string operation, string names)
    {
        var parameters = (await OperationsAsync()).Single(o => o.Name == operation).Operation["parameters"]!.AsArray().Where(p => (string?)p!["in"] == "query").ToList();
        Assert.Equal(names.Split(' ').Order(StringComparer.Ordinal), parameters.Select(p => (string)p!["name"]!).Order(StringComparer.Ordinal));
        Assert.All(parameters, p => Assert.NotNull(p!["description"]));
    }

    private async Task<List<(string Name, JsonNode Operation)>> OperationsAsync() =>
    [
        .. (await (await host.ClientAsync()).GetJsonAsync("/openapi/v1.json"))["paths"]!.AsObject()
            .SelectMany(path => path.Value!.AsObject().Select(o => ($"{o.Key.ToUpperInvariant()} {path.Key}", o.Value!))),
    ];

    private static bool HasSchema(JsonNode? content) => content?["schema"] is JsonObject { Count: > 0 };

    /// <summary>A route without the constraints of its parameters, as the description writes it, without closing braces.</summary>
    private static string Plain(string route) =>
        string.Join('/', route.TrimEnd('/').Split('/').Select(part => part.StartsWith('{') ? part.Split(':')[0].TrimEnd('}') : part));
}
