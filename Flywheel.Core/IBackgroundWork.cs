using Flywheel.Core.Data;

namespace Flywheel.Core;

/// <summary>Work in the background that the system page shows; whatever is registered under this is shown.</summary>
public interface IBackgroundWork
{
    /// <summary>Its name, such as <c>Measuring</c>.</summary>
    string Name { get; }

    /// <summary>Its progress; null where there is nothing to do.</summary>
    Task<WorkProgress?> ReadAsync(FlywheelDbContext db, CancellationToken cancellationToken);
}

/// <summary>How far a piece of work in the background has come.</summary>
/// <param name="What">What it is doing, as a sentence.</param>
/// <param name="Share">How much of it is done, 0 to 1; null where that is not known.</param>
/// <param name="Since">When it began; UTC.</param>
public sealed record WorkProgress(string What, double? Share, DateTime? Since);
