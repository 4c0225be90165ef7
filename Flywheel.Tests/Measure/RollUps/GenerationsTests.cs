using Flywheel.Core.Collect;
using Flywheel.Core.Data;
using Flywheel.Core.Measure.RollUps;
using Flywheel.Core.Measure.Success;
using Flywheel.Tests.Support;
using Flywheel.Tests.Support.Fixtures;

namespace Flywheel.Tests.Measure.RollUps;

public sealed class GenerationsTests : IAsyncLifetime
{
    private static readonly string[] Segments = ["retail", "business", "öffentlich"];
    private TestDatabase _database = default!;

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(23)]
    public async Task In_any_order_of_arrival_the_sums_are_those_of_a_fresh_pass(int seed)
    {
        await SendAtRandomAsync(new Random(seed));
        var sums = _database.Sums();
        await _database.MeasureAnewAsync();
        Assert.NotEmpty(sums);
        Assert.Equal(sums, _database.Sums());
    }

    [Fact]
    public async Task Days_of_an_offset_asked_for_later_are_those_kept_from_the_start()
    {
        await SendAtRandomAsync(new Random(5));
        await _database.StoreAsync(new RollUpOffset { Generation = 1, OffsetMinutes = 345 });
        await _database.MeasureAsync();
        var sums = _database.Sums();
        await SendAtRandomAsync(new Random(6), "later");
        Assert.Contains(sums, s => s.Contains("Day 345", StringComparison.Ordinal));
        var kept = _database.Sums();
        await _database.MeasureAnewAsync();
        Assert.Equal(kept, _database.Sums());
    }

    [Fact]
    public async Task A_changed_definition_recomputes_history_and_is_shown_at_once()
    {
        _database.Send(SignalFixture.Signal("a", SignalType.FollowUp));
        await _database.MeasureAsync();
        await _database.StoreAsync(new SuccessDefinitionVersion
        {
            Number = 2, Document = new SuccessDefinition { Weights = new Dictionary<string, double> { [SignalType.FollowUp] = 1 } }.ToJson(), CreatedAt = _database.Now(),
        });
        await _database.MeasureAnewAsync();
        Assert.Equal(Verdict.Succeeded, Assert.Single(_database.Rows()).Verdict);
        await using var db = _database.Open();
        Assert.Equal(2, (await Generations.ShownAsync(db, TestContext.Current.CancellationToken)).DefinitionVersion);
        Assert.DoesNotContain(db.RollUps, r => r.Generation == 1);
        Assert.Single(db.MeasureGenerations);
    }

    [Fact]
    public async Task A_pass_that_is_superseded_is_abandoned()
    {
        _database.Send(SignalFixture.Signal("a", SignalType.Copy));
        await _database.MeasureAsync();
        await using (var db = _database.Open())
        {
            await Generations.BeginAsync(db, _database.Now(), TestContext.Current.CancellationToken);
            await Generations.BeginAsync(db, _database.Now(), TestContext.Current.CancellationToken);
        }

        await _database.MeasureAsync();
        await using var after = _database.Open();
        Assert.Equal(3, Assert.Single(after.MeasureGenerations).Id);
        Assert.Single(_database.Rows());
    }

    /// <summary>Uses, signals and outcomes of the same requests in any order, measured now and then in between.</summary>
    private async Task SendAtRandomAsync(Random random, string prefix = "r")
    {
        for (var i = 0; i < 120; i++)
        {
            _database.Time.Advance(TimeSpan.FromMinutes(random.Next(90)));
            var request = $"{prefix}{random.Next(40)}";
            var person = random.Next(3) == 0 ? null : $"person {random.Next(6)}";
            switch (random.Next(3))
            {
                case 0:
                    await _database.StoreAsync(_database.Use(request, Segments[random.Next(3)], $"v{random.Next(2)}", person, at: _database.Now().AddHours(-random.Next(100))));
                    break;
                case 1:
                    await _database.StoreAsync(_database.Ended(request, random.Next(2) == 0, random.Next(100)));
                    break;
                default:
                    _database.Send(SignalFixture.Signal(request, SignalType.All[random.Next(SignalType.All.Count)], random.Next(4) == 0 ? "Another answer." : "The answer.", person));
                    break;
            }

            if (random.Next(4) == 0) await _database.MeasureAsync();
        }

        await _database.MeasureAsync();
    }

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        await _database.ApplicationAsync();
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();
}
