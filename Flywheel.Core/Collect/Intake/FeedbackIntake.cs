using Flywheel.Core.Collect.Contract;

namespace Flywheel.Core.Collect.Intake;

/// <summary>Takes validated signals and answers when they are safe on disk.</summary>
public sealed class FeedbackIntake(SignalWriter writer, Pseudonyms pseudonyms, TimeProvider clock)
{
    /// <summary>
    /// Stores the signals of one post, all in one commit. Nothing is stored unless the answer is
    /// <see cref="IntakeAnswer.Stored"/>.
    /// </summary>
    /// <param name="consentByDefault">The application's setting, for signals that say nothing about consent.</param>
    public Task<IntakeOutcome> AcceptAsync(int applicationId, bool consentByDefault, IReadOnlyList<FeedbackItem> items)
    {
        var now = clock.Now();
        var prepared = new PreparedSignal[items.Count];
        for (var i = 0; i < prepared.Length; i++)
            prepared[i] = PreparedSignal.From(items[i], applicationId, consentByDefault, pseudonyms, now);
        return prepared.Length == 0
            ? Task.FromResult(new IntakeOutcome(IntakeAnswer.Stored, []))
            : writer.Enqueue(prepared) ?? Task.FromResult(new IntakeOutcome(IntakeAnswer.Overloaded, []));
    }
}
