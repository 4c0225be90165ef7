using Flywheel.Core.Measure.Experiments;
using Flywheel.Tests.Support;
using Flywheel.Tests.Support.Fixtures;

namespace Flywheel.Tests.Measure.Experiments;

public sealed class ParticipationTests : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private ExperimentFixture _fixture = null!;

    public async ValueTask InitializeAsync() => _fixture = await ExperimentFixture.CreateAsync(_database = await TestDatabase.CreateAsync());

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task What_names_the_experiment_or_no_experiment_takes_part_and_nothing_else()
    {
        await _fixture.RunAsync(change: r => r with { Application = "shop" });
        await _fixture.StoreAsync(
            _fixture.Row("a", "control", change: r => r.Experiment = "reranker"),
            _fixture.Row("b", "treatment"),
            _fixture.Row("c", "treatment", change: r => r.Experiment = "another"),
            _fixture.Row("d", "third arm"),
            _fixture.Row("e", null),
            _fixture.Row("f", "control", change: r => r.ApplicationId = _fixture.Bank),
            _fixture.Row("g", "control", change: r => r.Generation = 2),
            _fixture.Row("h", "control", change: r => r.OccurredAt = r.OccurredAt.AddMinutes(-1)),
            _fixture.Row("i", "control", change: r => r.OccurredAt = r.OccurredAt.AddMinutes(1)));
        Assert.Equal((1, 1), await UnitsAsync());
    }

    [Fact]
    public async Task Without_an_application_all_of_them_take_part()
    {
        await _fixture.RunAsync();
        await _fixture.StoreAsync(_fixture.Row("a", "control"), _fixture.Row("b", "control", change: r => r.ApplicationId = _fixture.Bank));
        Assert.Equal((2, 0), await UnitsAsync());
    }

    [Fact]
    public async Task What_happened_after_the_stop_does_not_count()
    {
        await _fixture.RunAsync();
        await _fixture.StoreAsync(_fixture.Row("a", "control"));
        _database.Time.Advance(TimeSpan.FromHours(1));
        ExperimentFixture.Done(await _fixture.Experiments.StopAsync(_fixture.Cleo, "reranker", null, default));
        _database.Time.Advance(TimeSpan.FromHours(1));
        await _fixture.StoreAsync(_fixture.Row("b", "control"));
        Assert.Equal((1, 0), await UnitsAsync());
    }

    [Fact]
    public async Task What_two_experiments_may_claim_is_left_out_and_counted_while_both_run()
    {
        await _fixture.RunAsync();
        await _fixture.StoreAsync(_fixture.Row("before", "control"));
        _database.Time.Advance(TimeSpan.FromHours(1));
        await _fixture.RunAsync("prompt");
        await _fixture.StoreAsync(_fixture.Row("whose", "control"), _fixture.Row("named", "control", change: r => r.Experiment = "reranker"));
        Assert.Equal((2, 0), await UnitsAsync());
        Assert.Equal((1, 1), ((await _fixture.AnalyseAsync()).Contested, (await _fixture.AnalyseAsync("prompt")).Contested));
    }

    [Fact]
    public async Task Another_applications_experiment_claims_nothing()
    {
        await _fixture.RunAsync(change: r => r with { Application = "shop" });
        await _fixture.RunAsync("prompt", r => r with { Application = "bank" });
        await _fixture.StoreAsync(_fixture.Row("a", "control"));
        Assert.Equal((1, 0), await UnitsAsync());
    }

    [Fact]
    public async Task A_person_in_two_arms_is_left_out_and_counted()
    {
        await _fixture.RunAsync();
        await _fixture.StoreAsync(_fixture.Row("a", "control"), _fixture.Row("a", "treatment"), _fixture.Row("b", "treatment"), _fixture.Row("b", "treatment"));
        Assert.Equal((0, 1), await UnitsAsync());
        Assert.Equal(1, (await _fixture.AnalyseAsync()).InSeveralArms);
    }

    [Fact]
    public async Task The_same_pseudonym_in_two_applications_is_two_persons()
    {
        await _fixture.RunAsync();
        await _fixture.StoreAsync(_fixture.Row("a", "control"), _fixture.Row("a", "treatment", change: r => r.ApplicationId = _fixture.Bank));
        Assert.Equal((1, 1), await UnitsAsync());
    }

    [Theory]
    [InlineData("person", 2, 1)]
    [InlineData("session", 3, 0)]
    [InlineData("interaction", 4, 0)]
    public async Task The_unit_is_what_is_counted_once(string unit, int units, int withoutUnit)
    {
        await _fixture.RunAsync(change: r => r with { Unit = unit });
        await _fixture.StoreAsync(
            _fixture.Row("a", "control"), _fixture.Row("a", "control"), _fixture.Row("b", "control"),
            _fixture.Row("c", "control", change: r => (r.PersonHash, r.SessionId) = (null, "c")));
        var analysis = await _fixture.AnalyseAsync();
        Assert.Equal((units, withoutUnit), (analysis.Arms[0].Units, analysis.WithoutUnit));
    }

    private async Task<(long Control, long Treatment)> UnitsAsync()
    {
        var arms = (await _fixture.AnalyseAsync()).Arms;
        return (arms[0].Units, arms[1].Units);
    }
}
