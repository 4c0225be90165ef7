using System.Data.Common;
using Flywheel.Core;
using Flywheel.Core.Access;
using Flywheel.Core.Collect;
using Flywheel.Core.Curate.Policies;
using Flywheel.Core.Curate.Policies.Backtests;
using Flywheel.Web.Components.Curate.Policies.Backtests;
using Flywheel.Web.Shell;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Flywheel.Web.Components.Curate.Policies.Drafts;

/// <summary>The editor of a draft: reading, keeping up with others, and the preview; what can be done is in the other part.</summary>
public sealed partial class PolicyDraftPage
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(500);
    private static readonly (string Anchor, string Label)[] Parts =
        [("weights", "Weights"), ("bands", "Quality bands"), ("findings", "Findings"), ("review", "Review"), ("overrides", "Overrides"), ("rules", "Rules"), ("effect", "Effect")];

    private readonly CancellationTokenSource _end = new();
    private ThrottledSubscription? _changes;
    private IDisposable? _keys;
    private PolicyDraftView? _view;
    private PolicyEditing? _editing;
    private PolicyPreviewer? _previewer;
    private BacktestRun? _run;
    private string _days = "90";
    private int _inForce;
    private int _shown;
    private bool _failed;
    private bool _missing;

    [CascadingParameter] public Actor Actor { get; set; } = default!;
    [Parameter] public int Id { get; set; }
    [Inject] public PolicyDrafts Drafts { get; set; } = default!;
    [Inject] public PolicyVersions Versions { get; set; } = default!;
    [Inject] public Applications Applications { get; set; } = default!;
    [Inject] public SignalTypes Types { get; set; } = default!;
    [Inject] public BacktestRunner Runner { get; set; } = default!;
    [Inject] public Core.Curate.Policies.Backtests.Backtests Backtests { get; set; } = default!;
    [Inject] public ChangeBus Changes { get; set; } = default!;
    [Inject] public Shortcuts Keys { get; set; } = default!;
    [Inject] public IDialogService Dialogs { get; set; } = default!;
    [Inject] public NavigationManager Navigation { get; set; } = default!;
    [Inject] public TimeProvider Clock { get; set; } = default!;

    /// <summary>The whole backtest where it is of exactly what is typed.</summary>
    private BacktestResult? Whole =>
        _view is { BacktestIsCurrent: true, Backtest: { } whole } && _editing is { IsDirty: false } && $"{whole.Days}" == _days.Trim() ? whole : null;

    private string? DaysError => Days is >= 1 and <= BacktestRunner.MaxDays ? null : $"It must be a whole number from 1 to {BacktestRunner.MaxDays}.";

    private int Days => FormNumbers.Whole(_days);

    /// <inheritdoc/>
    public void Dispose()
    {
        _changes?.Dispose();
        _keys?.Dispose();
        _previewer?.Dispose();
        _end.Cancel();
        _end.Dispose();
    }

    protected override void OnInitialized()
    {
        _previewer = new(Runner, Clock, PreviewedAsync);
        _changes = new ThrottledSubscription(Changes, Change.Policies, Pause, Clock, () => _ = InvokeAsync(RefreshAsync));
        _keys = Keys.Register(new Shortcut("Ctrl+s", "Save the draft", () => InvokeAsync(SaveByKeyAsync), WhileTyping: true));
        _ = WatchAsync();
    }

    protected override async Task OnParametersSetAsync()
    {
        if (_shown == Id) return;
        (_shown, _view, _editing, _said, _conflict, _left) = (Id, null, null, null, null, []);
        await LoadAsync();
    }

    private Task LoadAsync() => ReadAsync(async () =>
    {
        var view = await Drafts.FindAsync(Actor, Id, _end.Token);
        (_failed, _missing) = (false, view is null);
        if (view is not null) await OpenAsync(view);
    });

    /// <summary>Shows the draft as it is stored.</summary>
    private async Task OpenAsync(PolicyDraftView view)
    {
        var versions = await Versions.ListAsync(Actor, _end.Token);
        var applications = await Applications.ListAsync(Actor, _end.Token);
        var types = await Types.CurrentAsync(_end.Token);
        var basis = versions.FirstOrDefault(v => v.Number == view.BasedOn)?.Policy ?? view.Policy;
        _inForce = versions.Count > 0 ? versions[0].Number : view.BasedOn;
        if (_view?.BasedOn != view.BasedOn) _previewer!.Forget();
        (_view, _editing) = (view, new(view, basis, [.. applications.Select(a => a.Name)], types, ChangedAsync));
        _run = Backtests.Find(Id);
        if (view.Backtest is { } known && view.BacktestIsCurrent) _days = $"{known.Days}";
        Preview();
    }

    /// <summary>Something happened to a draft or a version: what is typed stays.</summary>
    private async Task RefreshAsync()
    {
        if (_busy || _view is not { } seen || _end.IsCancellationRequested) return;
        await ReadAsync(async () =>
        {
            _run = Backtests.Find(Id);
            if (await Drafts.FindAsync(Actor, Id, _end.Token) is not { } fresh) return;
            if (_busy || seen.Version != _view.Version) return;
            if (fresh.Version == seen.Version)
            {
                _view = fresh;
                _inForce = (await Versions.ListAsync(Actor, _end.Token))[0].Number;
                Preview();
            }
            else if (_editing is { IsDirty: false })
            {
                await OpenAsync(fresh);
            }
            else
            {
                Say("Somebody changed this draft meanwhile. What you typed is kept; saving shows you the difference.", true);
            }
        });
        StateHasChanged();
    }

    private Task ChangedAsync()
    {
        _said = null;
        Preview();
        StateHasChanged();
        return Task.CompletedTask;
    }

    /// <summary>Asks the past about what is typed, unless the whole backtest says it already.</summary>
    private void Preview()
    {
        if (_editing is null || _previewer is null || _view is null || _end.IsCancellationRequested) return;
        _editing.Past = Whole ?? _previewer.Result ?? _editing.Past;
        if (Whole is not null || DaysError is not null || _editing.Errors.Count > 0) _previewer.Stop();
        else if (_previewer.Result is null || _editing.Policy != _previewed.Policy || Days != _previewed.Days)
            _ = _previewer.AskAsync((_previewed = (_editing.Policy, Days)).Policy!, Days);
    }

    private Task PreviewedAsync() => InvokeAsync(() =>
    {
        if (_editing is not null) _editing.Past = Whole ?? _previewer?.Result ?? _editing.Past;
        StateHasChanged();
    });

    private Task SetDaysAsync(string days)
    {
        _days = days;
        Preview();
        return Task.CompletedTask;
    }

    /// <summary>While a backtest runs, how far it is is read twice a second.</summary>
    private async Task WatchAsync()
    {
        using var timer = new PeriodicTimer(Tick, Clock);
        try
        {
            while (await timer.WaitForNextTickAsync(_end.Token))
            {
                if (_run?.State is BacktestState.Waiting or BacktestState.Running) await InvokeAsync(() => { _run = Backtests.Find(Id); StateHasChanged(); });
            }
        }
        catch (OperationCanceledException)
        {
            // The page is gone.
        }
    }

    private async Task ReadAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception exception) when (exception is OperationCanceledException or DbException)
        {
            _failed = !_end.IsCancellationRequested && _view is null;
        }
    }
}
