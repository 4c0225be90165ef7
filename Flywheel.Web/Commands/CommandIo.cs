using System.Text;

namespace Flywheel.Web.Commands;

/// <summary>What a command reads from and writes to.</summary>
/// <param name="Output">Results.</param>
/// <param name="Error">Messages to the person.</param>
/// <param name="Environment">A variable's value by its name.</param>
/// <param name="ReadSecret">A line without an echo; null where nobody can type one.</param>
internal sealed record CommandIo(TextWriter Output, TextWriter Error, Func<string, string?> Environment, Func<string?> ReadSecret)
{
    private const string PasswordVariable = "FLYWHEEL_PASSWORD";

    /// <summary>The console of this process.</summary>
    internal static CommandIo OfProcess() =>
        new(Console.Out, Console.Error, System.Environment.GetEnvironmentVariable, () => Console.IsInputRedirected ? Console.In.ReadLine() : ReadKeys());

    /// <summary>The new password: from FLYWHEEL_PASSWORD, or prompted for without an echo.</summary>
    /// <exception cref="CommandRefused">There is none.</exception>
    internal string NewPassword()
    {
        if (Environment(PasswordVariable) is { Length: > 0 } given) return given;
        Error.Write("New password: ");
        var typed = ReadSecret();
        Error.WriteLine();
        return string.IsNullOrEmpty(typed)
            ? throw new CommandRefused($"A password is needed: type it when asked, or set {PasswordVariable}.")
            : typed;
    }

    private static string ReadKeys()
    {
        var line = new StringBuilder();
        for (var key = Console.ReadKey(intercept: true); key.Key != ConsoleKey.Enter; key = Console.ReadKey(intercept: true))
        {
            if (key.Key == ConsoleKey.Backspace) line.Length = Math.Max(0, line.Length - 1);
            else if (!char.IsControl(key.KeyChar)) line.Append(key.KeyChar);
        }

        return line.ToString();
    }
}
