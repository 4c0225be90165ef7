using System.Text.Json;

namespace Flywheel.Core.Access;

/// <summary>
/// Where every service method that changes something for somebody begins: the rights that the actor has now are asked for, and a refusal
/// is audited. What a method changes, and under which conditions, stays its own matter.
/// </summary>
public sealed class ActorActions(CurrentRights rights, RefusedActions refusals)
{
    /// <summary>Runs the work of one action, unless the actor's rights were taken away meanwhile.</summary>
    /// <param name="action">As the audit names it, such as <c>review.decide</c>; at most 90 characters.</param>
    /// <param name="subject">As the audit names it, such as <c>candidate/17</c>; nothing that the actor typed.</param>
    /// <exception cref="RightsChangedException">They were; nothing was done.</exception>
    public async Task<T> RunAsync<T>(Actor actor, string action, string subject, Func<Task<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            if (!await rights.HoldAsync(actor, cancellationToken)) throw new RightsChangedException();
            var outcome = await work();
            if (ReasonOf(outcome) is { } reason) await refusals.NoteAsync(actor, action, subject, reason);
            return outcome;
        }
        catch (UnauthorizedAccessException exception)
        {
            await refusals.NoteAsync(actor, action, subject, exception is RightsChangedException ? "rights_changed" : "not_allowed");
            throw;
        }
    }

    /// <summary>The same for work without an outcome.</summary>
    public Task RunAsync(Actor actor, string action, string subject, Func<Task> work, CancellationToken cancellationToken) =>
        RunAsync(actor, action, subject, async () => { await work(); return true; }, cancellationToken);

    /// <summary>Why an outcome is a refusal, in the words of its type; null where it is none. Nothing, and false, say that it is not there.</summary>
    private static string? ReasonOf<T>(T outcome) => outcome switch
    {
        IRefusal => JsonNamingPolicy.SnakeCaseLower.ConvertName(outcome.GetType().Name),
        MemberOutcome.Done => null,
        MemberOutcome refused => JsonNamingPolicy.SnakeCaseLower.ConvertName(refused.ToString()),
        InviteOutcome { MemberId: null, IsAllowed: false } => "not_allowed",
        null or false => "not_found",
        _ => null,
    };
}
