using System.Data.Common;
using Flywheel.Core;
using Flywheel.Core.Access;
using Flywheel.Core.Collect;
using Flywheel.Core.Measure.Definitions;
using Flywheel.Core.Measure.Success;
using Flywheel.Web.Components.Shared.Forms;
using Flywheel.Web.Shell;
using Microsoft.AspNetCore.Components;

namespace Flywheel.Web.Components.Measure.Success;

/// <summary>Reading, the preview while somebody types, and saving.</summary>
public sealed partial class SuccessDefinitionPage
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(150);
    private readonly CancellationTokenSource _end = new();
    private CancellationTokenSource _typing = new();
    private SignalCatalogue _types = SignalCatalogue.BuiltIn;
    private IReadOnlyDictionary<string, string> _errors = new Dictionary<string, string>();
    private IReadOnlyList<NumberedDefinition>? _versions;
    private DefinitionDraft _draft = new();
    private IReadOnlyList<CallerApplication> _applications = [];
    private CallerApplication? _application;
    private SuccessSample? _sample;
    private SuccessPreview? _preview;
    private string? _conflict, _said;
    private bool _busy, _failed;

    [CascadingParameter] public Actor Actor { get; set; } = default!;
    [CascadingParameter] public Viewer Viewer { get; set; } = new(false, null, null);

    private NumberedDefinition InForce => _versions![0];

    private bool IsChanged => _errors.Count > 0 || (_draft.Read().Definition is { } typed && DefinitionDraft.Differences(InForce.Definition, typed, _types).Count > 0);

    protected override Task OnInitializedAsync() => LoadAsync();

    private Task LoadAsync() => TryAsync(async () =>
    {
        await ReadAsync();
        Reset();
    });

    private async Task ReadAsync()
    {
        _types = await SignalTypes.CurrentAsync(_end.Token);
        _applications = await Applications.ListAsync(Actor, _end.Token);
        _sample = await Previews.SampleAsync(Actor, Viewer.TimeZone, _application?.Id, _end.Token);
        _versions = await Definitions.ListAsync(_end.Token);
    }

    private void Reset() => Begin(DefinitionDraft.Of(InForce.Definition, _types));

    private void TakeBack(NumberedDefinition version)
    {
        var draft = DefinitionDraft.Of(version.Definition, _types);
        draft.Note = $"As version {version.Number}";
        Begin(draft);
    }

    private void Begin(DefinitionDraft draft)
    {
        (_draft, _conflict, _said) = (draft, null, null);
        Show();
    }

    private void Show()
    {
        (var typed, _errors) = _draft.Read();
        _preview = typed is null ? null : _sample?.Preview(typed);
    }

    /// <summary>While somebody types or drags, only the last state is worked out.</summary>
    private async Task ChangedAsync()
    {
        _typing.Cancel();
        var cancel = (_typing = CancellationTokenSource.CreateLinkedTokenSource(_end.Token)).Token;
        try
        {
            await Task.Delay(Pause, Clock, cancel);
            Show();
        }
        catch (OperationCanceledException)
        {
            // Something newer was typed, or the page is gone.
        }
    }

    /// <summary>The past of one application, or of all; what was typed stays.</summary>
    private Task ChooseAsync(string? name) => TryAsync(async () =>
    {
        _application = _applications.FirstOrDefault(a => a.Name == name);
        _sample = await Previews.SampleAsync(Actor, Viewer.TimeZone, _application?.Id, _end.Token);
        Show();
    });

    private async Task SaveAsync()
    {
        Show();
        if (_busy || _draft.Read().Definition is not { } typed || _preview is null) return;
        var seen = InForce.Number;
        var question = DefinitionQuestion.Of(_preview, _sample!, seen, _application?.Name, Viewer.ToLocal);
        if (!await Confirm.AskAsync(Dialogs, question.Title, question.Text, question.Yes)) return;
        await TryAsync(async () => await TellAsync(
            await Definitions.ChangeAsync(Actor, seen, typed, _draft.Note.Trim() is { Length: > 0 } note ? note : null, _end.Token)));
    }

    private async Task TellAsync(DefinitionOutcome outcome)
    {
        _conflict = _said = null;
        switch (outcome)
        {
            case DefinitionOutcome.Changed changed:
                await ReadAsync();
                Reset();
                Snackbar.Add($"Version {changed.Number} is in force. History is recomputed; the charts change over when that is done.");
                break;
            case DefinitionOutcome.Conflict:
                await SeeTheirsAsync();
                break;
            case DefinitionOutcome.Invalid invalid:
                _errors = invalid.Errors.ToDictionary(e => e.Key, e => char.ToUpperInvariant(e.Value[0][0]) + e.Value[0][1..]);
                break;
            default:
                _said = "Only admins may change it.";
                break;
        }
    }

    /// <summary>What was typed stays; beside it stands what somebody else put in force in the meantime.</summary>
    private async Task SeeTheirsAsync()
    {
        var before = InForce;
        await ReadAsync();
        var theirs = DefinitionDraft.Differences(before.Definition, InForce.Definition, _types);
        _conflict = $"{InForce.CreatedBy} put version {InForce.Number} in force while you typed: {(theirs.Count > 0 ? string.Join(", ", theirs) : "no other weights")}. "
            + "What you typed is kept, and compared with it from now on; put it in force again to replace theirs.";
        Show();
    }

    private async Task TryAsync(Func<Task> work)
    {
        (_busy, _failed) = (true, false);
        try
        {
            await work();
        }
        catch (Exception exception) when (exception is OperationCanceledException or DbException)
        {
            if (_versions is null) _failed = !_end.IsCancellationRequested;
            else _said = "It could not be saved. What you typed is still here: try again.";
        }

        _busy = false;
    }

    public void Dispose()
    {
        _end.Cancel();
        _typing.Cancel();
        _end.Dispose();
    }
}
