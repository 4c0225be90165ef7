using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace Flywheel.Core.Collect.Intake;

/// <summary>
/// A token bucket for each key: it holds one second's worth of signals and fills continuously. A post takes all it needs
/// or nothing.
/// </summary>
public sealed class RateLimits(IOptions<CollectOptions> options, TimeProvider clock)
{
    private readonly ConcurrentDictionary<int, Bucket> _buckets = new();

    /// <summary>
    /// Takes <paramref name="count"/> signals from the key's bucket. Null when they fit; otherwise how long to wait,
    /// whole seconds, at least one.
    /// </summary>
    public int? TryTake(int keyId, int count)
    {
        var rate = options.Value.SignalsPerSecondPerKey;
        return rate <= 0 ? null : _buckets.GetOrAdd(keyId, _ => new Bucket(rate, clock)).TryTake(count);
    }

    private sealed class Bucket(int rate, TimeProvider clock)
    {
        private readonly Lock _lock = new();
        private double _level = rate;
        private long _filledAt = clock.GetTimestamp();

        public int? TryTake(int count)
        {
            lock (_lock)
            {
                var now = clock.GetTimestamp();
                _level = Math.Min(rate, _level + (clock.GetElapsedTime(_filledAt, now).TotalSeconds * rate));
                _filledAt = now;
                if (_level >= count)
                {
                    _level -= count;
                    return null;
                }

                return Math.Max(1, (int)Math.Ceiling((count - _level) / rate));
            }
        }
    }
}
