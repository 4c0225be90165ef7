using System.Threading.Channels;
using Flywheel.Core.Data;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Flywheel.Core.Collect.Intake;

/// <summary>Something that waits to be written.</summary>
public interface IQueued
{
    /// <summary>About how much memory it holds while it waits, bytes.</summary>
    int Weight { get; }
}

/// <summary>
/// One writer of one kind of thing: a bounded queue, many of them a commit, and an answer only after the commit was synced. What the
/// database does not take fails alone: see <see cref="SplitWrite{T}"/>.
/// </summary>
public abstract partial class GroupCommit<T>(WriteGate gate, CollectOptions options, TimeProvider clock, ILogger log) : IHostedService, IDisposable
    where T : IQueued
{
    /// <summary>
    /// How long one try waits for a lock that somebody else holds. Between tries whoever has waited for nearly all of
    /// <see cref="DatabaseLocation.BusyLimit"/> is answered.
    /// </summary>
    private static readonly TimeSpan Try = TimeSpan.FromSeconds(1);

    /// <summary>The longest that a try takes.</summary>
    private static readonly TimeSpan Margin = 1.5 * Try;

    private readonly Channel<Job> _queue = Channel.CreateUnbounded<Job>(new() { SingleReader = true });
    private Thread? _thread;
    private bool _blocked;
    private int _waiting;
    private long _waitingBytes;

    /// <summary>How many wait for their commit.</summary>
    public int QueueDepth => Volatile.Read(ref _waiting);

    /// <summary>How long the last commit took.</summary>
    public TimeSpan LastCommit { get; private set; }

    /// <summary>Did the last commit succeed?</summary>
    public bool Healthy { get; private set; } = true;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _thread = new Thread(Run) { IsBackground = true, Name = GetType().Name };
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
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Queues the items of one post; null when the queue is full. They are committed together.</summary>
    internal Task<IntakeOutcome>? Enqueue(IReadOnlyList<T> items)
    {
        var job = new Job(items);
        var waiting = Interlocked.Add(ref _waiting, items.Count);
        var bytes = Interlocked.Add(ref _waitingBytes, job.Weight);
        var full = waiting > options.QueueCapacity || bytes > (long)options.QueueMegabytes << 20;
        // One post alone is always taken, however large: a limit on bodies bounds it already.
        if ((!full || waiting == items.Count) && _queue.Writer.TryWrite(job)) return job.Done.Task;
        Release(job);
        return null;
    }

    /// <summary>Writes all of them in one transaction and returns when they are on disk; throws when nothing was written.</summary>
    protected abstract IntakeStatus[] Write(IReadOnlyList<T> items);

    /// <summary>Called after each commit, once everybody who waited for it has been answered.</summary>
    protected abstract void Committed(IntakeStatus[] statuses, TimeSpan took);

    /// <summary>Ends the queue; a derived writer also lets its store go.</summary>
    protected virtual void Dispose(bool disposing) => _queue.Writer.TryComplete();

    private void Run()
    {
        var jobs = new List<Job>();
        while (WaitForJobs())
        {
            jobs.Clear();
            var count = 0;
            while (count < options.MaxBatchCommit && _queue.Reader.TryRead(out var job))
            {
                jobs.Add(job);
                count += job.Items.Count;
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
        var started = clock.GetTimestamp();
        // Whoever came while the database was held by somebody else has waited already.
        if (_blocked) AnswerLate(jobs);
        if (jobs.Count == 0) return;
        SplitWrite<T>? group = null;
        try
        {
            using var turn = gate.EnterAsync().GetAwaiter().GetResult();
            group = WriteWhenFree(jobs);
        }
        catch (Exception exception)
        {
            WriteFailed(exception, jobs.Sum(j => j.Items.Count));
        }

        foreach (var error in group?.Errors ?? []) WriteFailed(error.Error, error.Items);
        Healthy = group is { StorageAnswered: true };
        LastCommit = clock.GetElapsedTime(started);
        Answer(jobs, group?.Statuses);
        if (group?.Written is { Length: > 0 } written) Committed(written, LastCommit);
    }

    /// <summary>Tries until the lock is free or nobody is left to wait for it.</summary>
    private SplitWrite<T> WriteWhenFree(List<Job> jobs)
    {
        while (true)
        {
            try
            {
                BusyDeadline.Begin(Try);
                var began = clock.GetTimestamp();
                var group = new SplitWrite<T>(
                    jobs.Count == 1 ? jobs[0].Items : jobs.SelectMany(j => j.Items).ToList(), Write, () => clock.GetElapsedTime(began) < gate.BusyLimit);
                group.Run();
                _blocked = false;
                return group;
            }
            catch (Exception exception) when (exception.IsLocked())
            {
                _blocked = true;
                AnswerLate(jobs);
                if (jobs.Count == 0) throw;
                Thread.Sleep(50);
            }
        }
    }

    /// <summary>Answers those whose time would be over before another try is, and takes them out.</summary>
    private void AnswerLate(List<Job> jobs)
    {
        var limit = gate.BusyLimit > 2 * Margin ? gate.BusyLimit - Margin : gate.BusyLimit / 2;
        var late = jobs.FindAll(j => Environment.TickCount64 - j.QueuedAt > limit.TotalMilliseconds);
        jobs.RemoveAll(late.Contains);
        Answer(late, null);
    }

    private void Answer(List<Job> jobs, IntakeStatus?[]? statuses)
    {
        var from = 0;
        foreach (var job in jobs)
        {
            Release(job);
            job.Done.SetResult(OutcomeOf(statuses is null ? [] : new ArraySegment<IntakeStatus?>(statuses, from, job.Items.Count)));
            from += job.Items.Count;
        }
    }

    /// <summary>A post of which nothing was stored, for a fault of the storage, is tried again whole by whoever sent it.</summary>
    private static IntakeOutcome OutcomeOf(ArraySegment<IntakeStatus?> statuses)
    {
        var known = new IntakeStatus[statuses.Count];
        var any = false;
        for (var i = 0; i < known.Length; i++)
        {
            any |= statuses[i] is not null;
            known[i] = statuses[i] ?? IntakeStatus.NotStored;
        }

        return any ? new(IntakeAnswer.Stored, known) : new(IntakeAnswer.StorageUnavailable, []);
    }

    private void Release(Job job)
    {
        Interlocked.Add(ref _waiting, -job.Items.Count);
        Interlocked.Add(ref _waitingBytes, -job.Weight);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Count} items could not be stored")]
    private partial void WriteFailed(Exception exception, int count);

    private sealed class Job(IReadOnlyList<T> items)
    {
        public IReadOnlyList<T> Items { get; } = items;

        /// <summary>In real time, as other processes hold locks.</summary>
        public long QueuedAt { get; } = Environment.TickCount64;
        public long Weight { get; } = items.Sum(i => (long)i.Weight);
        public TaskCompletionSource<IntakeOutcome> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
