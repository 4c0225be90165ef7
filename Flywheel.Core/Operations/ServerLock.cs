using Flywheel.Core.Data;

namespace Flywheel.Core.Operations;

/// <summary>
/// Says that a process works on the data directory: <c>server.lock</c>, a file whose lock dies with its process. Servers
/// and commands share it; a restore needs it alone.
/// </summary>
public static class ServerLock
{
    /// <summary>Joins those who work on the data; disposing leaves them. Null where a restore is going on.</summary>
    public static IDisposable? Share(DatabaseLocation location) => Open(location, FileShare.Read);

    /// <summary>Takes the data for itself; null where somebody works on it.</summary>
    public static IDisposable? Own(DatabaseLocation location) => Open(location, FileShare.None);

    private static FileStream? Open(DatabaseLocation location, FileShare share)
    {
        Directory.CreateDirectory(location.DataDirectory);
        try
        {
            return new FileStream(Path.Combine(location.DataDirectory, "server.lock"), FileMode.OpenOrCreate, FileAccess.Read, share);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
