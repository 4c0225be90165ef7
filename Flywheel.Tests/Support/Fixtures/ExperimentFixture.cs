using Flywheel.Core;
using Flywheel.Core.Data;
using Flywheel.Core.Measure.Experiments;
using Flywheel.Core.Measure.Success;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Tests.Support.Fixtures;

/// <summary>Two applications, a manager, a shown measurement, and interactions as a test wants them.</summary>
public sealed class ExperimentFixture(Func<FlywheelDbContext> open, Experiments experiments, ExperimentAnalyses analyses, TimeProvider clock)
{
    private static readonly CancellationToken Stop = CancellationToken.None;
    private int _rows;

    public Actor Cleo { get; } = new("cleo", "Cleo", Roles.Manager, ApplicationAccess.All);
    public Experiments Experiments => experiments;
    public ExperimentAnalyses Analyses => analyses;
    public int Shop { get; private set; }
    public int Bank { get; private set; }

    public static async Task<ExperimentFixture> CreateAsync(TestDatabase database)
    {
        var fixture = new ExperimentFixture(database.Open, database.Get<Experiments>(), database.Get<ExperimentAnalyses>(), database.Time);
        await fixture.PrepareAsync();
        return fixture;
    }

    /// <summary>The applications, and a measurement that is shown; what is there already stays.</summary>
    public async Task PrepareAsync()
    {
        await using var db = open();
        var applications = new[] { "shop", "bank" }.Select(name => db.Applications.SingleOrDefault(a => a.Name == name) ?? db.Applications.Add(new() { Name = name }).Entity).ToList();
        if (!await db.MeasureGenerations.AnyAsync(g => g.ShownAt != null && g.RetiredAt == null))
            db.MeasureGenerations.Add(new() { Id = 1, DefinitionVersion = 1, StartedAt = clock.Now(), ShownAt = clock.Now() });
        await db.SaveChangesAsync();
        (Shop, Bank) = (applications[0].Id, applications[1].Id);
    }

    /// <summary>Plans an experiment and starts it.</summary>
    public async Task<ExperimentDetails> RunAsync(string key = "reranker", Func<ExperimentRequest, ExperimentRequest>? change = null)
    {
        var request = new ExperimentRequest(Key: key, Hypothesis: "A reranker finds the better document.");
        Done(await experiments.CreateAsync(Cleo, change?.Invoke(request) ?? request, Stop));
        return Done(await experiments.StartAsync(Cleo, key, null, Stop));
    }

    public static ExperimentDetails Done(ExperimentOutcome outcome) => Assert.IsType<ExperimentOutcome.Done>(outcome).Experiment;

    /// <summary>The analysis as it is now.</summary>
    public async Task<ExperimentAnalysis> AnalyseAsync(string key = "reranker") =>
        (await analyses.AnalyseAsync(Actor.System, (await experiments.FindAsync(Actor.System, key, Stop))!, Stop))!;

    /// <summary>An interaction of one person in one arm, judged; <paramref name="change"/> makes it another one.</summary>
    public MeasuredInteraction Row(string person, string? variant, Verdict verdict = Verdict.Succeeded, Action<MeasuredInteraction>? change = null)
    {
        var row = new MeasuredInteraction
        {
            Generation = 1, ApplicationId = Shop, RequestId = $"r-{++_rows}", OccurredAt = clock.Now(), PersonHash = person, SessionId = $"s-{person}",
            Variant = variant, HasEvidence = verdict != Verdict.Unknown, Verdict = verdict,
        };
        change?.Invoke(row);
        return row;
    }

    /// <summary>So many persons of an arm, of whom so many succeeded, each once.</summary>
    public IEnumerable<MeasuredInteraction> Arm(string arm, int persons, int successes, Action<MeasuredInteraction>? change = null) =>
        Enumerable.Range(0, persons).Select(i => Row($"{arm}-{i:D5}", arm, i < successes ? Verdict.Succeeded : Verdict.Failed, change));

    public async Task StoreAsync(params IEnumerable<MeasuredInteraction> rows)
    {
        await using var db = open();
        db.AddRange(rows);
        await db.SaveChangesAsync();
    }
}
