namespace Flywheel.Core.Collect.Intake;

/// <summary>How a provider writes many signals in one transaction.</summary>
internal interface ISignalStore : IDisposable
{
    /// <summary>
    /// Writes all of them, in order, and returns when they are on disk. Throws when nothing was written.
    /// </summary>
    IntakeStatus[] Write(IReadOnlyList<PreparedSignal> signals);
}
