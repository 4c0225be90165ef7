using Flywheel.Core;
using Flywheel.Core.Data;
using Flywheel.Core.Measure.Experiments;
using Flywheel.Tests.Support;
using Flywheel.Tests.Support.Fixtures;
using Flywheel.Web.Components.Measure.Experiments;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Tests.Measure.Experiments;

public sealed class ExperimentsTests : IAsyncLifetime
{
    private static readonly ExperimentRequest Minimal = new("reranker", "It is better.");
    private TestDatabase _database = null!;
    private ExperimentFixture _fixture = null!;

    private Flywheel.Core.Measure.Experiments.Experiments Experiments => _fixture.Experiments;

    public async ValueTask InitializeAsync() => _fixture = await ExperimentFixture.CreateAsync(_database = await TestDatabase.CreateAsync());

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task A_reviewer_may_do_none_of_it()
    {
        var ana = new Actor("ana", "Ana", Roles.Reviewer, ApplicationAccess.All);
        await _fixture.RunAsync();
        ExperimentOutcome[] outcomes =
        [
            await Experiments.CreateAsync(ana, Minimal with { Key = "other" }, default), await Experiments.EditAsync(ana, "reranker", Minimal, default), await Experiments.StartAsync(ana, "reranker", null, default),
            await Experiments.StopAsync(ana, "reranker", null, default), await Experiments.DecideAsync(ana, "reranker", new("ship", Reason: "r"), default), await Experiments.AcknowledgeAsync(ana, "reranker", null, default),
        ];
        Assert.All(outcomes, o => Assert.IsType<ExperimentOutcome.NotAllowed>(o));
    }

    [Theory]
    [InlineData("success_rate", 0.7)]
    [InlineData("success_rate", 0.0)]
    [InlineData("value", 12.5)]
    public async Task The_level_to_plan_with_is_kept_changed_and_taken_away(string metric, double level)
    {
        var made = ExperimentFixture.Done(await Experiments.CreateAsync(_fixture.Cleo, Minimal with { PrimaryMetric = metric, Baseline = level, SmallestEffect = 0.05 }, default));
        Assert.Equal(level, made.Baseline);
        var forecast = (await _fixture.Analyses.ForecastAsync(Actor.System, (await Experiments.FindAsync(_fixture.Cleo, made.Key, default))!, default)).Input;
        Assert.Equal(level, metric == "value" ? forecast.Deviation : forecast.Baseline);
        var form = Flywheel.Web.Components.Measure.Experiments.ExperimentForm.Of(made);
        Assert.Equal((level, 0), (form.ToRequest().Baseline, form.Errors().Count));
        form.Baseline = "";
        Assert.Null(ExperimentFixture.Done(await Experiments.EditAsync(_fixture.Cleo, made.Key, form.ToRequest(), default)).Baseline);
    }

    [Theory]
    [InlineData("success_rate", 1.2)]
    [InlineData("success_rate", -0.1)]
    [InlineData("success_rate", double.NaN)]
    [InlineData("value", 0.0)]
    public async Task An_impossible_level_is_refused(string metric, double level)
    {
        var outcome = await Experiments.CreateAsync(_fixture.Cleo, Minimal with { PrimaryMetric = metric, Baseline = level, SmallestEffect = 0.05 }, default);
        Assert.Equal("baseline", Assert.Single(Assert.IsType<ExperimentOutcome.Invalid>(outcome).Errors).Key);
    }

    [Fact]
    public async Task Its_course_is_in_the_audit()
    {
        await Experiments.CreateAsync(_fixture.Cleo, Minimal, default);
        await Experiments.EditAsync(_fixture.Cleo, "reranker", Minimal with { Hypothesis = "It is much better." }, default);
        await Experiments.StartAsync(_fixture.Cleo, "reranker", null, default);
        await Experiments.StopAsync(_fixture.Cleo, "reranker", null, default);
        var decided = ExperimentFixture.Done(await Experiments.DecideAsync(_fixture.Cleo, "reranker", new("ship", null, " Better by three points. "), default));
        Assert.Equal((ExperimentState.Decided, new(ExperimentDecision.Ship, "treatment", "Cleo", decided.Ruling!.At, "Better by three points.")), (decided.State, decided.Ruling));
        await using var db = _database.Open();
        Assert.Equal(
            ["experiment.create", "experiment.edit", "experiment.start", "experiment.stop", "experiment.decide"],
            await db.Audit.Where(a => a.Subject == $"experiment/{decided.Id}").OrderBy(a => a.Id).Select(a => a.Action).ToListAsync());
    }

    [Fact]
    public async Task An_edit_replaces_the_arms_and_needs_the_version_that_was_read()
    {
        var made = ExperimentFixture.Done(await Experiments.CreateAsync(_fixture.Cleo, Minimal, default));
        var edit = Minimal with { Arms = [new("control", 0.8), new("new", 0.1), new("newer", 0.1)], Version = made.Version };
        Assert.Equal([0.8, 0.1, 0.1], ExperimentFixture.Done(await Experiments.EditAsync(_fixture.Cleo, "reranker", edit, default)).Arms.Select(a => a.Share));
        var late = Assert.IsType<ExperimentOutcome.Conflict>(await Experiments.EditAsync(_fixture.Cleo, "reranker", edit, default));
        Assert.Equal(made.Version + 1, late.Version);
    }

    [Fact]
    public async Task What_runs_cannot_be_changed_or_started_again()
    {
        await _fixture.RunAsync();
        Assert.IsType<ExperimentOutcome.Conflict>(await Experiments.EditAsync(_fixture.Cleo, "reranker", Minimal with { Arms = [new("a", 0.1), new("b", 0.9)] }, default));
        Assert.IsType<ExperimentOutcome.Conflict>(await Experiments.StartAsync(_fixture.Cleo, "reranker", null, default));
        Assert.IsType<ExperimentOutcome.Conflict>(await Experiments.CreateAsync(_fixture.Cleo, Minimal, default));
        Assert.Equal(["control", "treatment"], (await Experiments.FindAsync(Actor.System, "reranker", default))!.Arms.Select(a => a.Name));
    }

    [Fact]
    public async Task A_draft_can_be_neither_stopped_nor_decided()
    {
        await Experiments.CreateAsync(_fixture.Cleo, Minimal, default);
        Assert.IsType<ExperimentOutcome.Conflict>(await Experiments.StopAsync(_fixture.Cleo, "reranker", null, default));
        Assert.IsType<ExperimentOutcome.Conflict>(await Experiments.DecideAsync(_fixture.Cleo, "reranker", new("keep", Reason: "r"), default));
        Assert.IsType<ExperimentOutcome.Conflict>(await Experiments.AcknowledgeAsync(_fixture.Cleo, "reranker", null, default));
    }

    [Theory]
    [InlineData("reason", "ship", "treatment", " ")]
    [InlineData("decision", "perhaps", null, "r")]
    [InlineData("arm", "ship", "control", "r")]
    [InlineData("arm", "ship", "nobody", "r")]
    public async Task A_decision_that_breaks_a_rule_names_the_field(string field, string decision, string? arm, string reason)
    {
        await _fixture.RunAsync();
        var invalid = Assert.IsType<ExperimentOutcome.Invalid>(await Experiments.DecideAsync(_fixture.Cleo, "reranker", new(decision, arm, reason), default));
        Assert.Equal([field], invalid.Errors.Keys);
    }

    [Fact]
    public async Task Deciding_a_running_experiment_stops_it()
    {
        await _fixture.RunAsync();
        var decided = ExperimentFixture.Done(await Experiments.DecideAsync(_fixture.Cleo, "reranker", new("keep", Reason: "No gain."), default));
        Assert.Equal((decided.Ruling!.At, "control"), (decided.StoppedAt, decided.Ruling.Arm));
    }

    [Fact]
    public async Task Who_was_assigned_keeps_the_arm_until_it_is_decided()
    {
        await Experiments.CreateAsync(_fixture.Cleo, Minimal, default);
        Assert.IsType<AssignmentOutcome.NotStarted>(await AssignAsync());
        await Experiments.StartAsync(_fixture.Cleo, "reranker", null, default);
        Assert.Equal(new AssignmentOutcome.Assigned("control"), await AssignAsync());
        await Experiments.StopAsync(_fixture.Cleo, "reranker", null, default);
        Assert.Equal(new AssignmentOutcome.Assigned("control"), await AssignAsync());
        await Experiments.DecideAsync(_fixture.Cleo, "reranker", new("ship", Reason: "Better."), default);
        Assert.Equal(new AssignmentOutcome.Assigned("treatment"), await AssignAsync());
    }

    [Fact]
    public async Task Another_applications_experiment_assigns_nobody()
    {
        await _fixture.RunAsync(change: r => r with { Application = "bank" });
        Assert.IsType<AssignmentOutcome.Missing>(await AssignAsync());
    }

    [Fact]
    public async Task An_unknown_application_is_reported_by_its_field() =>
        Assert.Equal(["application"], Assert.IsType<ExperimentOutcome.Invalid>(await Experiments.CreateAsync(_fixture.Cleo, Minimal with { Application = "nowhere" }, default)).Errors.Keys);

    private Task<AssignmentOutcome> AssignAsync() => Experiments.AssignAsync(_fixture.Shop, "reranker", "u-1", default);
}
