using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace Flywheel.Web.Api.Http.Description;

/// <summary>Short names for the schemas that descriptions are made of.</summary>
internal static class Schemas
{
    public const string Json = "application/json";

    /// <summary>An object; a member whose name ends with <c>?</c> may be absent.</summary>
    public static OpenApiSchema Object(params (string Name, IOpenApiSchema Schema)[] members) => new()
    {
        Type = JsonSchemaType.Object,
        Properties = members.ToDictionary(m => m.Name.TrimEnd('?'), m => m.Schema),
        Required = members.Where(m => !m.Name.EndsWith('?')).Select(m => m.Name).ToHashSet(),
    };

    /// <summary>An object of which every member may be absent.</summary>
    public static OpenApiSchema Optional(params (string Name, IOpenApiSchema Schema)[] members) =>
        Object([.. members.Select(m => ($"{m.Name}?", m.Schema))]);

    /// <summary>An object with members of any name.</summary>
    public static OpenApiSchema Map(IOpenApiSchema values) => new() { Type = JsonSchemaType.Object, AdditionalProperties = values };

    public static OpenApiSchema ListOf(IOpenApiSchema items, int? most = null) => new() { Type = JsonSchemaType.Array, Items = items, MaxItems = most };

    public static OpenApiSchema OneOf(params IEnumerable<string> values) =>
        new() { Type = JsonSchemaType.String, Enum = [.. values.Select(JsonNode (value) => JsonValue.Create(value))] };

    public static OpenApiSchema Text() => new() { Type = JsonSchemaType.String };

    public static OpenApiSchema Text(int most) => new() { Type = JsonSchemaType.String, MaxLength = most };

    /// <summary>A client's identifier.</summary>
    public static OpenApiSchema Id() =>
        new() { Type = JsonSchemaType.String, MinLength = 1, MaxLength = 200, Description = "1 to 200 characters, without white space at the ends." };

    public static OpenApiSchema Bool() => new() { Type = JsonSchemaType.Boolean };

    public static OpenApiSchema Time() => new() { Type = JsonSchemaType.String, Format = "date-time" };

    public static OpenApiSchema Day() => new() { Type = JsonSchemaType.String, Format = "date" };

    public static OpenApiSchema Real() => new() { Type = JsonSchemaType.Number };

    /// <summary>A share or a rate.</summary>
    public static OpenApiSchema Share() => new() { Type = JsonSchemaType.Number, Minimum = "0", Maximum = "1" };

    public static OpenApiSchema Number() => new() { Type = JsonSchemaType.Integer };

    public static OpenApiSchema Number(int least, int most) =>
        new() { Type = JsonSchemaType.Integer, Minimum = $"{least}", Maximum = $"{most}" };

    /// <summary>Any object.</summary>
    public static OpenApiSchema AnyObject() => new() { Type = JsonSchemaType.Object };

    /// <summary>The same, or null.</summary>
    public static OpenApiSchema OrNull(this OpenApiSchema schema)
    {
        schema.Type |= JsonSchemaType.Null;
        // An enumeration with null in its type must list it.
        if (schema.Enum is { Count: > 0 } values) schema.Enum = [.. values, JsonNullSentinel.JsonNull];
        return schema;
    }

    /// <summary>A component or null.</summary>
    public static OpenApiSchema OrNull(this OpenApiSchemaReference schema) => new() { OneOf = [schema, new OpenApiSchema { Type = JsonSchemaType.Null }] };

    public static OpenApiSchema Said(this OpenApiSchema schema, string description)
    {
        schema.Description = description;
        return schema;
    }

    public static Dictionary<string, OpenApiMediaType> Content(params (string Type, IOpenApiSchema Schema)[] forms) =>
        forms.ToDictionary(f => f.Type, f => new OpenApiMediaType { Schema = f.Schema });
}
