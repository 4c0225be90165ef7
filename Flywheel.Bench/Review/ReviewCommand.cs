using System.CommandLine;
using System.Diagnostics;
using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Curate.Review;
using Microsoft.Extensions.DependencyInjection;

namespace Flywheel.Bench.Review;

/// <summary>How long a claim and a decision take on the server, with a short queue and with a long one.</summary>
internal static class ReviewCommand
{
    public static Command Create()
    {
        var small = new Option<int>("--small") { DefaultValueFactory = _ => 15_000, Description = "Candidates of the short queue." };
        var large = new Option<int>("--large") { DefaultValueFactory = _ => 1_000_000, Description = "Candidates of the long queue." };
        var claims = new Option<int>("--claims") { DefaultValueFactory = _ => 400, Description = "Claims in each queue." };
        var command = new Command("review", "Claim-next and decide on SQLite, at two lengths of the queue.") { small, large, claims };
        command.SetAction((result, _) => RunAsync(result.GetValue(small), result.GetValue(large), result.GetValue(claims)));
        return command;
    }

    private static async Task RunAsync(int small, int large, int claims)
    {
        await using var shortQueue = await SeededQueue.CreateAsync(small);
        await using var longQueue = await SeededQueue.CreateAsync(large);
        // In turn, so that both meet the same machine; the first lap only warms up.
        foreach (var queue in new[] { shortQueue, longQueue }) await LapAsync(queue, 40);
        var (fast, slow) = (new Timings(), new Timings());
        for (var lap = 0; lap < 4; lap++)
        {
            fast.Add(await LapAsync(shortQueue, claims / 4));
            slow.Add(await LapAsync(longQueue, claims / 4));
        }

        var table = new Table("candidates", "claim p50 ms", "claim p95 ms", "decide p50 ms", "decide p95 ms");
        table.Add($"{small:N0}", fast.Claim(0.5), fast.Claim(0.95), fast.Decide(0.5), fast.Decide(0.95));
        table.Add($"{large:N0}", slow.Claim(0.5), slow.Claim(0.95), slow.Decide(0.5), slow.Decide(0.95));
        table.Print(Console.Out);
        Console.WriteLine($"claim p95, long over short: {slow.ClaimP95 / fast.ClaimP95:F2}");
    }

    private static async Task<Timings> LapAsync(SeededQueue seeded, int claims)
    {
        var queue = seeded.Services.GetRequiredService<ReviewQueue>();
        var decisions = seeded.Services.GetRequiredService<ReviewDecisions>();
        var timings = new Timings();
        for (var i = 0; i < claims; i++)
        {
            var clock = Stopwatch.GetTimestamp();
            var item = (await queue.ClaimAsync(seeded.Reviewer, 1, default))[0];
            timings.Claims.Add(Stopwatch.GetElapsedTime(clock).TotalMilliseconds);
            clock = Stopwatch.GetTimestamp();
            await decisions.DecideAsync(seeded.Reviewer, item.Id, Decision(item, i), default);
            timings.Decisions.Add(Stopwatch.GetElapsedTime(clock).TotalMilliseconds);
        }

        return timings;
    }

    /// <summary>One in five is skipped: what was skipped must not make the next claim slower.</summary>
    private static DecisionRequest Decision(ReviewItem item, int i) => (i % 5) switch
    {
        0 => new(item.Version, DecisionKind.Skip),
        1 => new(item.Version, DecisionKind.Reject, Reason: RejectReason.Wrong),
        2 => new(item.Version, DecisionKind.Fix, item.ProposedOutput + " "),
        _ => new(item.Version, DecisionKind.Approve),
    };

    private sealed class Timings
    {
        public List<double> Claims { get; } = [];
        public List<double> Decisions { get; } = [];
        public double ClaimP95 => Percentile(Claims, 0.95);

        public void Add(Timings other)
        {
            Claims.AddRange(other.Claims);
            Decisions.AddRange(other.Decisions);
        }

        public string Claim(double share) => $"{Percentile(Claims, share):F2}";

        public string Decide(double share) => $"{Percentile(Decisions, share):F2}";

        private static double Percentile(List<double> values, double share) => values.Order().ElementAt((int)(share * (values.Count - 1)));
    }
}
