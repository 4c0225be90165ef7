using System.Security.Claims;
using Bunit;
using Bunit.TestDoubles;
using Flywheel.Core;
using Flywheel.Web.Identity;
using Flywheel.Web.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using MudBlazor.Services;

namespace Flywheel.Tests.Components;

/// <summary>What components of the shell need around them.</summary>
public sealed class ShellContext : BunitContext
{
    // A busy machine is no fault of the page.
    static ShellContext() => DefaultWaitTimeout = TimeSpan.FromSeconds(15);

    public ShellContext(string role = Roles.Admin)
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddMudServices();
        Services.AddScoped<Shortcuts>();
        Services.AddSingleton<IPaletteSource, PagePalette>();
        Services.AddSingleton(TimeProvider.System);
        SignIn(this.AddAuthorization(), role);
        Actor = new Actor("m1", "Ada Lovelace", role, ApplicationAccess.All);
        RenderTree.Add<CascadingValue<Actor>>(p => p.Add(c => c.Value, Actor));
    }

    public Actor Actor { get; }

    private static void SignIn(BunitAuthorizationContext authorization, string role)
    {
        authorization.SetAuthorized("ada@example.org");
        authorization.SetRoles(role);
        authorization.SetClaims(new Claim(ClaimTypes.NameIdentifier, "m1"), new Claim(Actors.NameClaim, "Ada Lovelace"), new Claim(Actors.ApplicationsClaim, "all"));
    }
}
