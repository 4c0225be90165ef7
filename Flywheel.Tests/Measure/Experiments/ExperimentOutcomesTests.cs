using Flywheel.Core.Measure.Experiments;
using Flywheel.Core.Measure.Success;
using Flywheel.Tests.Support;
using Flywheel.Tests.Support.Fixtures;

namespace Flywheel.Tests.Measure.Experiments;

/// <summary>An experiment's success is by outcomes wherever any are reported, also where signals on the rest differ.</summary>
public sealed class ExperimentOutcomesTests : IAsyncLifetime
{
    private TestDatabase _database = default!;
    private ExperimentFixture _fixture = default!;

    [Fact]
    public async Task Signals_that_favour_an_arm_do_not_change_a_rate_by_outcomes()
    {
        await _fixture.RunAsync();
        // By outcomes both arms have 60 of 100; by signals everybody in treatment succeeds, and nobody in control.
        await _fixture.StoreAsync(_fixture.Arm("control", 100, 60, Report).Concat(_fixture.Arm("treatment", 100, 60, Report)));
        await _fixture.StoreAsync(Silent("control", Verdict.Failed).Concat(Silent("treatment", Verdict.Succeeded)));
        var analysis = await _fixture.AnalyseAsync();
        Assert.Equal(SuccessMethod.Outcomes, analysis.Method);
        Assert.Equal([(60L, 100L), (60L, 100L)], analysis.Primary!.Arms.Select(a => (a.Hits!.Value, a.Trials)));
        Assert.Equal([100L, 100L], analysis.Arms.Select(a => a.Outcomes));
        Assert.Empty(analysis.Warnings);
    }

    [Fact]
    public async Task Without_any_outcome_it_is_by_signals()
    {
        await _fixture.RunAsync();
        await _fixture.StoreAsync(_fixture.Arm("control", 100, 60).Concat(_fixture.Arm("treatment", 100, 70)));
        var analysis = await _fixture.AnalyseAsync();
        Assert.Equal((SuccessMethod.Signals, 70L), (analysis.Method, analysis.Primary!.Arms[1].Hits!.Value));
    }

    [Fact]
    public async Task Outcomes_reported_more_often_in_one_arm_are_warned_of()
    {
        await _fixture.RunAsync();
        await _fixture.StoreAsync(_fixture.Arm("control", 200, 120, Report).Concat(_fixture.Arm("treatment", 100, 60, Report)));
        await _fixture.StoreAsync(Silent("treatment", Verdict.Unknown));
        Assert.Equal("Outcomes are not reported alike in the arms: 100 % in control, 50 % in treatment of the interactions. The arms may be judged by different interactions.",
            Assert.Single((await _fixture.AnalyseAsync()).Warnings).Text);
    }

    private static void Report(MeasuredInteraction row) => row.Reported = true;

    private IEnumerable<MeasuredInteraction> Silent(string arm, Verdict verdict) => Enumerable.Range(0, 100).Select(i => _fixture.Row($"{arm}-silent-{i}", arm, verdict));

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        _fixture = await ExperimentFixture.CreateAsync(_database);
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();
}
