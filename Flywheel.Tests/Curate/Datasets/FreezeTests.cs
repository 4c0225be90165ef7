using System.Text.Json;
using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Curate.Datasets;
using Flywheel.Core.Curate.Exports;
using Flywheel.Core.Data;
using Flywheel.Tests.Support.Fixtures;
using Flywheel.Tests.Support.SqlServer;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Tests.Curate.Datasets;

public sealed class FreezeTests : IAsyncLifetime
{
    private static readonly CancellationToken Stop = TestContext.Current.CancellationToken;
    private FreezeFixture _freeze = null!;

    public async ValueTask InitializeAsync() => _freeze = await FreezeFixture.CreateAsync();

    public ValueTask DisposeAsync() => _freeze.DisposeAsync();

    [Fact]
    public async Task The_manifest_names_the_exporter_and_the_rows_that_a_format_leaves_out()
    {
        await _freeze.AddAsync([1, 2, 3, 4], c => c.Context = c.Id switch
        {
            2 => """{"messages":[{"role":"assistant","content":"Hello, how can I help?"}]}""",
            3 => """{"messages":[{"role":"user","content":"Is it cold?"},{"role":"tool","content":"7 C"}],"documents":[{"id":"d"}]}""",
            _ => null,
        });
        await _freeze.FreezeAsync();
        var manifest = await _freeze.ManifestAsync();
        Assert.Equal("2", manifest.ExporterVersion);
        Assert.Equal(1, manifest.RowsWithDocuments);
        var exports = manifest.Exports!.ToDictionary(e => (e.Format, e.Kind));
        Assert.Equal(
            [("alpaca", "2,3"), ("openai-chat", "3"), ("openai-preference", "3"), ("parquet", "3"), ("parquet", "3"), ("sharegpt", "2,3"), ("trl-preference", "3"), ("trl-prompt-completion", "3")],
            exports.Values.Where(e => e.LeftOut > 0).Select(e => (e.Format, string.Join(',', e.LeftOutIds!))).Order());
        Assert.Equal((2, 2), (exports[("alpaca", "sft")].Rows, exports[("alpaca", "sft")].LeftOut));
        Assert.Equal(new Dictionary<string, int> { ["begins_with_assistant"] = 1, ["unknown_role"] = 1 }, exports[("alpaca", "sft")].Reasons);
        Assert.Equal((4, 0), (exports[("csv", "sft")].Rows, exports[("csv", "sft")].LeftOut));
    }

    [Fact]
    public async Task The_manifests_counts_are_those_of_the_files()
    {
        await _freeze.AddAsync(Enumerable.Range(1, 30).Select(i => (long)i), c =>
        {
            if (c.Id % 3 == 0) (c.Source, c.OriginalOutput) = (CandidateSource.UserApproved, c.IdealOutput!);
            if (c.Id % 5 == 0) c.OriginalOutput = c.IdealOutput + " ";
            if (c.Id % 7 == 0) c.Context = """{"messages":[{"role":"function","content":"x"}]}""";
        });
        await _freeze.FreezeAsync();
        foreach (var export in (await _freeze.ManifestAsync()).Exports!.Where(e => e.Format is not ("csv" or "parquet")))
            Assert.Equal(export.Rows, System.Text.Encoding.UTF8.GetString(await _freeze.PullAsync(export.Format)).Count(c => c == '\n'));
    }

    [Fact]
    public async Task A_file_begins_with_a_row_that_shows_the_types_of_all_members()
    {
        await _freeze.AddAsync([1, 2, 3], c => c.Context = c.Id == 3 ? """{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello!"}]}""" : null);
        await _freeze.FreezeAsync();
        var lines = System.Text.Encoding.UTF8.GetString(await _freeze.PullAsync("alpaca")).TrimEnd().Split('\n').Select(l => JsonDocument.Parse(l).RootElement).ToList();
        Assert.Equal(["Question 3?", "Question 1?", "Question 2?"], lines.Select(l => l.GetProperty("instruction").GetString()));
        Assert.Equal("""[["Hi","Hello!"]]""", lines[0].GetProperty("history").GetRawText());
    }

    [Fact]
    public async Task A_version_of_the_first_exporter_keeps_its_formats()
    {
        await _freeze.AddAsync([1], c => c.Context = """{"system":"Be kind.","messages":[{"role":"tool","content":"7 C"}]}""");
        await _freeze.FreezeAsync();
        await using var db = _freeze.Database.Open();
        var old = (await _freeze.ManifestAsync()) with { ExporterVersion = "0.1.0", Exports = null };
        await db.DatasetVersions.ExecuteUpdateAsync(set => set.SetProperty(v => v.Manifest, old.ToJson()), Stop);
        Assert.Equal(
            """{"prompt":"Be kind.\n\nQuestion 1?","completion":"Answer 1."}""" + "\n",
            System.Text.Encoding.UTF8.GetString(await _freeze.PullAsync("trl-prompt-completion")));
    }

    [Fact]
    public async Task A_pair_is_taken_once_and_the_first_one_stays()
    {
        await _freeze.AddAsync(Enumerable.Range(1, 900).Select(i => (long)i), c =>
        {
            // Equal after normalising, on one page and far apart; 5 shares only the input.
            if (c.Id is 2 or 3 or 899) (c.Input, c.IdealOutput) = ("  Question  1? ", "Answer  1.");
            if (c.Id == 5) c.Input = "Question 1?";
        });
        var frozen = await _freeze.FreezeAsync();
        Assert.Equal(897, frozen.Rows);
        Assert.Equal(3, (await _freeze.ManifestAsync()).Funnel.Duplicate);
        await using var db = _freeze.Database.Open();
        Assert.Equal([1, 5], await db.DatasetRows.Where(r => new long[] { 1, 2, 3, 5, 899 }.Contains(r.CandidateId)).Select(r => r.CandidateId).Order().ToListAsync(Stop));
    }

    [Fact]
    public async Task Both_sources_are_read_in_the_order_of_ids_over_many_pages()
    {
        await _freeze.AddAsync(Enumerable.Range(1, 3_000).Select(i => (long)i), c => c.Source = c.Id % 1_000 < 700 ? CandidateSource.UserApproved : CandidateSource.UserCorrection);
        var frozen = await _freeze.FreezeAsync();
        Assert.Equal(3_000, frozen.Rows);
        await using var db = _freeze.Database.Open();
        using var hash = new DatasetHash();
        await foreach (var row in Flywheel.Core.Curate.Datasets.TrainingRows.OfVersionAsync(db, 1, null, Stop)) hash.Append(row);
        Assert.Equal(frozen.Sha256, hash.Complete());
    }

    [Fact]
    public async Task A_later_version_keeps_every_side_and_says_what_changed()
    {
        await _freeze.AddAsync(Enumerable.Range(1, 600).Select(i => (long)i), c => c.GroupId = (c.Id + 1) / 2);
        await _freeze.FreezeAsync();
        await _freeze.AddAsync(Enumerable.Range(601, 700).Select(i => (long)i), c => c.GroupId = c.Id % 2 == 0 ? c.Id : c.Id - 600);
        await _freeze.FreezeAsync(new(Split: new(0, 0, 1)));
        await using var db = _freeze.Database.Open();
        var rows = await db.DatasetRows.Select(r => new { r.DatasetVersion!.Number, r.CandidateId, r.GroupId, r.Split }).ToListAsync(Stop);
        var before = rows.Where(r => r.Number == 1).ToDictionary(r => r.CandidateId, r => r.Split);
        var groups = rows.Where(r => r.Number == 1).GroupBy(r => r.GroupId).ToDictionary(g => g.Key, g => Assert.Single(g.Select(r => r.Split).Distinct()));
        Assert.All(rows.Where(r => r.Number == 2), r => Assert.Equal(
            before.TryGetValue(r.CandidateId, out var own) ? own : groups.TryGetValue(r.GroupId, out var group) ? group : Split.Test, r.Split));
        Assert.Equal(new DatasetChangeCounts(700, 0, 0), (await _freeze.ManifestAsync(2)).Changes);
    }

    [Fact]
    public async Task What_stands_near_two_sides_is_left_out_and_counted()
    {
        await _freeze.AddAsync(Enumerable.Range(1, 40).Select(i => (long)i));
        await _freeze.FreezeAsync(new(Split: new(0.5, 0, 0.5)));
        await using var db = _freeze.Database.Open();
        var sides = await db.DatasetRows.GroupBy(r => r.Split).Select(g => g.Min(r => r.CandidateId)).ToListAsync(Stop);
        await _freeze.AddAsync([50], c => (c.GroupId, c.BridgedGroups) = (sides[0], $"{sides[1]}"));
        Assert.Equal(40, (await _freeze.FreezeAsync()).Rows);
        Assert.Equal(1, (await _freeze.ManifestAsync(2)).Funnel.Bridged);
    }

    [Fact]
    public async Task Many_rows_that_share_an_input_are_frozen_in_linear_time()
    {
        await _freeze.AddAsync(Enumerable.Range(1, 6_000).Select(i => (long)i), c =>
        {
            c.Input = "Hi";
            if (c.Id % 2 == 0) c.IdealOutput = $"Answer {c.Id - 1}.";
        });
        var started = System.Diagnostics.Stopwatch.GetTimestamp();
        Assert.Equal(3_000, (await _freeze.FreezeAsync()).Rows);
        Assert.Equal(3_000, (await _freeze.ManifestAsync()).Funnel.Duplicate);
        Assert.InRange(System.Diagnostics.Stopwatch.GetElapsedTime(started).TotalSeconds, 0, 60);
    }

    [Fact]
    public async Task An_application_without_candidates_has_nothing_to_freeze()
    {
        Assert.Equal("There is nothing to freeze: the application has no candidates yet.", (await EmptyAsync()).Reason);
        await using var db = _freeze.Database.Open();
        Assert.False(await db.Datasets.AnyAsync(Stop) || await db.DatasetVersions.AnyAsync(Stop));
    }

    [Fact]
    public async Task Filters_that_leave_nothing_are_named()
    {
        await _freeze.AddAsync([1, 2, 3], c => c.Segment = "retail");
        Assert.Equal(
            "There is nothing to freeze: the application has 3 candidates, 3 of them approved, and none with quality very_high or better, source user_correction, segment bank.",
            (await EmptyAsync(new("very_high", ["user_correction"], ["bank"]))).Reason);
        Assert.Equal(
            "There is nothing to freeze: the application has 3 candidates, 3 of them approved, and none with quality very_high or better, source user_approved.",
            (await EmptyAsync(new("very_high", ["user_approved"]))).Reason);
    }

    [Fact]
    public async Task What_is_not_approved_is_reported_by_its_state()
    {
        await _freeze.AddAsync([1, 2, 3, 4, 5], c =>
        {
            c.PutInto(c.Id switch { 1 or 2 => CandidateState.Pending, 3 => CandidateState.Held, _ => CandidateState.Rejected });
            c.Reason = c.Id switch { 4 => RejectReason.Wrong, 5 => RejectReason.Duplicate, _ => null };
            c.IdealOutput = null;
        });
        Assert.Equal(
            "There is nothing to freeze: of 5 candidates with quality high or better, 2 not decided yet, 1 held, 1 rejected, 1 rejected or left out as duplicates.",
            (await EmptyAsync()).Reason);
    }

    [Fact]
    public async Task An_empty_attempt_leaves_the_earlier_versions_and_the_next_number_unchanged()
    {
        await _freeze.AddAsync([1]);
        await _freeze.FreezeAsync();
        await EmptyAsync(new(Segments: ["none"]));
        Assert.Equal(2, (await _freeze.FreezeAsync()).Version);
    }

    [Fact]
    public async Task On_sql_server_the_rows_go_as_a_table_of_the_providers_types()
    {
        await using var db = SqlServerTranslationCheck.Context();
        using var rows = BulkInsert.Rows(db, [new DatasetRow { DatasetVersionId = 3, CandidateId = 4, Split = Split.Test, GroupId = 5, Hash = [1, 2] }]);
        Assert.Equal(
            [("DatasetVersionId", typeof(long)), ("CandidateId", typeof(long)), ("GroupId", typeof(long)), ("Hash", typeof(byte[])), ("Split", typeof(int))],
            rows.Columns.Cast<System.Data.DataColumn>().Select(c => (c.ColumnName, c.DataType)));
        Assert.Equal([3L, 4L, 5L, new byte[] { 1, 2 }, 2], rows.Rows[0].ItemArray);
    }

    private async Task<FreezeOutcome.Empty> EmptyAsync(DatasetRequest? request = null) => Assert.IsType<FreezeOutcome.Empty>(await _freeze.TryAsync(request));
}
