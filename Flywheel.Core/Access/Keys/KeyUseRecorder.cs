using System.Data.Common;
using Flywheel.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Flywheel.Core.Access.Keys;

/// <summary>Writes down every half minute when keys and tokens were last used.</summary>
public sealed partial class KeyUseRecorder(
    CredentialCache credentials, Database database, TimeProvider clock, ILogger<KeyUseRecorder> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    /// <summary>Writes down what was used since the last time.</summary>
    public async Task RecordAsync(CancellationToken cancellationToken)
    {
        var uses = credentials.TakeUses();
        if (uses.Count == 0) return;
        await database.WriteAsync(
            async db =>
            {
                foreach (var (caller, at) in uses)
                {
                    var id = caller.KeyId;
                    if (caller.Person is null) await db.ApiKeys.Where(k => k.Id == id).ExecuteUpdateAsync(set => set.SetProperty(k => k.LastUsedAt, at), cancellationToken);
                    else await db.PersonalTokens.Where(t => t.Id == id).ExecuteUpdateAsync(set => set.SetProperty(t => t.LastUsedAt, at), cancellationToken);
                }
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await RecordAsync(stoppingToken);
            }
            catch (DbException exception)
            {
                if (!exception.IsBusy()) NotRecorded(exception);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The last use of keys could not be stored")]
    private partial void NotRecorded(Exception exception);
}
