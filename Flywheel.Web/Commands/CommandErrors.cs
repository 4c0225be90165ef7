using System.Data.Common;
using Flywheel.Web.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Web.Commands;

/// <summary>A command that cannot do what was asked, with the reason for the person who asked.</summary>
internal sealed class CommandRefused(string message) : Exception(message);

/// <summary>Which faults are told in one sentence; every other is a bug and keeps its stack trace.</summary>
internal static class CommandErrors
{
    internal static string? Explain(Exception exception) => exception switch
    {
        CommandRefused or ConfigurationException => exception.Message,
        Flywheel.Core.Data.BackupException => exception.Message,
        ArgumentException { ParamName: not null } => exception.Message.Split(" (Parameter")[0],
        DbUpdateException { InnerException: DbException inner } => $"The database refused: {inner.Message}",
        DbException => $"The database refused: {exception.Message}",
        IOException or UnauthorizedAccessException => exception.Message,
        OperationCanceledException => "Stopped.",
        _ => null,
    };
}
