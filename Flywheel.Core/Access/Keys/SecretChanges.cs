using Flywheel.Core.Audit;
using Flywheel.Core.Data;

namespace Flywheel.Core.Access.Keys;

/// <summary>Changes keys and tokens as audited actions, and lets this process know of it at once.</summary>
public sealed class SecretChanges(AuditLog audit, CredentialCache credentials)
{
    /// <summary>See <see cref="AuditLog.RunAsync{T}"/>.</summary>
    public async Task<T> RunAsync<T>(Func<FlywheelDbContext, Task<T>> work, CancellationToken cancellationToken)
    {
        var result = await audit.RunAsync(work, cancellationToken);
        credentials.Forget();
        return result;
    }
}
