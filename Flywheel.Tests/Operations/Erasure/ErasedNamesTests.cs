using Flywheel.Core.Collect;
using Flywheel.Core.Collect.Contract;
using Flywheel.Core.Curate.Datasets;
using Flywheel.Core.Curate.Policies;
using Flywheel.Core.Curate.Policies.Backtests;
using Flywheel.Core.Data;
using Flywheel.Core.Measure.RollUps;
using Flywheel.Tests.Support;
using Flywheel.Tests.Support.Fixtures;
using Microsoft.EntityFrameworkCore;
using static Flywheel.Tests.Operations.Erasure.ErasureFixture;

namespace Flywheel.Tests.Operations.Erasure;

/// <summary>Values that only the erased person had are removed everywhere, and those that others share stay.</summary>
public sealed class ErasedNamesTests : IAsyncLifetime
{
    private const string Own = "quokka-own", Common = "retail";
    private TestDatabase _database = default!;

    [Fact]
    public async Task Segment_variant_and_model_of_the_erased_person_alone_are_nowhere_in_the_data_directory()
    {
        Assert.SkipWhen(_database.Location.Provider != DatabaseProvider.Sqlite, "The server keeps its own files.");
        _database.Send(Named("a", "eve", Own), Named("b", "bob", Common));
        await _database.SettleAsync();
        await _database.StoreAsync(new PolicyDraft { Name = "draft", Document = "{}", AuthorId = "ada", AuthorName = "Ada", Backtest = Backtest().ToJson() });
        Assert.IsType<FreezeOutcome.Frozen>(await _database.Get<DatasetFreezer>().FreezeAsync(Admin, 1, "own", new(MinQuality: "low", Segments: [Own, Common]), Cancel));
        Assert.NotEmpty(_database.FilesWith(Own));
        await _database.EraseAsync(_database.Person("eve"));
        Assert.Empty(_database.FilesWith(Own));
        Assert.NotEmpty(_database.FilesWith(Common));
    }

    [Fact]
    public async Task Names_that_others_share_keep_their_slices_and_counts()
    {
        _database.Send(Named("a", "eve", Common), Named("b", "bob", Common));
        await _database.MeasureAsync();
        await _database.EraseAsync(_database.Person("eve"));
        var sums = _database.Sums();
        await _database.MeasureAnewAsync();
        Assert.Equal(_database.Sums(), sums);
        await using var db = _database.Open();
        Assert.True(await db.Slices.AnyAsync(s => s.Dimension == Dimension.Segment && s.Value == Common, Cancel));
    }

    [Fact]
    public async Task A_name_that_comes_again_later_is_counted_again()
    {
        _database.Send(Named("a", "eve", Own), Named("b", "bob", Common));
        await _database.MeasureAsync();
        await _database.EraseAsync(_database.Person("eve"));
        _database.Send(Named("c", "carl", Own));
        await _database.MeasureAsync();
        await using var db = _database.Open();
        var counts = from r in db.RollUps
                     join s in db.Slices on r.SliceId equals s.Id
                     where s.Dimension == Dimension.Segment && s.Value == Own && r.Grain == Grain.Whole && r.Measure == Measures.Interactions
                     select r.Count;
        Assert.Equal(1, await counts.SumAsync(Cancel));
    }

    [Fact]
    public async Task A_shared_answer_keeps_the_text_of_those_who_are_left()
    {
        _database.Send(Asked("a", "eve", "What is eve's own question?"), Asked("a", "bob", "What does bob ask?"), Asked("a", "carl", "What does carl ask?"));
        await _database.EraseAsync(_database.Person("eve"));
        Assert.Equal("What does bob ask?", await QueryAsync());
    }

    [Fact]
    public async Task A_text_that_somebody_else_sent_too_stays()
    {
        _database.Send(Asked("a", "eve", "What do both ask?"), Asked("a", "bob", "What do both ask?"));
        await _database.EraseAsync(_database.Person("eve"));
        Assert.Equal("What do both ask?", await QueryAsync());
    }

    [Fact]
    public async Task Where_nobody_who_is_left_sent_a_text_there_is_none()
    {
        _database.Send(Asked("a", "eve", "What is eve's own question?"));
        await using (var db = _database.Open())
        {
            var answer = await db.Interactions.SingleAsync(Cancel);
            var use = _database.Use("a", person: new string('b', 64));
            (use.InteractionId, use.ReceivedAt) = (answer.Id, answer.FirstSeenAt.AddSeconds(1));
            await _database.StoreAsync(use);
        }

        await _database.EraseAsync(_database.Person("eve"));
        Assert.Equal("", await QueryAsync());
    }

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        await _database.ApplicationAsync();
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    private async Task<string> QueryAsync()
    {
        await using var db = _database.Open();
        return (await db.Interactions.SingleAsync(Cancel)).Query;
    }

    private static FeedbackItem Named(string request, string user, string name) => new()
    {
        RequestId = request, SignalType = SignalType.Edit, UserQuery = $"How high is the fee of plan {request}?", AiResponse = $"The fee of {request} is five euros a month.",
        UserCorrection = $"The fee of {request} is six euros a month, and in case {request} seven.", UserId = user, Segment = name, Variant = $"{name}-variant", ModelVersion = $"{name}-model",
    };

    private static FeedbackItem Asked(string request, string user, string query) => new()
    {
        RequestId = request, SignalType = SignalType.ThumbsDown, UserQuery = query, AiResponse = "The fee is five euros a month.", UserId = user,
    };

    private static BacktestResult Backtest() => new()
    {
        Segments = [new("shop", Own, 1, 0, 1, 1, 0.5, 0.5), new("shop", Common, 1, 0, 1, 1, 0.5, 0.5)],
    };
}
