using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Flywheel.Web.Components.Shared.Charts;

/// <summary>The line to the script of one chart: one drawing, changed when what it shows changes, one call at a time.</summary>
/// <param name="js">The circuit's.</param>
/// <param name="zoomed">Told the ends of a dragged range, as the axis counts; a client may say anything.</param>
public sealed class ChartLine(IJSRuntime js, Func<double, double, Task> zoomed) : IAsyncDisposable
{
    private DotNetObjectReference<ChartLine>? _self;
    private IJSObjectReference? _drawing;
    private string? _wanted;
    private string? _shown;
    private bool _busy;
    private bool _disposed;

    /// <summary>Shows a model; null takes the drawing away.</summary>
    public async Task ShowAsync(ElementReference host, string? model)
    {
        _wanted = model;
        if (_busy) return;
        _busy = true;
        try
        {
            while (!_disposed && _wanted != _shown) await ChangeAsync(host, _wanted);
        }
        catch (JSDisconnectedException)
        {
            // The browser is gone, and the chart with it.
        }
        finally
        {
            _busy = false;
        }

        if (_disposed) await StopAsync();
    }

    /// <summary>Called by the script.</summary>
    [JSInvokable]
    public Task ZoomedAsync(double from, double to) => zoomed(from, to);

    public async ValueTask DisposeAsync()
    {
        _disposed = true;
        if (!_busy) await StopAsync();
        _self?.Dispose();
    }

    private async Task ChangeAsync(ElementReference host, string? model)
    {
        _shown = model;
        if (model is null) await StopAsync();
        else if (_drawing is not null) await _drawing.InvokeVoidAsync("update", model);
        else await DrawAsync(host, model);
    }

    private async Task DrawAsync(ElementReference host, string model)
    {
        _self ??= DotNetObjectReference.Create(this);
        await using var module = await js.InvokeAsync<IJSObjectReference>("import", "./Components/Shared/Charts/Chart.razor.js");
        _drawing = await module.InvokeAsync<IJSObjectReference>("draw", host, _self, model);
    }

    private async Task StopAsync()
    {
        if (_drawing is not { } drawing) return;
        _drawing = null;
        try
        {
            await drawing.InvokeVoidAsync("stop");
            await drawing.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The browser is gone, and the chart with it.
        }
    }
}
