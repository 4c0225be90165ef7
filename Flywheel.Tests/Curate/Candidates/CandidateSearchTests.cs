using Flywheel.Core;
using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Curate.Review;
using Flywheel.Core.Curate.Validation;
using Flywheel.Core.Data;
using Flywheel.Tests.Support;
using Flywheel.Tests.Support.Fixtures;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Tests.Curate.Candidates;

public sealed class CandidateSearchTests : IAsyncLifetime
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
    public async Task Pages_follow_each_other_without_gap_and_know_the_total()
    {
        for (var id = 1; id <= 7; id++) await _fixture.AddAsync(id);
        var first = await PageAsync(new(), 0, 3);
        var last = await PageAsync(new(), 6, 3);
        Assert.Equal([7L, 6, 5], Ids(first));
        Assert.Equal([1L], Ids(last));
        Assert.Equal((7, 7), (first.Total, last.Total));
    }

    [Theory]
    [InlineData(CandidateSort.Newest, new[] { 3L, 2, 1 })]
    [InlineData(CandidateSort.Oldest, new[] { 1L, 2, 3 })]
    [InlineData(CandidateSort.BestScore, new[] { 2L, 3, 1 })]
    [InlineData(CandidateSort.WorstScore, new[] { 1L, 3, 2 })]
    [InlineData(CandidateSort.LastChanged, new[] { 1L, 3, 2 })]
    public async Task The_database_sorts(CandidateSort sort, long[] expected)
    {
        var now = _database.Time.Now();
        await _fixture.AddAsync(1, c => (c.Score, c.UpdatedAt) = (0.2, now.AddHours(1)));
        await _fixture.AddAsync(2, c => c.Score = 0.8);
        await _fixture.AddAsync(3, c => c.Score = 0.5);
        Assert.Equal(expected, Ids(await PageAsync(new() { Sort = sort })));
    }

    [Fact]
    public async Task Every_member_of_the_filter_leaves_out_what_does_not_match()
    {
        await _fixture.AddAsync(1);
        await _fixture.AddAsync(2, c =>
        {
            (c.PutInto(CandidateState.Held).Source, c.Quality, c.Segment) = (CandidateSource.UserApproved, Quality.Low, "billing");
            (c.FindingKinds, c.ApplicationId, c.CreatedAt) = (FindingKinds.Secret | FindingKinds.Spam, _fixture.OtherApplicationId, _database.Time.Now().AddDays(-3));
        });
        CandidateFilter[] filters =
        [
            new() { States = [CandidateState.Held, CandidateState.Rejected] }, new() { Source = CandidateSource.UserApproved }, new() { Quality = Quality.Low },
            new() { Finding = FindingKinds.Secret }, new() { Application = "bank" }, new() { Segment = "billing" },
            new() { To = DateOnly.FromDateTime(_database.Time.Now().AddDays(-3)) }, new() { Text = "question 2?" },
        ];
        foreach (var filter in filters) Assert.Equal([2L], Ids(await PageAsync(filter)));
    }

    [Fact]
    public async Task A_day_counts_whole_at_both_ends()
    {
        await _fixture.AddAsync(1, c => c.CreatedAt = new(2026, 1, 5, 0, 0, 0, DateTimeKind.Utc));
        await _fixture.AddAsync(2, c => c.CreatedAt = new DateTime(2026, 1, 6, 0, 0, 0, DateTimeKind.Utc).AddMicroseconds(-1));
        await _fixture.AddAsync(3, c => c.CreatedAt = new(2026, 1, 6, 0, 0, 0, DateTimeKind.Utc));
        Assert.Equal([2L, 1], Ids(await PageAsync(new() { From = new(2026, 1, 5), To = new(2026, 1, 5) })));
    }

    [Fact]
    public async Task An_application_that_is_not_there_takes_nothing()
    {
        await _fixture.AddAsync(1);
        Assert.Equal(0, (await PageAsync(new() { Application = "nobody" })).Total);
    }

    [Theory]
    [InlineData("100%", 1)]
    [InlineData("a_b", 2)]
    [InlineData("[x]", 3)]
    [InlineData("c\\d", 4)]
    [InlineData("request-5", 5)]
    public async Task A_searched_text_is_a_text_and_no_pattern(string text, long expected)
    {
        await _fixture.AddAsync(1, c => c.Input = "100% sure");
        await _fixture.AddAsync(2, c => c.ProposedOutput = "a_b");
        await _fixture.AddAsync(3, c => c.OriginalOutput = "see [x]");
        await _fixture.AddAsync(4, c => c.IdealOutput = "c\\d");
        await _fixture.AddAsync(5);
        await _fixture.AddAsync(6, c => (c.Input, c.ProposedOutput, c.OriginalOutput) = ("1000 sure", "aXb x", "cd"));
        Assert.Equal([expected], Ids(await PageAsync(new() { Text = text })));
    }

    [Theory]
    [InlineData("öffnung")]
    [InlineData("ÖFFNUNG")]
    [InlineData("köln")]
    [InlineData("Köln")]
    [InlineData("привет")]
    [InlineData("ПРИВЕТ")]
    [InlineData("strasse")]
    [InlineData("ｋöln")]
    [InlineData("100％")]
    public async Task Case_and_width_do_not_count_in_any_script(string text)
    {
        await _fixture.AddAsync(1, c => c.Input = "Öffnungszeiten in KÖLN? Привет, Hauptstraße, 100% sicher");
        await _fixture.AddAsync(2, c => c.Input = "Koln, 1000 sicher");
        Assert.Equal([1L], Ids(await PageAsync(new() { Text = text })));
    }

    [Fact]
    public async Task A_text_is_found_in_the_fix_that_replaced_it_and_no_longer_after_the_undo()
    {
        await _fixture.AddAsync(1);
        var done = await _fixture.DecideAsync(_fixture.Ana, 1, new(1, DecisionKind.Fix, "Um ACHT Uhr in KÖLN"));
        Assert.Equal([1L], Ids(await PageAsync(new() { Text = "acht uhr in köln" })));
        await _database.Get<ReviewDecisions>().UndoAsync(_fixture.Ana, done.DecisionId, default);
        Assert.Empty(Ids(await PageAsync(new() { Text = "acht uhr in köln" })));
    }

    [Fact]
    public async Task No_match_spans_two_texts()
    {
        await _fixture.AddAsync(1, c => (c.Input, c.OriginalOutput) = ("one", "two"));
        Assert.Empty(Ids(await PageAsync(new() { Text = "one\u001ftwo" })));
        Assert.Empty(Ids(await PageAsync(new() { Text = "one two" })));
    }

    [Fact]
    public async Task Older_rows_are_searched_as_stored_and_without_regard_to_case_once_they_are_filled_in()
    {
        for (var id = 1; id <= 150; id++) await _fixture.AddAsync(id, c => c.Input = "In KÖLN");
        await using var db = _database.Open();
        await db.Candidates.Where(c => c.Id != 77).ExecuteUpdateAsync(set => set.SetProperty(c => c.SearchText, (string?)null));
        Assert.Equal((150, 1), ((await PageAsync(new() { Text = "KÖLN" })).Total, (await PageAsync(new() { Text = "köln" })).Total));
        Assert.Equal(149, await _database.Get<SearchTexts>().FillAsync(default));
        Assert.Equal(150, (await PageAsync(new() { Text = "köln" })).Total);
        Assert.Equal(0, await _database.Get<SearchTexts>().FillAsync(default));
    }

    [Fact]
    public async Task A_row_is_cut_at_a_whole_character()
    {
        await _fixture.AddAsync(1, c => (c.Input, c.ProposedOutput) = (new string('x', CandidateSearch.ExcerptLength - 3) + "👨‍👩‍👧‍👦", string.Concat(Enumerable.Repeat("🇨🇭", 300))));
        var row = Assert.Single((await PageAsync(new())).Rows);
        Assert.Equal(new string('x', CandidateSearch.ExcerptLength - 3), row.Input);
        Assert.Equal(string.Concat(Enumerable.Repeat("🇨🇭", CandidateSearch.ExcerptLength / 4)), row.Output);
    }

    [Fact]
    public async Task A_row_carries_the_beginning_of_a_megabyte_only()
    {
        await _fixture.AddAsync(1, c => c.Input = c.ProposedOutput = string.Concat(Enumerable.Repeat("😀", 250_000)));
        var row = Assert.Single((await PageAsync(new())).Rows);
        Assert.InRange(row.Input.Length, 1, 2 * CandidateSearch.ExcerptLength);
        Assert.False(char.IsHighSurrogate(row.Input[^1]));
    }

    [Fact]
    public async Task The_holder_is_named_until_the_lease_ends()
    {
        await _fixture.AddAsync(1);
        await _database.Get<ReviewQueue>().ClaimOneAsync(_fixture.Ben, 1, default);
        Assert.Equal("Ben", (await PageAsync(new())).Rows[0].HeldBy);
        _database.Time.Advance(TimeSpan.FromHours(1));
        Assert.Null((await PageAsync(new())).Rows[0].HeldBy);
    }

    [Fact]
    public async Task Somebody_without_a_role_may_not_look() =>
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => _database.Get<CandidateSearch>().PageAsync(new Actor("x", "X", "", ApplicationAccess.All), new(), 0, 10, default));

    [Fact]
    public async Task Counting_and_sorting_read_the_grid_index_and_no_rows()
    {
        Assert.SkipWhen(_database.Location.Provider != Core.Data.DatabaseProvider.Sqlite, "The plan is SQLite's.");
        CandidateFilter[] filters =
        [
            new() { States = [CandidateState.Pending] }, new() { Finding = FindingKinds.Spam }, new() { Sort = CandidateSort.BestScore },
            new() { States = [CandidateState.Held, CandidateState.Rejected], Segment = "a", From = new(2026, 1, 1), Sort = CandidateSort.LastChanged },
        ];
        await using var db = _database.Open();
        foreach (var filter in filters)
        {
            var query = CandidateQueries.Ordered((await CandidateQueries.FilteredAsync(db, Actor.System, filter, default)).Query, filter.Sort).Select(c => c.Id).Take(50);
            Assert.Contains("COVERING INDEX IX_Candidates_Grid", await PlanAsync(db, query), StringComparison.Ordinal);
        }
    }

    private static async Task<string> PlanAsync(DbContext db, IQueryable<long> query)
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        await db.Database.OpenConnectionAsync();
        var sql = query.ToQueryString();
        command.CommandText = string.Join('\n', sql.Split('\n').Select(l => l.StartsWith(".param", StringComparison.Ordinal) ? "" : l)).Insert(0, "EXPLAIN QUERY PLAN ");
        foreach (var name in System.Text.RegularExpressions.Regex.Matches(sql, "@[a-z_0-9]+", System.Text.RegularExpressions.RegexOptions.IgnoreCase).Select(m => m.Value).Distinct())
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, 1);
            command.Parameters.Add(parameter);
        }

        await using var reader = await command.ExecuteReaderAsync();
        var plan = new List<string>();
        while (await reader.ReadAsync()) plan.Add(reader.GetString(3));
        return string.Join('\n', plan);
    }

    private static IEnumerable<long> Ids(CandidatePage page) => page.Rows.Select(r => r.Id);

    private Task<CandidatePage> PageAsync(CandidateFilter filter, int skip = 0, int take = 50) =>
        _database.Get<CandidateSearch>().PageAsync(_fixture.Ana, filter, skip, take, CancellationToken.None);
}
