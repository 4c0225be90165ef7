using System.Reflection;
using Microsoft.Data.SqlClient;

namespace Flywheel.Tests.Support.Faults;

/// <summary>Faults of SQL Server without a server; the driver makes them only itself.</summary>
public static class SqlFaults
{
    private const BindingFlags Hidden = BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;

    /// <summary>The fault with a number, such as 1205 for a deadlock.</summary>
    public static SqlException Of(int number)
    {
        var errors = Activator.CreateInstance(typeof(SqlErrorCollection), Hidden, null, [], null)!;
        var make = typeof(SqlError).GetConstructors(Hidden).First(c => c.GetParameters().Length == 8 && c.GetParameters()[7].ParameterType == typeof(Exception));
        var error = make.Invoke([number, (byte)0, (byte)17, "server", "message", "", 0, null]);
        typeof(SqlErrorCollection).GetMethod("Add", Hidden)!.Invoke(errors, [error]);
        var create = typeof(SqlException).GetMethods(Hidden).First(m => m.Name == "CreateException" && m.GetParameters().Length == 2 && m.GetParameters()[1].ParameterType == typeof(string));
        return (SqlException)create.Invoke(null, [errors, "16.0"])!;
    }
}
