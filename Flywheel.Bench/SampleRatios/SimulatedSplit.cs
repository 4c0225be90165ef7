using Flywheel.Core.Measure.Statistics;

namespace Flywheel.Bench.SampleRatios;

/// <summary>Alarms by test; of one experiment 0 or 1 each.</summary>
internal readonly record struct Alarms(int Old, int Stream, int Whole, int Plain, int DailyPlain)
{
    public static Alarms operator +(Alarms a, Alarms b) => new(a.Old + b.Old, a.Stream + b.Stream, a.Whole + b.Whole, a.Plain + b.Plain, a.DailyPlain + b.DailyPlain);
}

/// <summary>One experiment whose units come in hundreds; the last arm loses a share of its own.</summary>
internal static class SimulatedSplit
{
    private const int Look = 100;
    private static readonly double[] OldConcentrations = [100, 1_000, 10_000];

    /// <summary>The alarms by each number of assigned units.</summary>
    public static Alarms[] Run(Random random, double[] shares, double lost, int[] sizes)
    {
        var counts = new long[shares.Length];
        var (old, stream, daily) = (false, false, false);
        var found = new Alarms[sizes.Length];
        for (var units = Look; units <= sizes[^1]; units += Look)
        {
            for (var i = 0; i < Look; i++) Draw(random, shares, lost, counts);
            old = old || IsOldAlarm(counts, shares);
            stream = stream || SampleRatio.Check(counts, shares, isEnd: false).IsMismatch;
            var plain = SampleRatio.ChiSquared(counts, shares).IsMismatch;
            daily = daily || plain;
            var whole = stream || SampleRatio.Check(counts, shares, isEnd: true).IsMismatch;
            if (Array.IndexOf(sizes, units) is >= 0 and var at) found[at] = new(Of(old), Of(stream), Of(whole), Of(plain), Of(daily));
        }

        return found;
    }

    private static int Of(bool alarm) => alarm ? 1 : 0;

    private static void Draw(Random random, double[] shares, double lost, long[] counts)
    {
        var (point, arm) = (random.NextDouble(), 0);
        while (arm < shares.Length - 1 && point >= shares[arm]) point -= shares[arm++];
        if (arm < shares.Length - 1 || random.NextDouble() >= lost) counts[arm]++;
    }

    private static bool IsOldAlarm(long[] counts, double[] shares)
    {
        var logs = OldConcentrations.Select(k => SampleRatio.LogBayesFactor(counts, shares, k)).ToArray();
        var largest = logs.Max();
        return largest + Math.Log(logs.Average(log => Math.Exp(log - largest))) > -Math.Log(SampleRatio.AlarmBelow);
    }
}
