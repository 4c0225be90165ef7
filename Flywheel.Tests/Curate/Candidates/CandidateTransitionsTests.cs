using System.Reflection;
using Flywheel.Core;
using Flywheel.Core.Curate.Candidates;
using Flywheel.Tests.Support;
using Flywheel.Tests.Support.Fixtures;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Tests.Curate.Candidates;

/// <summary>The table of docs/architecture.md: where each transition leads from each state.</summary>
public sealed class CandidateTransitionsTests
{
    /// <summary>In brackets: by the policy. A dash: refused. "Released" is pending and was held; "No consent" is rejected.</summary>
    private const string Table = """
        transition      | Pending    | Released   | Held       | AwaitingSecond | (Approved) | (Rejected) | Approved       | Rejected       | No consent
        Queue           | Pending    | Pending    | Pending    | -              | Pending    | Pending    | -              | -              | -
        Hold            | Held       | -          | Held       | -              | Held       | Held       | -              | -              | -
        ApproveByPolicy | (Approved) | (Approved) | (Approved) | -              | (Approved) | (Approved) | -              | -              | -
        RejectByPolicy  | (Rejected) | (Rejected) | (Rejected) | -              | (Rejected) | (Rejected) | -              | -              | -
        Release         | -          | -          | Pending    | -              | -          | -          | -              | -              | -
        Skip            | Pending    | Pending    | -          | AwaitingSecond | -          | -          | -              | -              | -
        AwaitSecond     | AwaitingSecond | AwaitingSecond | -  | AwaitingSecond | -          | -          | -              | -              | -
        Approve         | Approved   | Approved   | -          | Approved       | -          | -          | -              | -              | -
        Reject          | Rejected   | Rejected   | -          | Rejected       | -          | -          | -              | -              | -
        TakeBack        | -          | -          | -          | AwaitingSecond | -          | -          | AwaitingSecond | AwaitingSecond | -
        Reopen          | Pending    | Pending    | Pending    | Pending        | Pending    | Pending    | -              | -              | -
        WithdrawConsent | Rejected   | Rejected   | Rejected   | Rejected       | Rejected   | Rejected   | -              | -              | -
        """;

    private static readonly DateTime Before = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly DateTime Now = Before.AddDays(1);

    private static readonly Dictionary<string, Action<TrainingCandidate>> Transitions = new()
    {
        ["Queue"] = c => c.Queue(Now),
        ["Hold"] = c => c.Hold(Now),
        ["ApproveByPolicy"] = c => c.ApproveByPolicy(Now),
        ["RejectByPolicy"] = c => c.RejectByPolicy(RejectReason.Empty, Now),
        ["Release"] = c => c.Release(Now),
        ["Skip"] = c => c.Skip(Now),
        ["AwaitSecond"] = c => c.AwaitSecond(Now),
        ["Approve"] = c => c.Approve("Ideal", Now),
        ["Reject"] = c => c.Reject(RejectReason.Wrong, Now),
        ["TakeBack"] = c => c.TakeBack(CandidateState.AwaitingSecond, Now),
        ["Reopen"] = c => c.Reopen(Now),
        ["WithdrawConsent"] = c => c.WithdrawConsent(Now),
    };

    public static TheoryData<string, string, string> Cells()
    {
        var lines = Table.Split('\n').Select(l => l.Split('|', StringSplitOptions.TrimEntries)).ToList();
        return new(lines[1..].SelectMany(line => lines[0][1..].Zip(line[1..], (from, to) => (line[0], from, to))));
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void A_transition_leads_where_the_table_says(string transition, string from, string to)
    {
        var candidate = In(from);
        if (to == "-")
        {
            Assert.Throws<InvalidOperationException>(() => Transitions[transition](candidate));
            Assert.Equivalent(In(from), candidate);
            return;
        }

        Transitions[transition](candidate);
        Assert.Equal(to, candidate.ByPolicy ? $"({candidate.State})" : $"{candidate.State}");
    }

    [Fact]
    public void The_table_holds_all_transitions() => Assert.Equal(
        typeof(TrainingCandidate).GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly)
            .Where(m => m.GetParameters().Any(p => p.Name == "now")).Select(m => m.Name).Order(),
        Transitions.Keys.Order());

    [Fact]
    public void A_judgement_is_taken_back_to_where_it_was_given()
    {
        var candidate = In("Approved");
        candidate.TakeBack(CandidateState.Pending, Now);
        Assert.Equal((CandidateState.Pending, null, null, 2), (candidate.State, candidate.IdealOutput, candidate.DecidedAt, candidate.Version));
        Assert.Throws<InvalidOperationException>(() => In("Rejected").TakeBack(CandidateState.Held, Now));
    }

    [Fact]
    public void What_the_policy_leaves_where_it_is_keeps_its_version_and_its_lease()
    {
        var candidate = In("Pending");
        candidate.LeaseHolderId = "ana";
        candidate.Queue(Now);
        Assert.Equal((1, "ana", Before), (candidate.Version, candidate.LeaseHolderId, candidate.UpdatedAt));
    }

    [Theory]
    [InlineData("Skip", 1)]
    [InlineData("Approve", 2)]
    [InlineData("Reject", 2)]
    [InlineData("AwaitSecond", 2)]
    public void What_a_reviewer_does_ends_the_lease_and_all_but_a_skip_raises_the_version(string transition, int version)
    {
        var candidate = In("Pending");
        (candidate.LeaseHolderId, candidate.LeaseUntil) = ("ana", Now.AddMinutes(5));
        Transitions[transition](candidate);
        Assert.Equal((null, null, version, Now), (candidate.LeaseHolderId, candidate.LeaseUntil, candidate.Version, candidate.UpdatedAt));
    }

    [Fact]
    public async Task The_database_releases_as_the_method_does()
    {
        await using var database = await TestDatabase.CreateAsync();
        var fixture = await ReviewFixture.CreateAsync(database);
        var held = await fixture.AddAsync(1, c => c.PutInto(CandidateState.Held));
        await fixture.AddAsync(2, c => c.PutInto(CandidateState.Rejected));
        await using var db = database.Open();
        Assert.Equal(1, await db.Candidates.ReleaseHeldAsync(Now, TestContext.Current.CancellationToken));
        held.Release(Now);
        Assert.Equal(
            [(held.State, held.Version, held.UpdatedAt, held.ReleasedAt), (CandidateState.Rejected, 1, database.Time.Now(), null)],
            database.Candidates().ConvertAll(c => (c.State, c.Version, c.UpdatedAt, c.ReleasedAt)));
    }

    [Fact]
    public async Task The_query_and_the_property_agree_on_what_a_person_decided()
    {
        await using var database = await TestDatabase.CreateAsync();
        var fixture = await ReviewFixture.CreateAsync(database);
        foreach (var state in Enum.GetValues<CandidateState>())
            foreach (var byPolicy in new[] { false, true }) await fixture.AddAsync(10 + ((int)state * 2) + (byPolicy ? 1 : 0), c => c.PutInto(state, byPolicy));
        await using var db = database.Open();
        var found = await db.Candidates.Where(TrainingCandidate.NotDecidedByPerson).Select(c => c.Id).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(database.Candidates().Where(c => !c.IsDecidedByPerson).Select(c => c.Id), found.Order());
        Assert.Equal(8, found.Count);
    }

    private static TrainingCandidate In(string name)
    {
        var state = name switch
        {
            "Released" => CandidateState.Pending,
            "No consent" => CandidateState.Rejected,
            _ => Enum.Parse<CandidateState>(name.Trim('(', ')')),
        };
        return new TrainingCandidate
        {
            ProposedOutput = "Proposed", CreatedAt = Before, UpdatedAt = Before, ReleasedAt = name == "Released" ? Before : null,
            Reason = name == "No consent" ? RejectReason.NoConsent : state == CandidateState.Rejected ? RejectReason.Spam : null,
            IdealOutput = state == CandidateState.Approved ? "Proposed" : null,
            DecidedAt = state is CandidateState.Approved or CandidateState.Rejected ? Before : null,
        }.PutInto(state, name[0] == '(');
    }
}
