using Flywheel.Core;
using Flywheel.Core.Access;
using Flywheel.Core.Audit;
using Flywheel.Core.Collect;
using Flywheel.Core.Data;
using Flywheel.Core.Measure.Experiments;
using Flywheel.Tests.Support;

namespace Flywheel.Tests.Collect;

public sealed class SignalTypesTests : IAsyncLifetime
{
    private static readonly SignalTypeRequest Stars = new("star_rating", "Star rating", true, SignalDirection.For, 0.7, 1, 5);
    private static readonly Actor Ada = new("ada", "Ada", Roles.Admin, ApplicationAccess.All);
    private TestDatabase _database = default!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private SignalTypes Types => _database.Get<SignalTypes>();

    public async ValueTask InitializeAsync() => _database = await TestDatabase.CreateAsync();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task An_added_type_is_known_at_once_after_the_built_in_ones()
    {
        Assert.IsType<SignalTypeOutcome.Done>(await Types.AddAsync(Ada, Stars, Cancel));
        var catalogue = await Types.CurrentAsync(Cancel);
        Assert.Equal([.. SignalType.All, "star_rating"], catalogue.Names);
        Assert.Equal(("Star rating", SignalDirection.For, 0.7), (catalogue.InWords("star_rating"), catalogue.DirectionOf("star_rating"), catalogue.DefinitionOf("star_rating")!.TrainingWeight));
    }

    [Fact]
    public async Task Another_node_knows_it_within_seconds()
    {
        var elsewhere = new SignalTypes(_database.Get<Database>(), _database.Get<AuditLog>(), new(), _database.Time, _database.Get<ActorActions>());
        await elsewhere.CurrentAsync(Cancel);
        await Types.AddAsync(Ada, Stars, Cancel);
        Assert.False((await elsewhere.CurrentAsync(Cancel)).Known("star_rating"));
        _database.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.True((await elsewhere.CurrentAsync(Cancel)).Known("star_rating"));
    }

    [Theory]
    [InlineData("Star_rating")]
    [InlineData("star rating")]
    [InlineData("_star")]
    [InlineData("copy")]
    [InlineData("")]
    public async Task An_invalid_name_is_reported_beside_its_field(string name)
    {
        var invalid = Assert.IsType<SignalTypeOutcome.Invalid>(await Types.AddAsync(Ada, Stars with { Name = name }, Cancel));
        Assert.Equal("name", Assert.Single(invalid.Errors).Key);
    }

    [Theory]
    [InlineData(1.0, 1.0, "maximum")]
    [InlineData(1.0, null, "maximum")]
    [InlineData(null, 1.0, "minimum")]
    [InlineData(double.NaN, 1.0, "minimum")]
    public void A_range_has_two_ends_in_order(double? least, double? most, string field) =>
        Assert.Equal(field, Assert.Single((Stars with { Minimum = least, Maximum = most }).Check()).Key);

    [Fact]
    public async Task A_retired_type_is_not_accepted_and_its_name_is_not_free()
    {
        await Types.AddAsync(Ada, Stars, Cancel);
        Assert.IsType<SignalTypeOutcome.Done>(await Types.RetireAsync(Ada, "star_rating", Cancel));
        var catalogue = await Types.CurrentAsync(Cancel);
        Assert.False(catalogue.Known("star_rating"));
        Assert.Equal("Star rating", catalogue.InWords("star_rating"));
        Assert.IsType<SignalTypeOutcome.Invalid>(await Types.AddAsync(Ada, Stars, Cancel));
        Assert.IsType<SignalTypeOutcome.Missing>(await Types.RetireAsync(Ada, "star_rating", Cancel));
    }

    [Fact]
    public async Task Only_admins_define_types_and_the_audit_says_who()
    {
        Assert.IsType<SignalTypeOutcome.NotAllowed>(await Types.AddAsync(Ada with { Role = Roles.Manager }, Stars, Cancel));
        Assert.IsType<SignalTypeOutcome.NotAllowed>(await Types.RetireAsync(Ada with { Role = Roles.Manager }, "star_rating", Cancel));
        await Types.AddAsync(Ada, Stars, Cancel);
        await Types.RetireAsync(Ada, "star_rating", Cancel);
        await using var db = _database.Open();
        Assert.Equal(["Ada signal_type.add signal_type/star_rating", "Ada signal_type.retire signal_type/star_rating"], db.Audit.Where(e => !e.Action.EndsWith(".refused")).OrderBy(e => e.Id).Select(e => $"{e.ActorName} {e.Action} {e.Subject}"));
    }

    [Fact]
    public async Task An_experiment_can_compare_the_rate_of_a_defined_type()
    {
        await Types.AddAsync(Ada, Stars with { Name = "complaint", Direction = SignalDirection.Against }, Cancel);
        var request = new ExperimentRequest("k", "h", PrimaryMetric: "signal:complaint");
        Assert.Null(request.Validate().Plan);
        var done = Assert.IsType<ExperimentOutcome.Done>(await _database.Get<Experiments>().CreateAsync(Ada, request, Cancel));
        Assert.Equal(("signal:complaint", false), (done.Experiment.Metric.Name, done.Experiment.HigherIsBetter));
    }

    [Theory]
    [InlineData(1, -1)]
    [InlineData(3, 0)]
    [InlineData(5, 1)]
    public void A_value_counts_by_where_it_lies(double value, double strength) =>
        Assert.Equal(strength, new SignalTypeDefinition { Minimum = 1, Maximum = 5 }.Strength(value));
}
