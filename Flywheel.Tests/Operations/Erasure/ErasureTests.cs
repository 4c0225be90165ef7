using Flywheel.Core;
using Flywheel.Core.Audit;
using Flywheel.Core.Collect;
using Flywheel.Core.Collect.Contract;
using Flywheel.Core.Collect.Intake;
using Flywheel.Core.Curate.Datasets;
using Flywheel.Core.Data;
using Flywheel.Core.Operations;
using Flywheel.Core.Operations.Erasure;
using Flywheel.Tests.Support;
using Flywheel.Tests.Support.Fixtures;
using Microsoft.EntityFrameworkCore;
using static Flywheel.Tests.Operations.Erasure.ErasureFixture;

namespace Flywheel.Tests.Operations.Erasure;

public sealed class ErasureTests : IAsyncLifetime
{
    private const string Secret = "Zanzibar nutmeg 4711 quarterly";
    private TestDatabase _database = default!;

    [Fact]
    public async Task Erased_text_is_nowhere_in_the_data_directory()
    {
        Assert.SkipWhen(_database.Location.Provider != DatabaseProvider.Sqlite, "The server keeps its own files.");
        _database.Send(
            SignalFixture.Edit("a", $"The fee is six euros, {Secret}.", $"The fee is five euros, {Secret}.", $"What is the fee, {Secret}?", "eve"),
            SignalFixture.Edit("b", "The fee is seven euros a month, kept.", user: "bob"));
        await _database.SettleAsync();
        await _database.PullParquetAsync();
        await _database.StoreAsync(new Flywheel.Core.Curate.Candidates.ReviewDraft { CandidateId = 1, MemberId = "ada", Text = Secret });
        Assert.NotEmpty(_database.FilesWith(Secret));
        await _database.EraseAsync(_database.Person("eve"));
        Assert.Empty(_database.FilesWith(Secret));
        Assert.NotEmpty(_database.FilesWith("seven euros a month, kept"));
    }

    [Fact]
    public async Task A_preview_counts_and_changes_nothing()
    {
        await TwoPeopleAsync();
        var preview = await _database.PreviewAsync(_database.Person("eve"));
        Assert.Equal((2, 2, 3, 0, 2), (preview.Requests, preview.Interactions, preview.Signals, preview.Exposures, preview.Candidates));
        Assert.Equal([new ErasedVersion("fees", 1, 2, 1)], preview.Versions);
        await using var db = _database.Open();
        Assert.Equal((4, 3), (await db.Signals.CountAsync(Cancel), await db.Candidates.CountAsync(Cancel)));
    }

    [Fact]
    public async Task A_person_goes_and_the_others_stay()
    {
        await TwoPeopleAsync();
        await _database.EraseAsync(_database.Person("eve"));
        await using var db = _database.Open();
        Assert.Equal("c", (await db.Interactions.SingleAsync(Cancel)).RequestId);
        Assert.Equal(("c", 1), ((await db.Candidates.SingleAsync(Cancel)).RequestId, await db.Fingerprints.CountAsync(Cancel)));
        Assert.True((await _database.PreviewAsync(_database.Person("eve"))).IsEmpty);
    }

    [Fact]
    public async Task On_a_shared_answer_only_the_persons_own_goes()
    {
        _database.Send(SignalFixture.Edit("a", "The fee is six euros a month.", user: "eve"), SignalFixture.Signal("a", SignalType.ThumbsDown, user: "bob"));
        await _database.EraseAsync(_database.Person("eve"));
        await using var db = _database.Open();
        Assert.Equal(SignalType.ThumbsDown, (await db.Signals.Include(s => s.Interaction).SingleAsync(Cancel)).Type);
    }

    [Fact]
    public async Task By_request_everything_of_it_goes()
    {
        _database.Send(SignalFixture.Edit("a", "The fee is six euros a month.", user: "eve"), SignalFixture.Signal("a", SignalType.ThumbsDown, user: "bob"), SignalFixture.Signal("b", SignalType.Copy));
        await _database.StoreAsync(_database.Use("a", person: "x"), _database.Ended("a", true), _database.Ended("b", true));
        await _database.EraseAsync(Request("a"));
        await using var db = _database.Open();
        Assert.Equal((1, 0, 1), (await db.Signals.CountAsync(Cancel), await db.Exposures.CountAsync(Cancel), await db.Outcomes.CountAsync(Cancel)));
    }

    [Fact]
    public async Task The_balance_still_proves_that_nothing_was_lost()
    {
        await TwoPeopleAsync();
        await _database.EraseAsync(_database.Person("eve"));
        Assert.Equal(new IntakeBalance("shop", 4, 1, 3, 0), (await _database.Get<Reconciliation>().RunAsync()).Single());
    }

    [Fact]
    public async Task An_erased_key_is_answered_as_before_and_stores_nothing()
    {
        var item = Keyed("The fee is six euros a month.");
        _database.Send(item);
        await _database.EraseAsync(_database.Person("eve"));
        var prepared = new[] { item, Keyed("Another text.") }.Select(i => PreparedSignal.From(i, 1, true, _database.Get<Pseudonyms>(), _database.Now()));
        Assert.Equal([IntakeStatus.Duplicate, IntakeStatus.KeyReused], _database.Get<ISignalStore>().Write([.. prepared]));
    }

    [Fact]
    public async Task The_sums_are_those_of_the_records_that_are_left()
    {
        await TwoPeopleAsync();
        await _database.StoreAsync(_database.Use("a", "retail", person: _database.Person("eve").Value), _database.Use("c", "retail"), _database.Ended("c", true));
        await _database.MeasureAsync();
        await _database.EraseAsync(_database.Person("eve"));
        var sums = _database.Sums();
        await _database.MeasureAnewAsync();
        Assert.Equal(_database.Sums(), sums);
        Assert.Single(_database.Rows());
    }

    [Fact]
    public async Task A_version_is_withheld_and_rebuilt_without_the_rows()
    {
        await TwoPeopleAsync();
        await _database.EraseAsync(_database.Person("eve"));
        var versions = await _database.Get<DatasetLibrary>().ListAsync(Actor.System, 1, Cancel);
        var (made, old) = (versions[0], versions[1]);
        Assert.Equal((2, 1, false, true, 2), (made.Version, made.Rows, made.Withheld, old.Withheld, old.Successor));
        Assert.Equal(new ManifestErasure(1, 2), made.Manifest.Erasure);
        Assert.IsType<ExportOutcome.Withheld>(await _database.Get<DatasetLibrary>().ExportAsync(Admin, 1, "fees", 1, "jsonl", null, null, Cancel));
    }

    [Fact]
    public async Task A_rebuilt_version_has_the_hash_of_one_that_is_frozen_from_what_is_left()
    {
        await TwoPeopleAsync();
        await _database.EraseAsync(_database.Person("eve"));
        var frozen = Assert.IsType<FreezeOutcome.Frozen>(await _database.FreezeAsync());
        var made = await _database.Get<DatasetLibrary>().FindAsync(Actor.System, 1, "fees", 2, Cancel);
        Assert.Equal(frozen.Sha256, made!.Sha256);
    }

    [Fact]
    public async Task The_audit_proves_it_and_names_nobody()
    {
        await TwoPeopleAsync();
        var target = _database.Person("eve");
        await _database.EraseAsync(target);
        await using var db = _database.Open();
        var entries = await db.Audit.OrderBy(e => e.Id).ToListAsync(Cancel);
        Assert.Equal(["erasure.begin", "dataset.withhold", "erasure.complete"], entries.Select(e => e.Action).Where(a => a != "dataset.freeze"));
        Assert.Empty(_database.FilesWith(target.Value));
        Assert.True((await _database.Get<AuditVerification>().VerifyAsync(Cancel)).Intact);
    }

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        await _database.ApplicationAsync();
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    private static FeedbackItem Keyed(string correction) => new()
    {
        RequestId = "a", SignalType = SignalType.Edit, UserQuery = "How high is the fee?", AiResponse = "Five euros.", UserCorrection = correction,
        UserId = "eve", IdempotencyKey = "k1",
    };

    /// <summary>Eve corrected two answers and sent no other signal; Bob corrected one.</summary>
    private Task TwoPeopleAsync()
    {
        _database.Send(
            SignalFixture.Edit("a", "The fee is six euros, and it is charged monthly.", user: "eve"), SignalFixture.Signal("a", SignalType.Copy, user: "eve"),
            SignalFixture.Edit("b", "You may cancel by letter at any time.", "You cannot cancel.", "How do I cancel?", "eve"),
            SignalFixture.Edit("c", "The shop opens at nine on Saturdays.", "The shop is closed.", "When do you open on Saturday?", "bob"));
        return _database.SettleAsync();
    }
}
