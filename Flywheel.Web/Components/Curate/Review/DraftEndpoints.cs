using System.Text;
using Flywheel.Core;
using Flywheel.Core.Curate.Review;
using Flywheel.Web.Api.Http.Bodies;
using Flywheel.Web.Identity;
using Flywheel.Web.Shell.Links;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;

namespace Flywheel.Web.Components.Curate.Review;

/// <summary>
/// The way of long texts: what a reviewer types comes by HTTP instead of the circuit, whose messages are limited to 32 KB,
/// and texts too long for a page are downloaded.
/// </summary>
public static class DraftEndpoints
{
    /// <summary>A header that no form and no foreign page can send without being asked first.</summary>
    public const string OwnHeader = "X-Flywheel-Draft";

    /// <summary>The most bytes of a draft: as much as a decision's text may have.</summary>
    public const int MaxBytes = 1 << 20;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Maps the routes; signed-in people of any role.</summary>
    public static void MapDrafts(this WebApplication app)
    {
        var people = new AuthorizeAttribute { Roles = string.Join(',', Roles.All), AuthenticationSchemes = IdentityConstants.ApplicationScheme };
        app.MapPut(Links.ReviewDraftRoute, SaveAsync).RequireAuthorization(people).DisableAntiforgery();
        app.MapGet(Links.ReviewTextRoute, DownloadAsync).RequireAuthorization(people);
    }

    private static async Task<IResult> SaveAsync(long id, HttpContext http, ReviewDrafts drafts)
    {
        if (!IsOwn(http.Request)) return Problem(StatusCodes.Status403Forbidden, "The request does not come from this console.");
        if (http.User.ToActor() is not { } actor) return Results.Forbid();
        var (error, bytes) = await RequestBody.ReadAsync(http, MaxBytes);
        if (error == BodyError.TooLarge) return Problem(StatusCodes.Status413PayloadTooLarge, "The text is larger than 1 MiB.");
        if (error != BodyError.None) return Problem(StatusCodes.Status400BadRequest, "The text could not be read.");
        string text;
        try
        {
            text = Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return Problem(StatusCodes.Status400BadRequest, "The text is not valid UTF-8.");
        }
        finally
        {
            RequestBody.Release(bytes);
        }

        if (text.Contains('\0')) return Problem(StatusCodes.Status400BadRequest, "The text must not contain NUL.");
        var found = await Task.Run(() => drafts.SaveAsync(actor, id, text, http.RequestAborted));
        return found ? Results.NoContent() : Problem(StatusCodes.Status404NotFound, "There is no such item.");
    }

    private static async Task<IResult> DownloadAsync(long id, string field, HttpContext http, ReviewTexts texts, CancellationToken cancellationToken)
    {
        if (http.User.ToActor() is not { } actor) return Results.Forbid();
        if (await texts.ReadAsync(actor, id, field, cancellationToken) is not { } text) return Results.NotFound();
        return Results.File(Encoding.UTF8.GetBytes(text), "text/plain; charset=utf-8", $"item-{id}-{field}.txt");
    }

    /// <summary>
    /// Does our own page ask? Cookies alone would also come with a foreign page's request; this header would not, and where
    /// the browser says where the request comes from, it must be here.
    /// </summary>
    private static bool IsOwn(HttpRequest request)
    {
        if (request.Headers[OwnHeader] != "1") return false;
        if (request.Headers["Sec-Fetch-Site"].ToString() is { Length: > 0 } site) return site == "same-origin";
        return request.Headers.Origin.ToString() is not { Length: > 0 } origin || origin == $"{request.Scheme}://{request.Host}";
    }

    private static IResult Problem(int status, string title) => Results.Problem(statusCode: status, title: title);
}
