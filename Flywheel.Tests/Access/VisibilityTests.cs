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
        ["applications"] = async (s, who) => await s.Get<Applications>().ListAsync(who, Cancel),
        ["an application"] = async (s, who) => await s.Get<Applications>().FindAsync(who, TwoApplicationsFixture.Word, Cancel),
        ["candidates"] = async (s, who) => await s.Get<CandidateSearch>().PageAsync(who, CandidateFilter.Nothing, 0, 100, Cancel),
        ["candidates by name"] = async (s, who) => await s.Get<CandidateSearch>().PageAsync(who, new() { Application = TwoApplicationsFixture.Word }, 0, 100, Cancel),
        ["candidates by text"] = async (s, who) => await s.Get<CandidateSearch>().PageAsync(who, new() { Text = TwoApplicationsFixture.Word }, 0, 100, Cancel),
        ["candidates by id"] = async (s, who) => await s.Get<CandidateSearch>().ReadAsync(who, [s.Waiting, s.Held], Cancel),
        ["segments"] = async (s, who) => await s.Get<CandidateSearch>().SegmentsAsync(who, Cancel),
        ["story"] = async (s, who) => await s.Get<ItemStories>().ReadAsync(who, s.Approved, Cancel),
        ["text"] = async (s, who) => await s.Get<ReviewTexts>().ReadAsync(who, s.Waiting, "input", Cancel),
        ["history"] = async (s, who) => await s.Get<InteractionHistories>().ReadAsync(who, null, $"{TwoApplicationsFixture.Word}-1", Cancel),
        ["examples"] = async (s, who) => await s.Get<ApprovedExamples>().StreamAsync(who, null, Quality.Low, -1, Cancel).ToListAsync(Cancel),
        ["examples of it"] = async (s, who) => await s.Get<ApprovedExamples>().StreamAsync(who, s.Vault, Quality.Low, -1, Cancel).ToListAsync(Cancel),
        ["datasets"] = async (s, who) => await s.Get<DatasetLibrary>().ListAsync(who, null, Cancel),
        ["datasets of it"] = async (s, who) => await s.Get<DatasetLibrary>().ListAsync(who, s.Vault, Cancel),
        ["dataset names"] = async (s, who) => await s.Get<DatasetLibrary>().FindNamesAsync(who, "set", 10, Cancel),
        ["a version"] = async (s, who) => await s.Get<DatasetLibrary>().FindAsync(who, s.Vault, $"{TwoApplicationsFixture.Word}set", 1, Cancel),
        ["trend by segment"] = async (s, who) => await s.Get<Trends>().ReadAsync(who, Query(TrendSplit.Segment), Cancel),
        ["trend by model"] = async (s, who) => await s.Get<Trends>().ReadAsync(who, Query(TrendSplit.ModelVersion), Cancel),
        ["trend by application"] = async (s, who) => await s.Get<Trends>().ReadAsync(who, Query(TrendSplit.Application), Cancel),
        ["ledger"] = async (s, who) => await s.Get<Revolutions>().ReadAsync(who, null, Cancel),
        ["overview"] = async (s, who) => await s.Get<Overviews>().ReadAsync(who, Cancel),
        ["experiments"] = async (s, who) => await s.Get<Experiments>().ListAsync(who, Cancel),
        ["an experiment"] = async (s, who) => await s.Get<Experiments>().FindAsync(who, $"{TwoApplicationsFixture.Word}-trial", Cancel),
        ["items of the queue"] = async (s, who) => await s.Get<ReviewQueue>().ClaimAsync(who, 100, Cancel),
    };

    public static TheoryData<string> Asked => [.. Questions.Keys];

    [Theory]
    [MemberData(nameof(Asked))]
    public async Task No_answer_tells_of_an_application_that_is_not_seen(string question)
    {
        foreach (var role in new[] { Roles.Reviewer, Roles.Manager })
            Assert.DoesNotContain(TwoApplicationsFixture.Word, Text(await Questions[question](fixture, fixture.Shopper(role))), StringComparison.OrdinalIgnoreCase);
        // Whoever sees all gets it: so the question is one that could tell.
        var all = new Actor($"all-{question}", "All", Roles.Manager, ApplicationAccess.All);
        Assert.Contains(TwoApplicationsFixture.Word, Text(await Questions[question](fixture, all)), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Figures_are_those_of_the_seen_applications_alone()
    {
        var (who, all) = (fixture.Shopper(Roles.Manager), new Actor("all", "All", Roles.Manager, ApplicationAccess.All));
        var (trends, ledger, status, search) = (fixture.Get<Trends>(), fixture.Get<Revolutions>(), fixture.Get<FlywheelStatuses>(), fixture.Get<CandidateSearch>());
        Assert.Equal(Text((await trends.ReadAsync(all, Query() with { ApplicationId = fixture.Shop }, Cancel)).All), Text((await trends.ReadAsync(who, Query(), Cancel)).All));
        Assert.Equal(Text((await ledger.ReadAsync(all, fixture.Shop, Cancel)).Current.Counts), Text((await ledger.ReadAsync(who, null, Cancel)).Current.Counts));
        Assert.Equal(await status.ReadAsync(all, fixture.Shop, Cancel), await status.ReadAsync(who, null, Cancel));
        Assert.Equal(await search.CountAsync(all, new() { Application = "shop" }, Cancel), await search.CountAsync(who, CandidateFilter.Nothing, Cancel));
        Assert.Equal(6, (await trends.ReadAsync(who, Query(), Cancel)).All.Total.Interactions);
        Assert.Equal(12, (await trends.ReadAsync(all, Query(), Cancel)).All.Total.Interactions);
    }

    [Fact]
    public async Task What_waits_is_counted_of_the_seen_applications_alone()
    {
        var (who, all) = (fixture.Shopper(Roles.Manager), new Actor("all", "All", Roles.Manager, ApplicationAccess.All));
        var (mine, everybodys) = (await fixture.Get<ReviewQueue>().CountAsync(who, Cancel), await fixture.Get<ReviewQueue>().CountAsync(all, Cancel));
        Assert.Equal((mine.Waiting * 2, 1, 2), (everybodys.Waiting, mine.Held, everybodys.Held));
        var overview = await fixture.Get<Overviews>().ReadAsync(who, Cancel);
        Assert.Equal((mine.Waiting, 1, 1, 1, 1), (overview.PendingReview, overview.HeldForReview, overview.ApprovedThisWeek, overview.DatasetVersions, overview.RunningExperiments));
        Assert.Equal((6L, 6L), (overview.SignalsToday, overview.UsesToday));
    }

    [Fact]
    public async Task An_item_that_is_not_seen_can_neither_be_claimed_nor_decided_nor_touched()
    {
        var (who, queue, decisions) = (fixture.Shopper(Roles.Manager), fixture.Get<ReviewQueue>(), fixture.Get<ReviewDecisions>());
        Assert.Null(await queue.ClaimOneAsync(who, fixture.Waiting, Cancel));
        Assert.IsType<LeaseOutcome.NotFound>(await queue.RenewAsync(who, fixture.Waiting, Cancel));
        Assert.IsType<LeaseOutcome.NotFound>(await queue.ReleaseAsync(who, fixture.Waiting, Cancel));
        Assert.IsType<DecisionOutcome.NotFound>(await decisions.DecideAsync(who, fixture.Waiting, new(0, DecisionKind.Approve), Cancel));
        Assert.IsType<UndoOutcome.NotFound>(await decisions.ReleaseHeldAsync(who, fixture.Held, Cancel));
        Assert.False(await fixture.Get<ReviewDrafts>().SaveAsync(who, fixture.Waiting, "typed", Cancel));
        Assert.Empty(await fixture.Get<SimilarItems>().FindAsync(who, fixture.Waiting, Cancel));
        Assert.Empty((await fixture.Get<ItemAttentions>().OfAsync(who, fixture.Waiting, Cancel)).Seen);
    }

    [Fact]
    public async Task An_order_for_many_items_leaves_those_that_are_not_seen_alone()
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
        var (who, name) = (fixture.Shopper(Roles.Manager), $"{TwoApplicationsFixture.Word}set");
        Assert.IsType<FreezeOutcome.NotFound>(await fixture.Get<DatasetFreezer>().FreezeAsync(who, fixture.Vault, name, new(), Cancel));
        Assert.IsType<ExportOutcome.NotFound>(await fixture.Get<DatasetLibrary>().ExportAsync(who, fixture.Vault, name, 1, "csv", null, null, Cancel));
        Assert.Empty(await fixture.Get<DatasetLibrary>().NumbersAsync(who, fixture.Vault, name, Cancel));
        Assert.Null(await fixture.Get<DatasetPreviews>().CountAsync(who, fixture.Vault, new(), Cancel));
        Assert.Null(await fixture.Get<DatasetDifferences>().CountAsync(who, fixture.Vault, name, 1, 1, Cancel));
        Assert.Empty(await fixture.Get<DatasetDifferences>().PageAsync(who, fixture.Vault, name, 1, 1, DatasetChangeKind.In, 0, 10, Cancel));
    }

    [Fact]
    public async Task An_experiment_that_is_not_seen_is_missing_and_its_traffic_plans_nothing()
    {
        var (who, key, decisions) = (fixture.Shopper(Roles.Manager), $"{TwoApplicationsFixture.Word}-trial", fixture.Get<Experiments>());
        Assert.IsType<ExperimentOutcome.Missing>(await decisions.StopAsync(who, key, null, Cancel));
        Assert.IsType<ExperimentOutcome.Missing>(await decisions.DecideAsync(who, key, new("keep", null, "No."), Cancel));
        Assert.IsType<ExperimentOutcome.Missing>(await decisions.EditAsync(who, key, new(key, "Better.", "shop"), Cancel));
        Assert.IsType<ExperimentOutcome.Invalid>(await decisions.CreateAsync(who, new(key, "Better.", "shop"), Cancel));
        Assert.IsType<ExperimentOutcome.Invalid>(await decisions.CreateAsync(who, new("theirs", "Better.", TwoApplicationsFixture.Word), Cancel));
        Assert.IsType<ExperimentOutcome.Invalid>(await decisions.CreateAsync(who, new("everybodys", "Better."), Cancel));
        Assert.Null(await fixture.Get<ExperimentAnalyses>().AnalyseAsync(who, (await decisions.FindAsync(Actor.System, key, Cancel))!, Cancel));
        var plan = new ExperimentRequest("p", "Better.", TwoApplicationsFixture.Word, "interaction").Validate().Plan!;
        Assert.Null((await fixture.Get<ExperimentAnalyses>().ForecastAsync(who, plan, null, Cancel)).Input.Baseline);
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
