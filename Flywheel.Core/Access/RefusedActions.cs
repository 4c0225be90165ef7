using System.Data.Common;
using Flywheel.Core.Audit;
using Flywheel.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Flywheel.Core.Access;

/// <summary>
/// Audits what signed-in people tried and were refused: an entry <c>ACTION.refused</c> at once, and further ones of the same person and
/// action counted and written together, so that there is at most one a minute.
/// </summary>
public sealed partial class RefusedActions(Database database, AuditLog audit, TimeProvider clock, ILogger<RefusedActions> log) : BackgroundService
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(5);
    private readonly Dictionary<(string MemberId, string Action), Attempts> _open = [];

    /// <summary>Notes one; the first of a minute is in the audit when this returns. Never a fault: a refusal stays a refusal.</summary>
    /// <param name="reason">In the words of the outcome, such as <c>lease_lost</c>.</param>
    public async Task NoteAsync(Actor actor, string action, string subject, string reason)
    {
        if (!actor.IsPerson) return;
        lock (_open)
        {
            if (_open.TryGetValue((actor.MemberId, action), out var open))
            {
                (open.Actor, open.Subject, open.Reason) = (actor, subject, reason);
                open.Count++;
                return;
            }

            _open[(actor.MemberId, action)] = new(actor, subject, reason, clock.Now());
        }

        await WriteAsync(actor, action, subject, reason, 1);
    }

    /// <summary>Writes what was counted in minutes that are over.</summary>
    /// <param name="all">In those that are not, too.</param>
    public async Task FlushAsync(bool all = false)
    {
        foreach (var (action, told) in TakeDue(all)) await WriteAsync(told.Actor, action, told.Subject, told.Reason, told.Count);
    }

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await FlushAsync(all: true);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Poll, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken)) await FlushAsync();
    }

    private List<(string Action, Attempts Told)> TakeDue(bool all)
    {
        var (due, now) = (new List<(string, Attempts)>(), clock.Now());
        lock (_open)
        {
            foreach (var (key, open) in _open.Where(o => all || now - o.Value.Since >= Window).ToList())
            {
                if (open.Count == 0 || all) _open.Remove(key);
                if (open.Count == 0) continue;
                due.Add((key.Action, open));
                // What comes now is the next minute's.
                if (!all) _open[key] = new(open.Actor, open.Subject, open.Reason, now);
            }
        }

        return due;
    }

    private async Task WriteAsync(Actor actor, string action, string subject, string reason, int count)
    {
        try
        {
            await database.WriteAsync(db => audit.Append(db, actor, $"{action}.refused", subject, null, new { Reason = reason, Count = count }));
        }
        catch (Exception exception) when (exception is DbException or DbUpdateException or ObjectDisposedException)
        {
            // Disposed: a host that is torn down while it stops takes the services away from what is still counted.
            NotWritten(exception, count, action);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} refusals of {Action} could not be written into the audit")]
    private partial void NotWritten(Exception exception, int count, string action);

    /// <summary>What came after the entry that opened the minute.</summary>
    private sealed class Attempts(Actor actor, string subject, string reason, DateTime since)
    {
        public Actor Actor { get; set; } = actor;
        public string Subject { get; set; } = subject;
        public string Reason { get; set; } = reason;
        public DateTime Since { get; } = since;
        public int Count { get; set; }
    }
}
