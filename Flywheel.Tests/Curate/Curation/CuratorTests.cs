using Flywheel.Core.Collect;
using Flywheel.Core.Collect.Contract;
using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Curate.Curation;
using Flywheel.Core.Curate.Validation;
using Flywheel.Tests.Support;
using Flywheel.Tests.Support.Fixtures;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Tests.Curate.Curation;

public sealed class CuratorTests : IAsyncLifetime
{
    private TestDatabase _database = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        await _database.ApplicationAsync();
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task An_edit_becomes_a_pair_with_the_rejected_original()
    {
        await _database.CurateAsync(SignalFixture.Edit("a", "The fee is seven euros a month."));
        var candidate = Assert.Single(_database.Candidates());
        Assert.Equal(("How high is the fee of plan a?", "The fee is five euros a month.", "The fee is seven euros a month."),
            (candidate.Input, candidate.OriginalOutput, candidate.ProposedOutput));
        Assert.Equal((CandidateState.Pending, Quality.VeryHigh), (candidate.State, candidate.Quality));
    }

    [Fact]
    public async Task A_thumbs_up_becomes_a_positive_queued_after_corrections()
    {
        await _database.CurateAsync(SignalFixture.Signal("a", SignalType.ThumbsUp), SignalFixture.Edit("b", "It is six euros and a half."));
        var byRank = _database.Candidates().OrderBy(c => c.QueueRank).Select(c => c.Source);
        Assert.Equal([CandidateSource.UserCorrection, CandidateSource.UserApproved], byRank);
    }

    [Fact]
    public async Task A_second_thumbs_up_makes_no_second_candidate()
    {
        await _database.CurateAsync(SignalFixture.Signal("a", SignalType.ThumbsUp, user: "x"));
        await _database.CurateAsync(SignalFixture.Signal("a", SignalType.ThumbsUp, user: "y"));
        Assert.Single(_database.Candidates());
    }

    [Theory]
    [InlineData(SignalType.Copy)]
    [InlineData(SignalType.ThumbsDown)]
    [InlineData(SignalType.Regenerate)]
    [InlineData(SignalType.Abandon)]
    public async Task Other_signals_alone_make_no_candidate(string type)
    {
        await _database.CurateAsync(SignalFixture.Signal("a", type));
        Assert.Empty(_database.Candidates());
    }

    [Fact]
    public async Task An_edit_without_a_correction_makes_no_candidate()
    {
        await _database.CurateAsync(SignalFixture.Signal("a", SignalType.Edit));
        Assert.Empty(_database.Candidates());
    }

    [Fact]
    public async Task Signals_that_come_later_change_the_score_and_its_parts()
    {
        await _database.CurateAsync(SignalFixture.Edit("a", "The fee is seven euros a month."));
        var before = _database.Candidates()[0];
        await _database.CurateAsync(SignalFixture.Signal("a", SignalType.ThumbsDown), SignalFixture.Signal("a", SignalType.Escalation));
        var after = _database.Candidates()[0];
        Assert.True(after.Score > before.Score && after.QueueRank < before.QueueRank);
        Assert.Equal([SignalType.Edit, SignalType.ThumbsDown, SignalType.Escalation], ScoreCard.ReadParts(after.ScoreCard).Select(p => p.Signal));
        Assert.Equal(before.Version, after.Version);
    }

    [Fact]
    public async Task The_newest_edit_of_one_person_replaces_an_undecided_one()
    {
        await _database.CurateAsync(SignalFixture.Edit("a", "The fee is six euros.", user: "anna"));
        await _database.CurateAsync(SignalFixture.Edit("a", "The fee is seven euros.", user: "anna"));
        var candidate = Assert.Single(_database.Candidates());
        Assert.Equal(("The fee is seven euros.", 2), (candidate.ProposedOutput, candidate.Version));
    }

    [Fact]
    public async Task Edits_of_unknown_people_are_separate()
    {
        await _database.CurateAsync(SignalFixture.Edit("a", "The fee is six euros."), SignalFixture.Edit("a", "There is no fee at all, ever."));
        Assert.Equal(2, _database.Candidates().Count);
    }

    [Fact]
    public async Task A_correction_that_changes_nothing_is_rejected_with_its_reason()
    {
        await _database.CurateAsync(SignalFixture.Edit("a", "The  fee is five euros a month. "));
        var candidate = Assert.Single(_database.Candidates());
        Assert.Equal((CandidateState.Rejected, RejectReason.Unchanged), (candidate.State, candidate.Reason));
    }

    [Fact]
    public async Task An_exact_duplicate_is_rejected_and_names_the_other()
    {
        await _database.CurateAsync(SignalFixture.Edit("a", "Seven euros a month.", query: "How high is it?"), SignalFixture.Edit("b", "Seven euros a month.", query: "How high is it?"));
        var second = _database.Candidates()[1];
        Assert.Equal((CandidateState.Rejected, RejectReason.Duplicate), (second.State, second.Reason));
        Assert.Equal(1, Assert.Single(FindingsJson.Read(second.Findings)).OtherCandidateId);
    }

    [Fact]
    public async Task Secrets_are_held_and_personal_data_is_shown_with_its_place()
    {
        await _database.CurateAsync(
            SignalFixture.Edit("a", "Use the key AKIAIOSFODNN7EXAMPLE with secret wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY for it."),
            SignalFixture.Edit("b", "Write to anna.smith@example.com about the monthly fee."));
        var candidates = _database.Candidates();
        Assert.Equal(CandidateState.Held, candidates[0].State);
        Assert.Equal((CandidateState.Pending, FindingKinds.PersonalData), (candidates[1].State, candidates[1].FindingKinds));
        Assert.Equal("EMAIL", FindingsJson.Read(candidates[1].Findings)[0].Spans[0].Label);
    }

    [Fact]
    public async Task A_near_duplicate_warns_and_shares_the_group()
    {
        const string query = "Which documents do I need to bring along to the branch when I want to open a joint account with my partner?";
        await _database.CurateAsync(
            SignalFixture.Edit("a", "Bring along two valid passports, and for each of you a proof of address that is no older than three months.", query: query),
            SignalFixture.Edit("b", "Bring along two valid passports, and for each of you a proof of address that is no older than six months.", query: query + " Thanks!"));
        var candidates = _database.Candidates();
        Assert.True(candidates[1].FindingKinds.HasFlag(FindingKinds.NearDuplicate));
        Assert.Equal(candidates[0].GroupId, candidates[1].GroupId);
    }

    [Fact]
    public async Task Without_consent_there_is_no_candidate_and_a_withdrawal_takes_an_undecided_one_back()
    {
        var silent = SignalFixture.Edit("a", "The fee is seven euros.", user: "anna");
        silent.TrainingConsent = false;
        await _database.CurateAsync(silent, SignalFixture.Edit("b", "The fee is eight euros.", user: "bert"));
        Assert.Single(_database.Candidates());
        var withdrawn = SignalFixture.Signal("b", SignalType.Abandon, user: "bert");
        withdrawn.TrainingConsent = false;
        await _database.CurateAsync(withdrawn);
        Assert.Equal((CandidateState.Rejected, RejectReason.NoConsent), (_database.Candidates()[0].State, _database.Candidates()[0].Reason));
    }

    [Fact]
    public async Task The_context_of_an_earlier_signal_serves_a_later_edit()
    {
        var first = SignalFixture.Signal("a", SignalType.ThumbsDown);
        first.Context = new("Be brief.", [new("user", "hello")], null);
        await _database.CurateAsync(first, SignalFixture.Edit("a", "The fee is seven euros."));
        Assert.Equal("Be brief.", SignalContext.Parse(_database.Candidates()[0].Context)?.System);
    }

    [Fact]
    public async Task Curating_in_other_stretches_ends_at_the_same_state()
    {
        var items = Enumerable.Range(0, 40).SelectMany(i => new[]
        {
            SignalFixture.Edit($"r{i % 15}", $"The fee of plan {i % 7} is {i % 5} euros and paid monthly.", user: $"u{i % 4}"),
            SignalFixture.Signal($"r{i % 15}", SignalType.All[i % 8], user: $"u{i % 3}"),
        }).ToArray();
        await _database.CurateAsync(items);
        await using var other = await TestDatabase.CreateAsync();
        await other.ApplicationAsync();
        foreach (var item in items)
        {
            await other.CurateAsync(item);
        }

        Assert.Equal(Facts(_database), Facts(other));
    }

    [Fact]
    public async Task A_curator_that_starts_again_resumes_where_the_last_one_was()
    {
        const string query = "Which documents do I need to bring along to the branch when I want to open a joint account with my partner?";
        await _database.CurateAsync(SignalFixture.Edit("a", "Bring along two valid passports and a proof of address no older than three months.", query: query));
        var anew = ActivatorUtilitiesCurator();
        _database.Send(SignalFixture.Edit("b", "Bring along two valid passports and a proof of address no older than six months.", query: query));
        Assert.Equal(1, await anew.CatchUpAsync(TestContext.Current.CancellationToken));
        Assert.True(_database.Candidates()[1].FindingKinds.HasFlag(FindingKinds.NearDuplicate));
    }

    private Curator ActivatorUtilitiesCurator() =>
        Microsoft.Extensions.DependencyInjection.ActivatorUtilities.CreateInstance<Curator>(_database.Services);

    private static List<string> Facts(TestDatabase database) =>
        database.Candidates().ConvertAll(c => $"{c.Id} {c.SignalId} {c.State} {c.Reason} {c.Version} {c.Score} {c.QueueRank} {c.GroupId} {c.Findings} {c.ScoreCard} {c.ProposedOutput}");
}
