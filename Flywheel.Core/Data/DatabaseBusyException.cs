using System.Data.Common;

namespace Flywheel.Core.Data;

/// <summary>
/// Somebody else held the database for longer than <see cref="DatabaseLocation.BusyLimit"/>; nothing was written. A later try may succeed.
/// </summary>
public sealed class DatabaseBusyException(string message, Exception? inner = null) : DbException(message, inner)
{
    /// <inheritdoc/>
    public override bool IsTransient => true;
}
