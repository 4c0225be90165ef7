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

    /// <summary>A sentence for such a fault; null for any other, which is a bug.</summary>
    public static string? InWords(Exception fault) => fault switch
    {
        _ when fault.IsBusy() => Busy,
        RightsChangedException => fault.Message,
        DbException or { InnerException: DbException } => Unavailable,
        _ => null,
    };
}
