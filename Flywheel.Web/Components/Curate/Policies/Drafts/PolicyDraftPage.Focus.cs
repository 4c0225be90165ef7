using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Flywheel.Web.Components.Curate.Policies.Drafts;

/// <summary>Where the focus goes when what had it is gone, or when something has to be seen.</summary>
public sealed partial class PolicyDraftPage
{
    // What can be worked with after an action, the most helpful first.
    private static readonly IReadOnlyList<string> Rest = ["#draft-bar", "main h1"];
    private IReadOnlyList<string> _focus = [];
    private bool _settles;

    [Inject] public IJSRuntime Script { get; set; } = default!;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_busy) return;
        var wanted = _editing?.TakeFocus() is { Count: > 0 } typed ? typed : _focus;
        var settles = _settles;
        (_focus, _settles) = ([], false);
        if (wanted.Count > 0) await FocusAsync(wanted, false);
        else if (settles) await FocusAsync(Rest, true);
    }

    private async Task FocusAsync(IReadOnlyList<string> selectors, bool onlyIfLost)
    {
        try
        {
            await Script.InvokeVoidAsync("flywheel.focusFirst", _end.Token, selectors, onlyIfLost);
        }
        catch (Exception exception) when (exception is JSException or JSDisconnectedException or OperationCanceledException or ObjectDisposedException)
        {
            // The page is gone, or nothing on it takes the focus.
        }
    }
}
