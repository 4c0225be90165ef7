using Flywheel.Core;
using System.Data.Common;
using Flywheel.Core.Curate.Policies;
using Flywheel.Web.Components.Shared.Forms;
using Flywheel.Web.Shell.Links;

namespace Flywheel.Web.Components.Curate.Policies.Drafts;

/// <summary>What can be done with a draft, and what became of it.</summary>
public sealed partial class PolicyDraftPage
{
    private (CurationPolicy? Policy, int Days) _previewed;
    private PolicyDraftOutcome.Conflict? _conflict;
    private IReadOnlyList<PolicyChange> _left = [];
    private string? _said;
    private bool _wrong;
    private bool _busy;

    private Task SaveAsync() => SaveAsync(_editing!.Seen);

    private Task SaveMineAsync() => SaveAsync(_conflict!.Theirs.Version);

    private Task SaveAsync(int seen)
    {
        var (text, mark) = _editing!.Take();
        return DoAsync(
            () => Drafts.SaveAsync(Actor, Id, seen, text, _end.Token),
            draft =>
            {
                (_view, _conflict) = (draft, null);
                _editing.Saved(draft, mark);
                Preview();
                Say("Saved.", false);
                return Task.CompletedTask;
            });
    }

    private async Task SaveByKeyAsync()
    {
        if (_editing is { IsDirty: true }) await SaveAsync();
        StateHasChanged();
    }

    private Task ApproveAsync() => DoAsync(() => Drafts.ApproveAsync(Actor, Id, _editing!.Seen, _end.Token), draft => ReopenAsync(draft, "You approved it."));

    private Task CompareAsync() => DoAsync(
        () => Drafts.CompareAnewAsync(Actor, Id, _editing!.Seen, _end.Token), draft => ReopenAsync(draft, $"It is compared with version {draft.BasedOn} now."));

    private Task ApplyAsync() => DoAsync(
        () => Drafts.ApplyAsync(Actor, Id, _editing!.Seen, _end.Token),
        draft =>
        {
            _view = draft;
            Navigation.NavigateTo(Links.Policy);
            return Task.CompletedTask;
        });

    private async Task WithdrawAsync()
    {
        var sure = await Confirm.AskAsync(Dialogs, "Withdraw this draft?", "It stays in the list to be read, and nobody can change or apply it any more.", "Withdraw it", "Keep it");
        if (sure) await DoAsync(() => Drafts.WithdrawAsync(Actor, Id, _editing!.Seen, _end.Token), draft => ReopenAsync(draft, null));
    }

    private async Task RunAsync()
    {
        if (_editing!.IsDirty) await SaveAsync();
        if (_editing.IsDirty || DaysError is not null) return;
        await ReadAsync(async () =>
        {
            await Backtests.StartAsync(Actor, Id, Days, _end.Token);
            _run = Backtests.Find(Id);
        });
        _settles = true;
    }

    private Task CancelAsync() => Backtests.CancelAsync(Actor, Id);

    private async Task LoadTheirsAsync()
    {
        var conflict = _conflict!;
        (_left, _conflict, _said, _settles) = (ConflictPanel.Of(conflict, _editing!.Form), null, null, true);
        await ReadAsync(() => OpenAsync(conflict.Theirs));
    }

    private async Task ReopenAsync(PolicyDraftView draft, string? said)
    {
        await OpenAsync(draft);
        if (said is not null) Say(said, false);
    }

    private async Task DoAsync(Func<Task<PolicyDraftOutcome>> action, Func<PolicyDraftView, Task> done)
    {
        if (_busy) return;
        (_busy, _said) = (true, null);
        try
        {
            await TellAsync(await action(), done);
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
            // The page is gone.
        }
        catch (DbException)
        {
            Say("It could not be done, and nothing was changed. What you typed is still here: try again.", true);
        }
        finally
        {
            (_busy, _settles) = (false, true);
        }
    }

    private async Task TellAsync(PolicyDraftOutcome outcome, Func<PolicyDraftView, Task> done)
    {
        switch (outcome)
        {
            case PolicyDraftOutcome.Done success: await done(success.Draft); break;
            case PolicyDraftOutcome.Conflict conflict:
                _conflict = conflict;
                Say("Nothing was saved: somebody was faster. What differs stands below.", true);
                _focus = ["#conflict"];
                break;
            case PolicyDraftOutcome.Refused refused: Say(refused.Reason, true); break;
            case PolicyDraftOutcome.Invalid invalid:
                _editing!.Refuse(invalid.Errors);
                Say($"Nothing was saved: {NumberText.Count(invalid.Errors.Count, "field")} to correct first, marked below.", true);
                _focus = [".pl-sections [aria-invalid=true]", ".pl-sections .is-wrong [aria-expanded]", "#draft-bar"];
                break;
            case PolicyDraftOutcome.NotFound: _missing = true; break;
            default: Say("Only admins may do that.", true); break;
        }
    }

    private void Say(string words, bool wrong) => (_said, _wrong) = (words, wrong);
}
