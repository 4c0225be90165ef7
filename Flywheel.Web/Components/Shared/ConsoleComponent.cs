using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Flywheel.Web.Components.Shared;

/// <summary>
/// What every component of the console is: an event whose work meets a busy or absent storage tells so and leaves everything as it was typed,
/// instead of ending the page. Components with words of their own for it catch the fault first.
/// </summary>
public abstract class ConsoleComponent : ComponentBase, IHandleEvent
{
    /// <summary>Not every test of a component has the services of a whole console.</summary>
    [Inject] private IServiceProvider Services { get; set; } = default!;

    /// <summary>Runs an event as <see cref="ComponentBase"/> does, but for the faults that <see cref="StorageErrors"/> has words for.</summary>
    async Task IHandleEvent.HandleEventAsync(EventCallbackWorkItem item, object? arg)
    {
        try
        {
            var work = item.InvokeAsync(arg);
            if (!work.IsCompleted) StateHasChanged();
            await work;
        }
        catch (OperationCanceledException)
        {
            // Whoever asked is gone.
        }
        catch (Exception exception) when (StorageErrors.InWords(exception) is { } words && ShowTrouble(words))
        {
            // Said.
        }

        StateHasChanged();
    }

    /// <summary>Says it where the person looks; false where that is not possible, as on a page that was sent whole.</summary>
    protected virtual bool ShowTrouble(string words)
    {
        if (!RendererInfo.IsInteractive || Services.GetService<ISnackbar>() is not { } snackbar) return false;
        snackbar.Add(words, Severity.Error);
        return true;
    }
}
