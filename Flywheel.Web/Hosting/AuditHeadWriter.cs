using Flywheel.Core.Audit;

namespace Flywheel.Web.Hosting;

/// <summary>Writes the audit's head to its file every minute and at the end.</summary>
internal sealed partial class AuditHeadWriter(AuditHeads heads, TimeProvider clock, ILogger<AuditHeadWriter> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        do await WriteAsync();
        while (await TickAsync(timer, stoppingToken));
        await WriteAsync();
    }

    private static async Task<bool> TickAsync(PeriodicTimer timer, CancellationToken stoppingToken)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task WriteAsync()
    {
        try
        {
            await heads.WriteAsync(CancellationToken.None);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or System.Data.Common.DbException)
        {
            NotWritten(exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The audit's head could not be written; it is tried again in a minute")]
    private partial void NotWritten(Exception exception);
}
