using System.Text.Json;
using Flywheel.Core;
using Flywheel.Core.Access;
using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Curate.Curation;
using Flywheel.Core.Curate.Datasets;
using Flywheel.Core.Curate.Items;
using Flywheel.Core.Curate.Review;
using Flywheel.Core.Measure.Experiments;
using Flywheel.Core.Measure.Revolutions;
using Flywheel.Core.Measure.Trends;
using Flywheel.Core.Operations;
using Flywheel.Tests.Operations.Erasure;
using Flywheel.Tests.Support;
using Flywheel.Tests.Support.Fixtures;

namespace Flywheel.Tests.Access;

/// <summary>Every question that a page asks, asked by somebody who sees one application of two.</summary>
public sealed class VisibilityTests(TwoApplicationsFixture fixture) : IClassFixture<TwoApplicationsFixture>
{
    private static readonly CancellationToken Cancel = CancellationToken.None;
    private static readonly JsonSerializerOptions Json = new() { NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals };

    private static readonly Dictionary<string, Func<TwoApplicationsFixture, Actor, Task<object?>>> Questions = new()
    {
        ["applications"] = async (s, actor) => await s.Get<Applications>().ListAsync(actor, Cancel),
        ["an application"] = async (s, actor) => await s.Get<Applications>().FindAsync(actor, TwoApplicationsFixture.Word, Cancel),
        ["candidates"] = async (s, actor) => await s.Get<CandidateSearch>().PageAsync(actor, CandidateFilter.Nothing, 0, 100, Cancel),
        ["candidates by name"] = async (s, actor) => await s.Get<CandidateSearch>().PageAsync(actor, new() { Application = TwoApplicationsFixture.Word }, 0, 100, Cancel),
        ["candidates by text"] = async (s, actor) => await s.Get<CandidateSearch>().PageAsync(actor, new() { Text = TwoApplicationsFixture.Word }, 0, 100, Cancel),
        ["candidates by id"] = async (s, actor) => await s.Get<CandidateSearch>().ReadAsync(actor, [s.Waiting, s.Held], Cancel),
        ["segments"] = async (s, actor) => await s.Get<CandidateSearch>().SegmentsAsync(actor, Cancel),
        ["story"] = async (s, actor) => await s.Get<ItemStories>().ReadAsync(actor, s.Approved, Cancel),
        ["text"] = async (s, actor) => await s.Get<ReviewTexts>().ReadAsync(actor, s.Waiting, "input", Cancel),
        ["history"] = async (s, actor) => await s.Get<InteractionHistories>().ReadAsync(actor, null, $"{TwoApplicationsFixture.Word}-1", Cancel),
        ["examples"] = async (s, actor) => await s.Get<ApprovedExamples>().StreamAsync(actor, null, Quality.Low, -1, Cancel).ToListAsync(Cancel),
        ["examples of it"] = async (s, actor) => await s.Get<ApprovedExamples>().StreamAsync(actor, s.Vault, Quality.Low, -1, Cancel).ToListAsync(Cancel),
        ["datasets"] = async (s, actor) => await s.Get<DatasetLibrary>().ListAsync(actor, null, Cancel),
        ["datasets of it"] = async (s, actor) => await s.Get<DatasetLibrary>().ListAsync(actor, s.Vault, Cancel),
        ["dataset names"] = async (s, actor) => await s.Get<DatasetLibrary>().FindNamesAsync(actor, "set", 10, Cancel),
        ["a version"] = async (s, actor) => await s.Get<DatasetLibrary>().FindAsync(actor, s.Vault, $"{TwoApplicationsFixture.Word}set", 1, Cancel),
        ["trend by segment"] = async (s, actor) => await s.Get<Trends>().ReadAsync(actor, Query(TrendSplit.Segment), Cancel),
        ["trend by model"] = async (s, actor) => await s.Get<Trends>().ReadAsync(actor, Query(TrendSplit.ModelVersion), Cancel),
        ["trend by application"] = async (s, actor) => await s.Get<Trends>().ReadAsync(actor, Query(TrendSplit.Application), Cancel),
        ["ledger"] = async (s, actor) => await s.Get<Revolutions>().ReadAsync(actor, null, Cancel),
        ["overview"] = async (s, actor) => await s.Get<Overviews>().ReadAsync(actor, Cancel),
        ["experiments"] = async (s, actor) => await s.Get<Experiments>().ListAsync(actor, Cancel),
        ["an experiment"] = async (s, actor) => await s.Get<Experiments>().FindAsync(actor, $"{TwoApplicationsFixture.Word}-trial", Cancel),
        ["items of the queue"] = async (s, actor) => await s.Get<ReviewQueue>().ClaimAsync(actor, 100, Cancel),
    };

    public static TheoryData<string> Asked => [.. Questions.Keys];

    [Theory]
    [MemberData(nameof(Asked))]
    public async Task No_answer_reveals_an_application_that_is_not_visible(string question)
    {
        foreach (var role in new[] { Roles.Reviewer, Roles.Manager })
            Assert.DoesNotContain(TwoApplicationsFixture.Word, Text(await Questions[question](fixture, fixture.Shopper(role))), StringComparison.OrdinalIgnoreCase);
        // Someone who sees all applications gets it: otherwise the test would prove nothing.
        var all = new Actor($"all-{question}", "All", Roles.Manager, ApplicationAccess.All);
        Assert.Contains(TwoApplicationsFixture.Word, Text(await Questions[question](fixture, all)), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Figures_are_those_of_the_seen_applications_alone()
    {
        var (actor, all) = (fixture.Shopper(Roles.Manager), new Actor("all", "All", Roles.Manager, ApplicationAccess.All));
        var (trends, ledger, status, search) = (fixture.Get<Trends>(), fixture.Get<Revolutions>(), fixture.Get<FlywheelStatuses>(), fixture.Get<CandidateSearch>());
        Assert.Equal(Text((await trends.ReadAsync(all, Query() with { ApplicationId = fixture.Shop }, Cancel)).All), Text((await trends.ReadAsync(actor, Query(), Cancel)).All));
        Assert.Equal(Text((await ledger.ReadAsync(all, fixture.Shop, Cancel)).Current.Counts), Text((await ledger.ReadAsync(actor, null, Cancel)).Current.Counts));
        Assert.Equal(await status.ReadAsync(all, fixture.Shop, Cancel), await status.ReadAsync(actor, null, Cancel));
        Assert.Equal(await search.CountAsync(all, new() { Application = "shop" }, Cancel), await search.CountAsync(actor, CandidateFilter.Nothing, Cancel));
        Assert.Equal(6, (await trends.ReadAsync(actor, Query(), Cancel)).All.Total.Interactions);
        Assert.Equal(12, (await trends.ReadAsync(all, Query(), Cancel)).All.Total.Interactions);
    }

    [Fact]
    public async Task What_waits_is_counted_of_the_seen_applications_alone()
    {
        var (actor, all) = (fixture.Shopper(Roles.Manager), new Actor("all", "All", Roles.Manager, ApplicationAccess.All));
        var (mine, everybodys) = (await fixture.Get<ReviewQueue>().CountAsync(actor, Cancel), await fixture.Get<ReviewQueue>().CountAsync(all, Cancel));
        Assert.Equal((mine.Waiting * 2, 1, 2), (everybodys.Waiting, mine.Held, everybodys.Held));
        var overview = await fixture.Get<Overviews>().ReadAsync(actor, Cancel);
        Assert.Equal((mine.Waiting, 1, 1, 1, 1), (overview.PendingReview, overview.HeldForReview, overview.ApprovedThisWeek, overview.DatasetVersions, overview.RunningExperiments));
        Assert.Equal((6L, 6L), (overview.SignalsToday, overview.UsesToday));
    }

    [Fact]
    public async Task An_item_that_is_not_seen_can_neither_be_claimed_nor_decided_nor_touched()
    {
        var (actor, queue, decisions) = (fixture.Shopper(Roles.Manager), fixture.Get<ReviewQueue>(), fixture.Get<ReviewDecisions>());
        Assert.Null(await queue.ClaimOneAsync(actor, fixture.Waiting, Cancel));
        Assert.IsType<LeaseOutcome.NotFound>(await queue.RenewAsync(actor, fixture.Waiting, Cancel));
        Assert.IsType<LeaseOutcome.NotFound>(await queue.ReleaseAsync(actor, fixture.Waiting, Cancel));
        Assert.IsType<DecisionOutcome.NotFound>(await decisions.DecideAsync(actor, fixture.Waiting, new(0, DecisionKind.Approve), Cancel));
        Assert.IsType<UndoOutcome.NotFound>(await decisions.ReleaseHeldAsync(actor, fixture.Held, Cancel));
        Assert.False(await fixture.Get<ReviewDrafts>().SaveAsync(actor, fixture.Waiting, "typed", Cancel));
        Assert.Empty(await fixture.Get<SimilarItems>().FindAsync(actor, fixture.Waiting, Cancel));
        Assert.Empty((await fixture.Get<ItemAttentions>().OfAsync(actor, fixture.Waiting, Cancel)).Seen);
    }

    [Fact]
    public async Task A_bulk_action_leaves_invisible_items_unchanged()
    {
        var bulk = fixture.Get<BulkReview>();
        Assert.Equal(1, (await bulk.PreviewAsync(fixture.Shopper(Roles.Manager), new(BulkKind.Release, CandidateFilter.Nothing), Cancel))!.Count);
        var outcome = await bulk.RunAsync(
            fixture.Shopper(Roles.Manager), new(BulkKind.Release, new() { Application = TwoApplicationsFixture.Word }), new(10, long.MaxValue), null, Cancel);
        Assert.Equal(0, Assert.IsType<BulkOutcome.Done>(outcome).Count);
    }

    [Fact]
    public async Task A_dataset_that_is_not_seen_is_neither_frozen_nor_pulled_nor_compared()
    {
        var (actor, name) = (fixture.Shopper(Roles.Manager), $"{TwoApplicationsFixture.Word}set");
        Assert.IsType<FreezeOutcome.NotFound>(await fixture.Get<DatasetFreezer>().FreezeAsync(actor, fixture.Vault, name, new(), Cancel));
        Assert.IsType<ExportOutcome.NotFound>(await fixture.Get<DatasetLibrary>().ExportAsync(actor, fixture.Vault, name, 1, "csv", null, null, Cancel));
        Assert.Empty(await fixture.Get<DatasetLibrary>().NumbersAsync(actor, fixture.Vault, name, Cancel));
        Assert.Null(await fixture.Get<DatasetPreviews>().CountAsync(actor, fixture.Vault, new(), Cancel));
        Assert.Null(await fixture.Get<DatasetDifferences>().CountAsync(actor, fixture.Vault, name, 1, 1, Cancel));
        Assert.Empty(await fixture.Get<DatasetDifferences>().PageAsync(actor, fixture.Vault, name, 1, 1, DatasetChangeKind.In, 0, 10, Cancel));
    }

    [Fact]
    public async Task An_experiment_that_is_not_seen_is_missing_and_its_traffic_plans_nothing()
    {
        var (actor, key, decisions) = (fixture.Shopper(Roles.Manager), $"{TwoApplicationsFixture.Word}-trial", fixture.Get<Experiments>());
        Assert.IsType<ExperimentOutcome.Missing>(await decisions.StopAsync(actor, key, null, Cancel));
        Assert.IsType<ExperimentOutcome.Missing>(await decisions.DecideAsync(actor, key, new("keep", null, "No."), Cancel));
        Assert.IsType<ExperimentOutcome.Missing>(await decisions.EditAsync(actor, key, new(key, "Better.", "shop"), Cancel));
        Assert.IsType<ExperimentOutcome.Invalid>(await decisions.CreateAsync(actor, new(key, "Better.", "shop"), Cancel));
        Assert.IsType<ExperimentOutcome.Invalid>(await decisions.CreateAsync(actor, new("theirs", "Better.", TwoApplicationsFixture.Word), Cancel));
        Assert.IsType<ExperimentOutcome.Invalid>(await decisions.CreateAsync(actor, new("everybodys", "Better."), Cancel));
        Assert.Null(await fixture.Get<ExperimentAnalyses>().AnalyseAsync(actor, (await decisions.FindAsync(Actor.System, key, Cancel))!, Cancel));
        var plan = new ExperimentRequest("p", "Better.", TwoApplicationsFixture.Word, "interaction").Validate().Plan!;
        Assert.Null((await fixture.Get<ExperimentAnalyses>().ForecastAsync(actor, plan, null, Cancel)).Input.Baseline);
        Assert.NotNull((await fixture.Get<ExperimentAnalyses>().ForecastAsync(Actor.System, plan, null, Cancel)).Input.Baseline);
    }

    private static TrendQuery Query(TrendSplit split = TrendSplit.None)
    {
        var today = DateOnly.FromDateTime(TimeProvider.System.Now());
        return new(today.AddDays(-1), today, TrendStep.Day, TimeZoneInfo.Utc, split);
    }

    private static string Text(object? answer) => answer is Trend trend
        ? JsonSerializer.Serialize(new { trend.All, trend.Lines, trend.Marks }, Json)
        : JsonSerializer.Serialize(answer, Json);
}
