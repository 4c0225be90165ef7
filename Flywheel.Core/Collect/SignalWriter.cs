using System.Threading.Channels;
using Flywheel.Core.Data;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Flywheel.Core.Collect;

/// <summary>
/// The one writer of signals: a bounded queue, many signals a commit, and an answer only after the commit was synced.
/// </summary>
public sealed partial class SignalWriter : IHostedService, IDisposable
{
    /// <summary>How long a commit waits for its turn: while somebody else holds the database, a 503 must not be long in coming.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Channel<Job> _queue = Channel.CreateUnbounded<Job>(new() { SingleReader = true });
    private readonly ISignalStore _store;
    private readonly WriteGate _gate;
    private readonly SignalFeed _feed;
    private readonly CollectOptions _options;
    private readonly Telemetry _telemetry;
    private readonly TimeProvider _clock;
    private readonly ILogger<SignalWriter> _log;
    private Thread? _thread;
    private int _waiting;
    private long _waitingBytes;

    internal SignalWriter(
        ISignalStore store, WriteGate gate, SignalFeed feed, IOptions<CollectOptions> options, Telemetry telemetry, TimeProvider clock, ILogger<SignalWriter> log)
    {
        (_store, _gate, _feed, _options, _telemetry, _clock, _log) = (store, gate, feed, options.Value, telemetry, clock, log);
        telemetry.ObserveQueue(() => QueueDepth);
    }

    /// <summary>How many signals wait for their commit.</summary>
    public int QueueDepth => Volatile.Read(ref _waiting);

    /// <summary>How long the last commit took.</summary>
    public TimeSpan LastCommit { get; private set; }

    /// <summary>Did the last commit succeed?</summary>
    public bool Healthy { get; private set; } = true;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _thread = new Thread(Run) { IsBackground = true, Name = "signal writer" };
        _thread.Start();
        return Task.CompletedTask;
    }

    /// <summary>Writes what is waiting and ends.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _queue.Writer.TryComplete();
        if (_thread is { } thread) await Task.Run(() => thread.Join(TimeSpan.FromSeconds(20)), CancellationToken.None);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _queue.Writer.TryComplete();
        _store.Dispose();
    }

    /// <summary>Queues the signals of one post; null when the queue is full. They are committed together.</summary>
    internal Task<IntakeOutcome>? Enqueue(IReadOnlyList<PreparedSignal> signals)
    {
        var job = new Job(signals);
        var waiting = Interlocked.Add(ref _waiting, signals.Count);
        var bytes = Interlocked.Add(ref _waitingBytes, job.Weight);
        var full = waiting > _options.QueueCapacity || bytes > (long)_options.QueueMegabytes << 20;
        // One post alone is always taken, however large: a limit on bodies bounds it already.
        if ((!full || waiting == signals.Count) && _queue.Writer.TryWrite(job)) return job.Done.Task;
        Release(job);
        return null;
    }

    private void Run()
    {
        var jobs = new List<Job>();
        while (WaitForJobs())
        {
            jobs.Clear();
            var count = 0;
            while (count < _options.MaxBatchCommit && _queue.Reader.TryRead(out var job))
            {
                jobs.Add(job);
                count += job.Signals.Count;
            }

            Commit(jobs);
        }
    }

    private bool WaitForJobs()
    {
        var wait = _queue.Reader.WaitToReadAsync();
        return wait.IsCompletedSuccessfully ? wait.Result : wait.AsTask().GetAwaiter().GetResult();
    }

    private void Commit(List<Job> jobs)
    {
        IntakeStatus[]? statuses = null;
        var started = _clock.GetTimestamp();
        try
        {
            var signals = jobs.Count == 1 ? jobs[0].Signals : jobs.SelectMany(j => j.Signals).ToList();
            using var patience = new CancellationTokenSource(Patience, _clock);
            using var turn = _gate.EnterAsync(patience.Token).GetAwaiter().GetResult();
            statuses = _store.Write(signals);
            Healthy = true;
        }
        catch (Exception fault)
        {
            Healthy = false;
            WriteFailed(fault, jobs.Sum(j => j.Signals.Count));
        }

        LastCommit = _clock.GetElapsedTime(started);
        Answer(jobs, statuses);
        if (statuses is not null) Count(statuses);
    }

    private void Count(IntakeStatus[] statuses)
    {
        _feed.Add(statuses.Length);
        _telemetry.Committed(LastCommit);
        var recorded = statuses.Count(s => s == IntakeStatus.Recorded);
        var duplicates = statuses.Count(s => s == IntakeStatus.Duplicate);
        _telemetry.Accepted(recorded);
        if (duplicates > 0) _telemetry.Duplicates(duplicates);
        if (recorded + duplicates < statuses.Length) _telemetry.Rejected("conflict", statuses.Length - recorded - duplicates);
    }

    private void Answer(List<Job> jobs, IntakeStatus[]? statuses)
    {
        var from = 0;
        foreach (var job in jobs)
        {
            Release(job);
            var outcome = statuses is null
                ? new IntakeOutcome(IntakeAnswer.StorageUnavailable, [])
                : new IntakeOutcome(IntakeAnswer.Stored, new ArraySegment<IntakeStatus>(statuses, from, job.Signals.Count));
            from += job.Signals.Count;
            job.Done.SetResult(outcome);
        }
    }

    private void Release(Job job)
    {
        Interlocked.Add(ref _waiting, -job.Signals.Count);
        Interlocked.Add(ref _waitingBytes, -job.Weight);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Count} signals could not be stored")]
    private partial void WriteFailed(Exception fault, int count);

    private sealed class Job(IReadOnlyList<PreparedSignal> signals)
    {
        public IReadOnlyList<PreparedSignal> Signals { get; } = signals;
        public long Weight { get; } = signals.Sum(s => (long)s.Weight);
        public TaskCompletionSource<IntakeOutcome> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
