using Flywheel.Core;
using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Curate.Review;
using Flywheel.Core.Curate.Validation;
using Flywheel.Web.Shell;

namespace Flywheel.Web.Components.Curate.Review.Session;

/// <summary>
/// From what a person asks for to what happens: reading, fixing, choosing a reason. What does not count now is ignored,
/// whatever the client sends.
/// </summary>
public sealed class ReviewFlow(ReviewSession session, ReviewServices services, Actor actor)
{
    private long? _item;
    private bool _begun;

    public ReviewMode Mode { get; private set; }
    public ReviewView View { get; private set; }

    /// <summary>What the editor opens with.</summary>
    public string Text { get; private set; } = "";

    /// <summary>The item that the browser has drawn; a decision about another one was meant for the one before.</summary>
    public long? Seen { get; set; }

    /// <summary>The person typed something about this item before.</summary>
    public bool Begun => _item == session.Current?.Item.Id ? _begun : session.Current?.Item.Draft is not null;

    /// <summary>Shows answer and correction in another way.</summary>
    public void Show(ReviewView view) => View = view;

    /// <summary>Does what was asked for, if it counts now.</summary>
    public async Task ActAsync(ReviewAction action)
    {
        if (!ReviewKeys.Allows(session.Phase, Mode, session.Obstacle is not null, action) && action != ReviewAction.Undo) return;
        if (session.Current is { } current && current.Item.Id != Seen) return;
        try
        {
            await DoAsync(action);
        }
        catch (Exception exception) when (ReviewSession.IsStorage(exception))
        {
            session.Say("The storage did not answer. Nothing is lost: try again in a moment.", trouble: true);
        }
    }

    /// <summary>Rejects for a reason; the last one asks for words first.</summary>
    public async Task RejectAsync(RejectReason reason)
    {
        if (Mode != ReviewMode.ChoosingReason || session.Current?.Item.Id != Seen) return;
        if (reason == RejectReason.Other) Mode = ReviewMode.ExplainingReason;
        else await DecideAsync(DecisionKind.Reject, reason: reason);
    }

    /// <summary>Rejects with words of one's own.</summary>
    public async Task ExplainAsync(string words)
    {
        if (Mode == ReviewMode.ExplainingReason) await DecideAsync(DecisionKind.Reject, reason: RejectReason.Other, comment: words);
    }

    /// <summary>Approves the typed text; one that equals the proposal is an approval of the proposal.</summary>
    public async Task FixAsync(string text)
    {
        if (Mode != ReviewMode.Fixing || session.Current?.Item is not { } item) return;
        if (text == item.ProposedOutput) await DecideAsync(DecisionKind.Approve);
        else await DecideAsync(DecisionKind.Fix, text);
    }

    /// <summary>The keys that count now, for the listener and the sheet.</summary>
    public IEnumerable<Shortcut> Shortcuts(Func<ReviewAction, Task> act, Func<Task> submit, Func<RejectReason, Task> reject)
    {
        var hindered = session.Obstacle is not null;
        // While the next item is on its way the keys stay: taking them away and giving them back would cost a way to the browser.
        var phase = session.Phase == ReviewPhase.Loading ? ReviewPhase.Judging : session.Phase;
        foreach (var key in ReviewKeys.For(phase, Mode, hindered))
            yield return new(key.Key, key.Help ?? key.Label, () => act(key.Action), WhileTyping: key.Action == ReviewAction.Back);
        if (phase != ReviewPhase.Judging || hindered) yield break;
        if (Mode == ReviewMode.Fixing) yield return new("Ctrl+Enter", "Approve this text", submit, WhileTyping: true);
        // Already while reading, although they do nothing then: R and a digit in one go must not lose the digit.
        if (Mode is not (ReviewMode.Reading or ReviewMode.ChoosingReason)) yield break;
        for (var i = 0; i < ReviewLabels.Reasons.Count; i++)
        {
            var reason = ReviewLabels.Reasons[i];
            yield return new($"{i + 1}", Mode == ReviewMode.Reading ? $"After R: {ReviewLabels.Of(reason).ToLowerInvariant()}" : ReviewLabels.Of(reason), () => reject(reason));
        }
    }

    private async Task DoAsync(ReviewAction action)
    {
        switch (action)
        {
            case ReviewAction.Approve: await ApproveAsync(); break;
            case ReviewAction.ApproveFix: await ApproveFixAsync(); break;
            case ReviewAction.ApproveProposal: await DecideAsync(DecisionKind.Approve); break;
            case ReviewAction.Skip: await DecideAsync(DecisionKind.Skip); break;
            case ReviewAction.SecondOpinion: await DecideAsync(DecisionKind.SecondOpinion); break;
            case ReviewAction.Fix: await OpenEditorAsync(redact: false); break;
            case ReviewAction.Redact: await OpenEditorAsync(redact: true); break;
            case ReviewAction.Reject: Mode = ReviewMode.ChoosingReason; break;
            case ReviewAction.SwitchView: View = (ReviewView)(((int)View + 1) % 3); break;
            case ReviewAction.Back: await StepBackAsync(); break;
            case ReviewAction.Next: Leave(); break;
            case ReviewAction.Retake: await session.RetakeAsync(); break;
            default: await UndoAsync(); break;
        }
    }

    private async Task DecideAsync(DecisionKind kind, string? ideal = null, RejectReason? reason = null, string? comment = null)
    {
        if (await session.DecideAsync(kind, ideal, reason, comment)) Mode = ReviewMode.Reading;
    }

    /// <summary>Approves the proposal, unless the person typed another text: then asks which is meant, since the other is dropped.</summary>
    private async Task ApproveAsync()
    {
        if (session.Current?.Item is not { } item) return;
        string? typed;
        try
        {
            typed = await Task.Run(() => services.Drafts.LoadAsync(actor, item.Id, CancellationToken.None));
        }
        catch (Exception exception) when (ReviewSession.IsStorage(exception))
        {
            session.Say(ReviewSession.NotStored, trouble: true);
            return;
        }

        if (session.Current?.Item.Id != item.Id) return;
        if (string.IsNullOrWhiteSpace(typed) || typed == item.ProposedOutput) await DecideAsync(DecisionKind.Approve);
        else (Text, Mode) = (typed, ReviewMode.ChoosingText);
    }

    private async Task ApproveFixAsync()
    {
        if (session.Current?.Item is not { } item) return;
        var typed = await Task.Run(() => services.Drafts.LoadAsync(actor, item.Id, CancellationToken.None));
        if (session.Current?.Item.Id == item.Id && typed is not null) await DecideAsync(DecisionKind.Fix, typed);
    }

    private async Task OpenEditorAsync(bool redact)
    {
        if (session.Current?.Item is not { } item) return;
        var text = await Task.Run(() => services.Drafts.LoadAsync(actor, item.Id, CancellationToken.None)) ?? item.ProposedOutput;
        if (redact && await RedactAsync(item, text) is var redacted)
        {
            if (redacted is null) return;
            text = redacted;
        }

        if (session.Current?.Item.Id != item.Id) return;
        (Text, Mode, _item, _begun) = (text, ReviewMode.Fixing, item.Id, true);
    }

    private async Task<string?> RedactAsync(ReviewItem item, string text)
    {
        var (redacted, count) = await Task.Run(() => Redaction.Redact(text));
        var query = item.Findings.Any(f => f.Field == FindingField.Input && f.Kind is FindingKinds.PersonalData or FindingKinds.Secret)
            ? " The query holds some too, and a fix cannot change it: reject it if it must not be learned." : "";
        if (count == 0)
        {
            session.Say($"No personal data was found in the text.{query}", trouble: query.Length > 0);
            return null;
        }

        await Task.Run(() => services.Drafts.SaveAsync(actor, item.Id, redacted, CancellationToken.None));
        session.Say($"{count} {(count == 1 ? "place" : "places")} replaced. Read it once more, then approve it.{query}", trouble: query.Length > 0);
        return redacted;
    }

    private async Task StepBackAsync()
    {
        if (Mode == ReviewMode.Fixing && session.Current?.Item is { } item)
            (_item, _begun) = (item.Id, await Task.Run(() => services.Drafts.LoadAsync(actor, item.Id, CancellationToken.None)) is not null);
        Mode = Mode == ReviewMode.ExplainingReason ? ReviewMode.ChoosingReason : ReviewMode.Reading;
    }

    private void Leave()
    {
        session.Leave();
        Mode = ReviewMode.Reading;
    }

    private async Task UndoAsync()
    {
        await session.UndoAsync();
        Mode = ReviewMode.Reading;
    }
}
