using Microsoft.OpenApi;

namespace Flywheel.Web.Api.Http.Description;

/// <summary>What the description says of one operation beyond what the framework finds: bodies, answers, query parameters, refusals.</summary>
/// <param name="Route">Method and path, such as <c>GET /v1/datasets</c>.</param>
internal sealed record OperationDescription(string Route)
{
    private static readonly Dictionary<int, string> Meanings = new()
    {
        [400] = "Malformed or invalid; errors by field", [401] = "No valid key or token", [403] = "The key or token may not do that", [404] = "Not there, or another application's",
        [409] = "It conflicts with the state that it has now", [410] = "Withheld after an erasure; successor names the version in its place", [413] = "Too large",
        [415] = "Content type or encoding", [422] = "Well-formed, but it cannot be done", [429] = "Over the key's limit", [500] = "The database did not take it; nothing was stored",
        [503] = "Overloaded, or the storage is busy or unavailable",
    };

    /// <summary>The body by media type; null where there is none.</summary>
    public Dictionary<string, OpenApiMediaType>? Body { get; init; }

    /// <summary>Must there be a body?</summary>
    public bool BodyRequired { get; init; } = true;

    /// <summary>The answer by status; a null schema has no body.</summary>
    public required (int Status, string Meaning, Dictionary<string, OpenApiMediaType>? Content)[] Answers { get; init; }

    /// <summary>Query parameters.</summary>
    public (string Name, OpenApiSchema Schema, string Meaning)[] Query { get; init; } = [];

    /// <summary>Refusals beside 400, 401, 403 and 503.</summary>
    public int[] Refusals { get; init; } = [];

    /// <summary>The answer of nearly all: 200 with JSON.</summary>
    public static (int, string, Dictionary<string, OpenApiMediaType>?)[] Ok(IOpenApiSchema schema, string meaning = "Done") =>
        [(StatusCodes.Status200OK, meaning, Schemas.Content((Schemas.Json, schema)))];

    /// <summary>A JSON body.</summary>
    public static Dictionary<string, OpenApiMediaType> JsonBody(IOpenApiSchema schema) => Schemas.Content((Schemas.Json, schema));

    /// <summary>Completes the operation that the framework found; adds it where it found none.</summary>
    public void ApplyTo(OpenApiDocument document, string tag, string? summary = null)
    {
        var operation = Find(document);
        operation.Summary = summary ?? operation.Summary;
        operation.Tags ??= new HashSet<OpenApiTagReference> { new(tag, document) };
        if (Body is not null) operation.RequestBody = new OpenApiRequestBody { Required = BodyRequired, Content = Body };
        operation.Responses = [];
        foreach (var (status, meaning, content) in Answers) operation.Responses[Code(status)] = new OpenApiResponse { Description = meaning, Content = content };
        foreach (var status in Refusals.Union([400, 401, 403, 503]).Order()) operation.Responses[Code(status)] = Refusal(document, status);
        foreach (var parameter in Query) AddQuery(operation, parameter);
    }

    private static string Code(int status) => status.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static OpenApiResponse Refusal(OpenApiDocument document, int status) => new()
    {
        Description = Meanings[status],
        Content = Schemas.Content(("application/problem+json", new OpenApiSchemaReference(ApiDescription.Problem, document))),
    };

    private static void AddQuery(OpenApiOperation operation, (string Name, OpenApiSchema Schema, string Meaning) parameter)
    {
        operation.Parameters ??= [];
        var found = operation.Parameters.OfType<OpenApiParameter>().FirstOrDefault(p => p.Name == parameter.Name && p.In == ParameterLocation.Query);
        if (found is null) operation.Parameters.Add(found = new() { Name = parameter.Name, In = ParameterLocation.Query });
        (found.Schema, found.Description) = (parameter.Schema, parameter.Meaning);
    }

    private OpenApiOperation Find(OpenApiDocument document)
    {
        var (method, path) = (HttpMethod.Parse(Route.Split(' ')[0]), Route.Split(' ')[1]);
        if (!document.Paths.TryGetValue(path, out var item)) document.Paths[path] = item = new OpenApiPathItem { Operations = [] };
        var operations = item.Operations!;
        if (!operations.TryGetValue(method, out var operation)) operations[method] = operation = new OpenApiOperation();
        return operation;
    }
}
