using System.Globalization;
using Flywheel.Core.Data;

namespace Flywheel.Core.Operations;

/// <summary>Something that is not as it should be.</summary>
/// <param name="IsUrgent">Is something lost or refused already, or about to be?</param>
/// <param name="What">What is wrong, as a sentence.</param>
/// <param name="ToDo">What to do about it.</param>
public sealed record Advice(bool IsUrgent, string What, string ToDo);

/// <summary>What is wrong with a server, in words, and what to do. Pure.</summary>
public static class SystemAdvice
{
    private const long Megabyte = 1 << 20;

    /// <summary>SQLite needs room for its journal; below this, commits are about to fail.</summary>
    private const long LeastDisk = 512 * Megabyte;
    private const long LargeJournal = 512 * Megabyte;
    private static readonly TimeSpan SlowCommit = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongLag = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan OldBackup = TimeSpan.FromDays(7);

    /// <summary>The most urgent first; empty where all is well.</summary>
    public static IReadOnlyList<Advice> Of(SystemSnapshot now) =>
        [.. Intake(now.Intake).Concat(Disk(now.Database)).Concat(Lag(now)).Concat(Backup(now)).Concat(Retention(now.Retention)).OrderByDescending(a => a.IsUrgent)];

    private static IEnumerable<Advice> Intake(IntakeFacts intake)
    {
        if (!intake.Healthy)
            yield return new(true, "The last commit of signals failed; posts are answered with 503 until one succeeds.", "Look at the log for the fault, and at the disk: is it full, read-only or gone?");
        if (intake.Waiting * 2 > intake.Capacity)
            yield return new(true, $"{NumberText.Whole(intake.Waiting)} of at most {NumberText.Whole(intake.Capacity)} signals wait for their commit; beyond that posts are answered with 503.",
                "Send less at once, or give the database a faster disk. Flywheel:Collect:QueueCapacity only buys time.");
        if (intake.Commits is { Count: >= 100, Slowest99: { } slow } && slow > SlowCommit)
            yield return new(false, $"One commit in a hundred takes {slow.TotalMilliseconds.ToString("N0", CultureInfo.InvariantCulture)} ms or more.", "Look for what else writes to this disk; a network disk is too slow for SQLite.");
    }

    private static IEnumerable<Advice> Disk(DatabaseFacts database)
    {
        if (database.FreeDisk < LeastDisk)
            yield return new(true, $"Only {Size(database.FreeDisk.Value)} are free where the data lies.", "Make room now: when the disk is full, signals are refused.");
        else if (database.FreeDisk < database.Size)
            yield return new(false, $"{Size(database.FreeDisk.Value)} are free where the data lies, less than the database takes ({Size(database.Size.Value)}).", "Make room: a backup or an upgrade needs space for a second copy.");
        if (database.Journal > LargeJournal)
            yield return new(false, $"The database's journal has grown to {Size(database.Journal.Value)}.", "A long read keeps it from being emptied: end what reads the file from outside, or start the server again.");
    }

    private static IEnumerable<Advice> Lag(SystemSnapshot now)
    {
        if (now.Curation.Seconds > LongLag.TotalSeconds)
            yield return new(false, $"Curation is {Age(now.Curation)} behind ({NumberText.Whole(now.Curation.Records)} signals).", "After a rush it catches up by itself. If the number does not fall, look at the log for a fault.");
        if (now.Measuring.Seconds > LongLag.TotalSeconds)
            yield return new(false, $"Charts are {Age(now.Measuring)} behind ({NumberText.Whole(now.Measuring.Records)} records).", "Measuring makes way for the intake and catches up by itself. If the number does not fall, look at the log for a fault.");
    }

    private static IEnumerable<Advice> Backup(SystemSnapshot now)
    {
        if (now.Database.Provider == DatabaseProvider.SqlServer) yield break;
        const string how = "Run flywheel backup FILE, best every night, and keep pseudonym.key apart from it.";
        if (now.Backup is null) yield return new(false, "There is no backup yet that this data directory knows of.", how);
        else if (now.At - now.Backup.At > OldBackup) yield return new(false, $"The last backup is {(int)(now.At - now.Backup.At).TotalDays} days old.", how);
    }

    private static IEnumerable<Advice> Retention(RetentionFacts retention)
    {
        if (retention.Failed) yield return new(false, "Retention stopped at a fault; data that is due is still there.", "It tries again within the hour. If it fails again, look at the log for the fault.");
    }

    private static string Age(LagFacts lag) => lag.Seconds < 120
        ? $"{NumberText.Whole((long)lag.Seconds)} seconds"
        : lag.Seconds < 7200 ? $"{NumberText.Whole((long)(lag.Seconds / 60))} minutes" : $"{NumberText.Whole((long)(lag.Seconds / 3600))} hours";

    private static string Size(long bytes) => bytes < 1024 * Megabyte
        ? $"{((double)bytes / Megabyte).ToString("N0", CultureInfo.InvariantCulture)} MB"
        : $"{((double)bytes / (1024 * Megabyte)).ToString("N1", CultureInfo.InvariantCulture)} GB";
}
