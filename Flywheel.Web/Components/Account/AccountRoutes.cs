using System.Net.Mime;
using Flywheel.Core.Access;
using Flywheel.Web.Identity;
using Flywheel.Web.Shell.Links;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Identity;

namespace Flywheel.Web.Components.Account;

/// <summary>What the account pages need besides pages: sign-out, and the questions that a passkey answers.</summary>
internal static class AccountRoutes
{
    internal static void MapAccount(this IEndpointRouteBuilder routes)
    {
        routes.MapOpenIdConnect();
        routes.MapPost(Links.SignOut, SignOutAsync).RequireAuthorization().ExcludeFromDescription();
        routes.MapPost(Links.PasskeyCreation, PasskeyCreationAsync).RequireAuthorization().ExcludeFromDescription();
        routes.MapPost(Links.PasskeyRequest, PasskeyRequestAsync).AllowAnonymous().ExcludeFromDescription();
    }

    private static async Task<IResult> SignOutAsync(HttpContext context, IAntiforgery antiforgery, MemberSignIn signIn)
    {
        if (!await antiforgery.IsRequestValidAsync(context)) return Results.BadRequest();
        await signIn.SignOutAsync();
        return Results.LocalRedirect(Links.SignInPage);
    }

    private static async Task<IResult> PasskeyCreationAsync(HttpContext context, IAntiforgery antiforgery, MemberSignIn signIn, UserManager<Member> members)
    {
        if (!await antiforgery.IsRequestValidAsync(context)) return Results.BadRequest();
        if (await members.GetUserAsync(context.User) is not { } me) return Results.NotFound();
        var name = me.Email ?? me.DisplayName;
        return Json(await signIn.MakePasskeyCreationOptionsAsync(new() { Id = me.Id, Name = name, DisplayName = me.DisplayName }));
    }

    /// <summary>For nobody in particular: a list of somebody's passkeys would tell that they exist.</summary>
    private static async Task<IResult> PasskeyRequestAsync(HttpContext context, IAntiforgery antiforgery, MemberSignIn signIn) =>
        await antiforgery.IsRequestValidAsync(context) ? Json(await signIn.MakePasskeyRequestOptionsAsync(null)) : Results.BadRequest();

    private static IResult Json(string options) => Results.Content(options, MediaTypeNames.Application.Json);
}
