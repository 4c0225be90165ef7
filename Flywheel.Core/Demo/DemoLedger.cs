using Flywheel.Core.Audit;
using Flywheel.Core.Data;
using Flywheel.Core.Measure;
using Flywheel.Core.Measure.Experiments;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Demo;

/// <summary>The example's past: its revolutions, and an experiment that has been running for ten days.</summary>
internal sealed class DemoLedger(Database database, AuditLog audit, TimeProvider clock)
{
    private static readonly (string Name, string? Note)[] Turns =
        [("Launch", "The assistant went live."), ("Corrected answers", "Retrained on the corrections of the first month."), ("Shorter answers", null)];

    /// <summary>Writes it into a database that has only the ledger's first line.</summary>
    public Task<bool> WriteAsync(int applicationId, CancellationToken cancellationToken) => database.WriteAsync(
        async db =>
        {
            var now = clock.Now();
            var began = DemoUsage.RevolutionsBeganDaysAgo.Select(days => now.AddDays(-days)).ToList();
            var first = await db.Revolutions.SingleAsync(cancellationToken);
            (first.Name, first.Note, first.StartedAt, first.EndedAt, first.Open, first.ClosedBy) = (Turns[0].Name, Turns[0].Note, began[0], began[1], null, "Max Manager");
            await db.SaveChangesAsync(cancellationToken);
            db.Revolutions.Add(new() { Id = 2, Name = Turns[1].Name, Note = Turns[1].Note, StartedAt = began[1], EndedAt = began[2], ClosedBy = "Max Manager" });
            db.Revolutions.Add(new() { Id = 3, Name = Turns[2].Name, StartedAt = began[2], Open = 1 });
            AddExperiment(db, applicationId, began[2]);
            audit.Append(db, Actor.System, "demo.past", "revolution/3", null, new { Revolutions = 3, Experiments = 1 });
            return true;
        },
        cancellationToken);

    private static void AddExperiment(FlywheelDbContext db, int applicationId, DateTime startedAt) => db.Experiments.Add(new()
    {
        Key = DemoUsage.Experiment,
        ApplicationId = applicationId,
        Hypothesis = "People get further with answers of at most five sentences.",
        SmallestEffect = 0.08,
        State = ExperimentState.Running,
        CreatedAt = startedAt.AddDays(-1),
        CreatedBy = "Max Manager",
        StartedAt = startedAt,
        Arms = [new() { Position = 0, Name = "control", Share = 0.5 }, new() { Position = 1, Name = "shorter", Share = 0.5 }],
    });
}
