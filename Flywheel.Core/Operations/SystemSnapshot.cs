using Flywheel.Core.Data;

namespace Flywheel.Core.Operations;

/// <summary>How the server stands at one moment.</summary>
/// <param name="At">UTC.</param>
/// <param name="Pending">Candidates that wait for a reviewer.</param>
/// <param name="Held">Candidates kept back by a finding.</param>
/// <param name="Work">Work in the background by its name; what has nothing to do has no progress.</param>
/// <param name="Backup">The last one that this data directory knows of; null for none.</param>
/// <param name="Circuits">Console sessions that are connected to this process.</param>
public sealed record SystemSnapshot(
    DateTime At, DatabaseFacts Database, IntakeFacts Intake, LagFacts Curation, LagFacts Measuring, int Pending, int Held,
    IReadOnlyList<(string Name, WorkProgress? Progress)> Work, BackupMark? Backup, RetentionFacts Retention, int Circuits);

/// <summary>The database and the disk of the data directory, bytes; null where that cannot be told.</summary>
/// <param name="Journal">SQLite's write-ahead log.</param>
public sealed record DatabaseFacts(DatabaseProvider Provider, long? Size, long? Journal, long? FreeDisk);

/// <summary>The writer of signals.</summary>
/// <param name="Waiting">Signals that wait for their commit.</param>
/// <param name="Capacity">How many may wait before the intake answers 503.</param>
/// <param name="Healthy">Did the last commit succeed?</param>
public sealed record IntakeFacts(int Waiting, int Capacity, bool Healthy, CommitTimes Commits);

/// <summary>How far a reader is behind what is stored.</summary>
/// <param name="Records">Records that it has not dealt with.</param>
/// <param name="Seconds">The age of the oldest of them; 0 where there is none.</param>
public sealed record LagFacts(long Records, double Seconds);

/// <summary>What retention is set to, and what it did last.</summary>
/// <param name="RawSignalDays">0: for good.</param>
/// <param name="RejectedItemDays">0: for good.</param>
/// <param name="Last">The last pass of this process; null before the first.</param>
/// <param name="Failed">Did the last try end at a fault?</param>
public sealed record RetentionFacts(int RawSignalDays, int RejectedItemDays, RetentionPass? Last, DateTime? LastAt, bool Failed);
