using Flywheel.Core.Data;

namespace Flywheel.Core.Access.Keys;

/// <summary>Changes keys and tokens as audited actions, and lets this process know of it at once.</summary>
public sealed class SecretChanges(Database database, CredentialCache credentials)
{
    /// <summary>See <see cref="Database.WriteAsync{T}(Func{FlywheelDbContext, Task{T}}, CancellationToken)"/>.</summary>
    public async Task<T> RunAsync<T>(Func<FlywheelDbContext, Task<T>> work, CancellationToken cancellationToken)
    {
        var result = await database.WriteAsync(work, cancellationToken);
        credentials.Forget();
        return result;
    }
}
