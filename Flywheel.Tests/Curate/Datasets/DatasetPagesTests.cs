using Flywheel.Core;
using Flywheel.Core.Audit;
using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Curate.Datasets;
using Flywheel.Core.Data;
using Flywheel.Tests.Support;
using Flywheel.Tests.Support.Fixtures;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Tests.Curate.Datasets;

public sealed class DatasetPagesTests : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private ReviewFixture _fixture = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        _fixture = await ReviewFixture.CreateAsync(_database);
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task Differences_are_counted_and_paged_by_kind()
    {
        for (var id = 1; id <= 3; id++) await ApproveAsync(id);
        await FreezeAsync();
        for (var id = 4; id <= 8; id++) await ApproveAsync(id);
        await FreezeAsync();
        Assert.Equal(new DatasetChangeCounts(5, 0, 0), await Differences.CountAsync(_fixture.Cleo, _fixture.ApplicationId, "faq", 1, 2, default));
        Assert.Equal([6L, 7], (await PageAsync(1, 2, DatasetChangeKind.In, 2, 2)).Select(r => r.CandidateId));
        Assert.Equal([4L, 5, 6, 7, 8], (await PageAsync(2, 1, DatasetChangeKind.Out, 0, 50)).Select(r => r.CandidateId));
    }

    [Fact]
    public async Task A_row_whose_content_changed_counts_as_edited()
    {
        await ApproveAsync(1);
        await FreezeAsync();
        await using (var db = _database.Open()) await db.Candidates.ExecuteUpdateAsync(s => s.SetProperty(c => c.IdealOutput, "Otherwise."));
        await FreezeAsync();
        Assert.Equal(new DatasetChangeCounts(0, 0, 1), await Differences.CountAsync(_fixture.Cleo, _fixture.ApplicationId, "faq", 1, 2, default));
        Assert.Equal("Otherwise.", Assert.Single(await PageAsync(1, 2, DatasetChangeKind.Edited, 0, 10)).Output);
    }

    [Fact]
    public async Task A_version_that_is_not_there_has_no_differences()
    {
        await ApproveAsync(1);
        await FreezeAsync();
        Assert.Null(await Differences.CountAsync(_fixture.Cleo, _fixture.ApplicationId, "faq", 1, 9, default));
        Assert.Null(await Differences.CountAsync(_fixture.Cleo, _fixture.OtherApplicationId, "faq", 1, 1, default));
    }

    [Fact]
    public async Task A_preview_counts_what_is_approved_and_fits()
    {
        await ApproveAsync(1, c => c.Segment = "a");
        await ApproveAsync(2, c => c.Segment = "b");
        await _fixture.AddAsync(3, c => c.Segment = "a");
        var previews = _database.Get<DatasetPreviews>();
        Assert.Equal(2, await previews.CountAsync(_fixture.Cleo, _fixture.ApplicationId, new(), default));
        Assert.Equal(1, await previews.CountAsync(_fixture.Cleo, _fixture.ApplicationId, new(Segments: ["a"]), default));
        Assert.Null(await previews.CountAsync(_fixture.Cleo, _fixture.ApplicationId, new(MinQuality: "best"), default));
    }

    [Fact]
    public async Task A_reviewer_may_neither_preview_nor_freeze_nor_export()
    {
        await ApproveAsync(1);
        await FreezeAsync();
        Assert.Null(await _database.Get<DatasetPreviews>().CountAsync(_fixture.Ana, _fixture.ApplicationId, new(), default));
        Assert.IsType<FreezeOutcome.NotAllowed>(await _database.Get<DatasetFreezer>().FreezeAsync(_fixture.Ana, _fixture.ApplicationId, "faq", new(), default));
        Assert.IsType<ExportOutcome.NotAllowed>(await ExportAsync(_fixture.Ana));
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => Differences.CountAsync(_fixture.Ana, _fixture.ApplicationId, "faq", 1, 1, default));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Owner")]
    [InlineData("manager")]
    public async Task A_role_that_is_not_known_may_do_none_of_it(string role)
    {
        await ApproveAsync(1);
        await FreezeAsync();
        var nobody = _fixture.Ana with { Role = role };
        Assert.IsType<FreezeOutcome.NotAllowed>(await _database.Get<DatasetFreezer>().FreezeAsync(nobody, _fixture.ApplicationId, "faq", new(), default));
        Assert.IsType<ExportOutcome.NotAllowed>(await ExportAsync(nobody));
    }

    [Fact]
    public async Task Freezing_is_in_the_audit_with_the_version()
    {
        await ApproveAsync(1);
        await FreezeAsync();
        await using var db = _database.Open();
        var entry = await db.Audit.SingleAsync(a => a.Action == "dataset.freeze");
        Assert.Equal(($"dataset/{_fixture.ApplicationId}/faq/1", "cleo"), (entry.Subject, entry.ActorId));
        Assert.Contains((await db.DatasetVersions.SingleAsync()).Sha256, entry.After, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_export_is_in_the_audit_once_it_is_written_and_a_prepared_one_is_not()
    {
        await ApproveAsync(1);
        await FreezeAsync();
        var file = Assert.IsType<ExportOutcome.Ready>(await ExportAsync(_fixture.Cleo));
        Assert.Equal(0, await ExportsAsync());
        await file.WriteAsync(Stream.Null, default);
        await file.WriteAsync(Stream.Null, default);
        Assert.Equal(2, await ExportsAsync());
    }

    [Fact]
    public async Task The_tag_of_a_file_differs_with_what_was_chosen()
    {
        await ApproveAsync(1);
        await FreezeAsync();
        var tags = new[] { await ExportAsync(_fixture.Cleo), await ExportAsync(_fixture.Cleo, "alpaca"), await ExportAsync(_fixture.Cleo, split: "train"), await ExportAsync(_fixture.Cleo, rows: "preference") }
            .Select(o => ((ExportOutcome.Ready)o).Tag).ToList();
        Assert.Equal(4, tags.Distinct().Count());
        Assert.Equal(tags[0], ((ExportOutcome.Ready)await ExportAsync(_fixture.Cleo)).Tag);
    }

    [Fact]
    public async Task Names_are_found_by_a_part_of_them()
    {
        await ApproveAsync(1);
        await FreezeAsync();
        await FreezeAsync();
        var found = Assert.Single(await _database.Get<DatasetLibrary>().FindNamesAsync(Actor.System, "AQ", 5, default));
        Assert.Equal(("faq", 2), (found.Dataset, found.Version));
        Assert.Equal([2, 1], await _database.Get<DatasetLibrary>().NumbersAsync(Actor.System, _fixture.ApplicationId, "faq", default));
    }

    private DatasetDifferences Differences => _database.Get<DatasetDifferences>();

    private Task<IReadOnlyList<DifferenceRow>> PageAsync(int before, int after, DatasetChangeKind kind, int skip, int take) =>
        Differences.PageAsync(_fixture.Cleo, _fixture.ApplicationId, "faq", before, after, kind, skip, take, CancellationToken.None);

    private Task<ExportOutcome> ExportAsync(Actor actor, string format = "csv", string? split = null, string? rows = null) =>
        _database.Get<DatasetLibrary>().ExportAsync(actor, _fixture.ApplicationId, "faq", 1, format, split, rows, CancellationToken.None);

    private async Task<int> ExportsAsync()
    {
        await using var db = _database.Open();
        return await db.Audit.CountAsync(a => a.Action == "dataset.export");
    }

    private async Task ApproveAsync(long id, Action<TrainingCandidate>? change = null)
    {
        await _fixture.AddAsync(id, change);
        await _fixture.DecideAsync(_fixture.Ana, id, new(1, DecisionKind.Approve));
    }

    private async Task FreezeAsync() => Assert.IsType<FreezeOutcome.Frozen>(
        await _database.Get<DatasetFreezer>().FreezeAsync(_fixture.Cleo, _fixture.ApplicationId, "faq", new(), CancellationToken.None));
}
