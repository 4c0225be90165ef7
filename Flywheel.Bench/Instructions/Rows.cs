using System.Text.Json;

namespace Flywheel.Bench.Instructions;

internal static class Rows
{
    public static string Text(this JsonElement row, string name) => row.GetProperty(name).GetString()!;
}
