using System.Data.Common;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace Flywheel.Web.Hosting;

/// <summary>Faults of the start that the operator can mend: told in a sentence instead of a stack trace.</summary>
public static class StartErrors
{
    /// <summary>The message and the exit code; null for a exception that is a bug.</summary>
    public static (string Message, int ExitCode)? Explain(Exception exception) => exception switch
    {
        ConfigurationException => (exception.Message, 2),
        OptionsValidationException faults => (new ConfigurationException([.. faults.Failures]).Message, 2),
        InvalidDataException or FormatException => ($"The configuration cannot be read: {exception.Message}", 2),
        IOException { InnerException: AddressInUseException } => ($"{exception.Message} Choose another with --urls.", 1),
        IOException or UnauthorizedAccessException => (exception.Message, 1),
        DbException => ($"The database cannot be used: {exception.Message}", 1),
        _ => null,
    };
}
