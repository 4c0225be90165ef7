using System.Data.Common;
using Flywheel.Core.Access;
using Flywheel.Core.Data;

namespace Flywheel.Web.Components.Shared;

/// <summary>Faults that are nobody's mistake, as the console says them.</summary>
public static class StorageErrors
{
    /// <summary>What is said while somebody else holds the database.</summary>
    public const string Busy = "The storage is busy. Nothing was changed and what you typed is still here: try again in a moment.";

    /// <summary>What is said when the storage cannot be used.</summary>
    public const string Unavailable = "The storage does not answer. Nothing was changed and what you typed is still here: try again in a moment.";

    /// <summary>A sentence for such a exception; null for any other, which is a bug.</summary>
    public static string? InWords(Exception exception) => exception switch
    {
        _ when exception.IsBusy() => Busy,
        RightsChangedException => exception.Message,
        DbException or { InnerException: DbException } => Unavailable,
        _ => null,
    };
}
