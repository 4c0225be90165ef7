using Flywheel.Core.Collect.Contract;

namespace Flywheel.Core.Demo;

/// <summary>
/// Sixty days of use of the example's assistant, with outcomes for some of it: enough for a trend, three revolutions and an
/// experiment. Drawn from a fixed seed.
/// </summary>
internal static class DemoUsage
{
    /// <summary>The experiment that the example's last ten days belong to.</summary>
    public const string Experiment = "shorter-answers";

    /// <summary>When the example's revolutions began, days ago.</summary>
    public static readonly IReadOnlyList<int> RevolutionsBeganDaysAgo = [60, 30, 10];

    private const int Days = 60;
    private const int UsesADay = 150;
    private const int People = 2500;
    private static readonly (string Name, double Share, double Ease)[] Segments = [("team", 0.5, 0.04), ("pro", 0.3, -0.01), ("free", 0.2, -0.08)];

    /// <summary>What the assistant was used for, and how some of it ended.</summary>
    public static (List<ExposureItem> Uses, List<OutcomeItem> Outcomes) Draw(DateTime now)
    {
        var random = new Random(60_2026);
        var uses = new List<ExposureItem>();
        var outcomes = new List<OutcomeItem>();
        for (var day = Days; day > 0; day--)
        {
            for (var i = 0; i < UsesADay; i++) Add(random, now.AddDays(-day).AddMinutes(random.Next(24 * 60)), day, uses, outcomes);
        }

        return (uses, outcomes);
    }

    private static void Add(Random random, DateTime at, int daysAgo, List<ExposureItem> uses, List<OutcomeItem> outcomes)
    {
        var person = random.Next(People);
        var (segment, ease) = SegmentOf(random.NextDouble());
        // Nobody was asked to take part before the experiment began.
        var arm = daysAgo > RevolutionsBeganDaysAgo[^1] ? null : person % 2 == 0 ? "control" : "shorter";
        var use = new ExposureItem
        {
            RequestId = $"use-{uses.Count:00000}", UserId = $"person-{person}", Segment = segment, ModelVersion = daysAgo > 30 ? "tidepool-assist-1" : "tidepool-assist-2",
            Experiment = arm is null ? null : Experiment, Variant = arm, OccurredAt = Clock.ToMicroseconds(at),
        };
        uses.Add(use);
        // A third of the conversations end with the question whether it helped.
        if (random.Next(3) > 0) return;
        var success = random.NextDouble() < RateOn(daysAgo) + ease + (arm == "shorter" ? 0.05 : 0);
        outcomes.Add(new() { RequestId = use.RequestId, Success = success, Source = "survey", OccurredAt = Clock.ToMicroseconds(at.AddMinutes(5)) });
    }

    /// <summary>70 % in the first revolution, 76 % in the second, 79 % since.</summary>
    private static double RateOn(int daysAgo) => daysAgo > RevolutionsBeganDaysAgo[1] ? 0.70 : daysAgo > RevolutionsBeganDaysAgo[2] ? 0.76 : 0.79;

    private static (string Name, double Ease) SegmentOf(double draw)
    {
        foreach (var (name, share, ease) in Segments)
        {
            if (draw < share) return (name, ease);
            draw -= share;
        }

        return (Segments[^1].Name, Segments[^1].Ease);
    }
}
