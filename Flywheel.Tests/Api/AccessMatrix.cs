using System.Globalization;
using Flywheel.Core.Access.Keys;
using Flywheel.Web.Api.Http;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Infrastructure;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;

namespace Flywheel.Tests.Api;

/// <summary>One line of the matrix: who may ask for what.</summary>
/// <param name="Method">An HTTP method, <c>PAGE</c> for a page of the console, <c>ANY</c> where the method does not matter.</param>
/// <param name="Who"><c>anonymous</c>, <c>key:SCOPE</c> (a key, or a person's token with that scope), <c>token:SCOPE</c> (tokens only), or the roles that suffice.</param>
public sealed record AccessLine(string Method, string Route, string Who)
{
    public override string ToString() => $"{Method,-7}{Route,-58}{Who}";

    public static AccessLine Parse(string line) =>
        line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var method, var route, var actor] ? new(method, route, actor) : throw new FormatException(line);
}

/// <summary>The matrix as it is checked in, and as the running host has it.</summary>
public static class AccessMatrix
{
    private const string File = "access-matrix.txt";

    /// <summary>What is checked in.</summary>
    public static IReadOnlyList<AccessLine> Listed { get; } =
        [.. System.IO.File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Api", File)).Where(l => l.Length > 0 && !l.StartsWith('#')).Select(AccessLine.Parse)];

    /// <summary>What the host answers to; files that anybody may fetch are left out.</summary>
    public static IReadOnlyList<AccessLine> Of(EndpointDataSource endpoints) =>
        [.. endpoints.Endpoints.OfType<RouteEndpoint>().Where(e => e.Metadata.GetMetadata<StaticAssetDescriptor>() is null).SelectMany(Lines).Distinct()
            .OrderBy(l => l.Route, StringComparer.Ordinal).ThenBy(l => l.Method, StringComparer.Ordinal)];

    private static IEnumerable<AccessLine> Lines(RouteEndpoint endpoint)
    {
        var route = '/' + endpoint.RoutePattern.RawText!.TrimStart('/');
        if (endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is not null) return [new("PAGE", route, Who(endpoint.Metadata))];
        var methods = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [];
        return methods.DefaultIfEmpty("ANY").Select(method => new AccessLine(method, route, Who(endpoint.Metadata)));
    }

    private static string Who(EndpointMetadataCollection metadata)
    {
        if (metadata.GetMetadata<RequiredScope>() is { } required)
            return $"{(required.TokenOnly ? "token" : "key")}:{string.Join('+', ScopeNames.Of(required.Scopes))}";
        if (metadata.GetMetadata<IAllowAnonymous>() is not null) return "anonymous";
        var demands = metadata.GetOrderedMetadata<IAuthorizeData>();
        var policies = metadata.GetOrderedMetadata<AuthorizationPolicy>();
        var roles = demands.Where(d => d.Roles is not null).Select(d => d.Roles!)
            .Concat(policies.SelectMany(p => p.Requirements.OfType<RolesAuthorizationRequirement>()).Select(r => string.Join(',', r.AllowedRoles))).Distinct().ToList();
        return roles.Count > 0 ? string.Join('+', roles) : demands.Count + policies.Count > 0 ? "signed-in" : "nobody-said";
    }
}
