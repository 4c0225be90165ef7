using Flywheel.Core.Data;

namespace Flywheel.Core.Access;

/// <summary>What else changes when a member sees other applications than before, such as leases on items of the others.</summary>
public interface IAccessChange
{
    /// <summary>Makes the change in the caller's transaction.</summary>
    /// <param name="access">What the member sees from now on.</param>
    Task ApplyAsync(FlywheelDbContext db, string memberId, ApplicationAccess access, CancellationToken cancellationToken);
}
