using System.Diagnostics.Metrics;

namespace Flywheel.Core;

/// <summary>
/// The meter <c>Flywheel</c>. Labels are chosen from short fixed lists: no text of a user, no id of a client.
/// </summary>
public sealed class Telemetry : IDisposable
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "Flywheel";

    private readonly Meter _meter = new(MeterName);
    private readonly Counter<long> _accepted;
    private readonly Counter<long> _duplicates;
    private readonly Counter<long> _rejected;
    private readonly Counter<long> _expired;
    private readonly Histogram<double> _commits;
    private readonly UpDownCounter<int> _circuits;
    private readonly Counter<long> _leasesExpired;
    private readonly RecentDurations _recentCommits = new(1000);
    private int _openCircuits;

    /// <summary>Makes the instruments.</summary>
    public Telemetry()
    {
        _accepted = _meter.CreateCounter<long>("flywheel.signals.accepted", "{signal}", "Signals that are on disk and were acknowledged");
        _duplicates = _meter.CreateCounter<long>("flywheel.signals.duplicates", "{signal}", "Signals that were there already, by their idempotency key");
        _rejected = _meter.CreateCounter<long>("flywheel.signals.rejected", "{signal}", "Signals that were refused, by cause");
        _expired = _meter.CreateCounter<long>("flywheel.signals.expired", "{signal}", "Signals that were kept as long as the settings say, and are gone");
        _commits = _meter.CreateHistogram<double>("flywheel.commit.duration", "s", "How long one commit of the signal writer took");
        _circuits = _meter.CreateUpDownCounter<int>("flywheel.circuits", "{circuit}", "Console sessions that are connected");
        _leasesExpired = _meter.CreateCounter<long>("flywheel.leases.expired", "{lease}", "Claims that ran out without a decision and were taken over");
    }

    /// <summary>Is it an instrument of this instance? Several hosts in one process have a meter each.</summary>
    internal bool Owns(Instrument instrument) => ReferenceEquals(instrument.Meter, _meter);

    /// <summary>Signals were stored.</summary>
    public void Accepted(int signals) => _accepted.Add(signals);

    /// <summary>Signals were there already.</summary>
    public void Duplicates(int signals) => _duplicates.Add(signals);

    /// <summary>Signals were refused.</summary>
    /// <param name="cause">One of a short fixed list: invalid, too_large, rate_limit, overloaded, storage, conflict.</param>
    public void Rejected(string cause, int signals = 1) => _rejected.Add(signals, new KeyValuePair<string, object?>("cause", cause));

    /// <summary>Signals were kept long enough.</summary>
    public void Expired(int signals) => _expired.Add(signals);

    /// <summary>The writer committed once.</summary>
    public void Committed(TimeSpan duration)
    {
        _commits.Record(duration.TotalSeconds);
        _recentCommits.Add(duration);
    }

    /// <summary>How long the last commits took, at most 1,000.</summary>
    public CommitTimes RecentCommits() => CommitTimes.Of(_recentCommits.ToArray());

    /// <summary>A console session connected (+1) or left (-1).</summary>
    public void Circuits(int change)
    {
        _circuits.Add(change);
        Interlocked.Add(ref _openCircuits, change);
    }

    /// <summary>Console sessions that are connected now.</summary>
    public int OpenCircuits => Volatile.Read(ref _openCircuits);

    /// <summary>Claims ran out.</summary>
    public void LeasesExpired(int leases) => _leasesExpired.Add(leases);

    /// <summary>Reads the queue's depth, signals, whenever somebody collects.</summary>
    public void ObserveQueue(Func<int> depth) =>
        _meter.CreateObservableGauge("flywheel.queue.depth", depth, "{signal}", "Signals that wait for their commit");

    /// <summary>Reads how far curation is behind, seconds, whenever somebody collects.</summary>
    public void ObserveCurationLag(Func<double> seconds) =>
        _meter.CreateObservableGauge("flywheel.curation.lag", seconds, "s", "The age of the oldest signal that is not curated yet");

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();
}
