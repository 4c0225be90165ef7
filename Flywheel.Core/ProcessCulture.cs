using System.Globalization;

namespace Flywheel.Core;

/// <summary>
/// The culture of the process: the invariant one, whatever the host's locale is. A locale may have a calendar, a decimal sign and
/// letter cases of its own, and what is stored and sent must not depend on them.
/// </summary>
public static class ProcessCulture
{
    /// <summary>Sets it for this thread and for every thread that is started later; the first thing of an entry point.</summary>
    public static void UseInvariant()
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.InvariantCulture;
    }
}
