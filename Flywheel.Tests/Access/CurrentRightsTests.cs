using System.Net;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Flywheel.Core;
using Flywheel.Core.Access;
using Flywheel.Core.Curate.Review;
using Flywheel.Core.Data;
using Flywheel.Tests.Operations.Erasure;
using Flywheel.Tests.Support;
using Flywheel.Tests.Support.Fixtures;
using Flywheel.Tests.Support.Hosts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Flywheel.Tests.Access;

/// <summary>A right that was taken away cannot be used any more, even from an open page or with a token that was loaded before.</summary>
public sealed class CurrentRightsTests : IAsyncLifetime
{
    private static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    /// <summary>Methods that name an actor and change nothing; every other must ask for the rights of now.</summary>
    private static readonly string[] Readers =
    [
        "Applications.FindAsync", "Applications.ListAsync", "Applications.OnlyOneAsync", "ApprovedExamples.CountAsync", "ApprovedExamples.StreamAsync", "AuditLog.Append", "AuditTrail.ReadAllAsync",
        "AuditTrail.ReadAsync", "BacktestTexts.ReadAsync", "BulkReview.PreviewAsync", "CandidateSearch.CountAsync", "CandidateSearch.PageAsync", "CandidateSearch.ReadAsync",
        "CandidateSearch.SegmentsAsync", "DatasetLibrary.FindAsync", "DatasetLibrary.FindNamesAsync", "DatasetLibrary.ListAsync", "DatasetLibrary.NumbersAsync",
        "DatasetPreviews.CountAsync", "Erasures.ListAsync", "Erasures.PreviewAsync", "ExperimentAnalyses.AnalyseAsync", "ExperimentAnalyses.ForecastAsync",
        "Experiments.FindAsync", "Experiments.ListAsync", "FlywheelStatuses.ReadAsync", "InteractionHistories.ReadAsync", "ItemAttentions.OfAsync", "ItemStories.ReadAsync",
        "MemberDirectory.PageAsync", "Overviews.ReadAsync", "PolicyDrafts.FindAsync", "PolicyDrafts.ListAsync", "PolicyVersions.ListAsync", "ReviewDrafts.BegunAsync",
        "ReviewDrafts.LoadAsync", "ReviewQueue.CountAsync", "ReviewQueue.HeldByAsync", "ReviewTexts.ReadAsync", "Revolutions.ReadAsync", "SimilarItems.FindAsync",
        "SuccessPreviews.SampleAsync", "SystemStatus.ReadAsync", "Trends.ReadAsync",
        "ExperimentAnalyses.AnalyseForDecisionAsync", "MeasureLags.ReadAsync", "MeasureLags.ReadersAsync", "PolicyDrafts.AwaitingApprovalAsync", "ReviewDecisions.UndoableAsync", "ReviewQueue.CountForAllAsync",
        "ActorActions.RunAsync", "CurrentRights.HoldAsync", "RefusedActions.NoteAsync", "DatasetDifferences.CountAsync", "DatasetDifferences.PageAsync", "DatasetDifferences.ReadAsync", "DatasetDifferences.StreamAsync",
    ];

    private TestDatabase _database = null!;
    private Actor _ada = null!;

    [Fact]
    public async Task Every_service_method_that_changes_something_asks_for_the_rights_of_now()
    {
        await ChangeAsync(directory => directory.ChangeRoleAsync(Actor.System, "ada", Roles.Reviewer));
        var types = _database.Get<IServiceCollection>().Select(s => s.ServiceType).Distinct().Where(t => t.Assembly == typeof(Actor).Assembly && !t.IsGenericTypeDefinition && !t.IsInterface);
        var methods = types.SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .Where(m => m.GetParameters().Any(p => p.ParameterType == typeof(Actor)) && !Readers.Contains($"{m.DeclaringType!.Name}.{m.Name}")).ToList();
        var silent = new List<string>();
        foreach (var method in methods)
        {
            if (!await RefusesAsync(method)) silent.Add($"{method.DeclaringType!.Name}.{method.Name}");
        }

        Assert.Empty(silent);
        Assert.True(methods.Count > 40, $"{methods.Count} methods");
    }

    [Theory]
    [InlineData("role")]
    [InlineData("suspended")]
    [InlineData("applications")]
    public async Task A_right_that_was_taken_away_is_gone_at_once(string what)
    {
        var mia = await _database.PersonAsync("mia", Roles.Manager);
        var queue = _database.Get<ReviewQueue>();
        await queue.ClaimAsync(mia, 1, Stop);
        await ChangeAsync(directory => what switch
        {
            "role" => directory.ChangeRoleAsync(_ada, "mia", Roles.Reviewer),
            "suspended" => directory.SuspendAsync(_ada, "mia"),
            _ => directory.ChangeApplicationsAsync(_ada, "mia", ApplicationAccess.None),
        });
        await Assert.ThrowsAsync<RightsChangedException>(() => queue.ClaimAsync(mia, 1, Stop));
    }

    [Fact]
    public async Task A_right_that_was_given_changes_nothing_else()
    {
        var mia = await _database.PersonAsync("mia");
        await ChangeAsync(directory => directory.ChangeRoleAsync(_ada, "mia", Roles.Admin));
        Assert.Empty(await _database.Get<ReviewQueue>().ClaimAsync(mia, 1, Stop));
    }

    [Fact]
    public async Task A_person_whose_role_was_taken_away_may_do_nothing()
    {
        var mia = await _database.PersonAsync("mia");
        await using (var db = _database.Open()) await db.UserRoles.Where(u => u.UserId == "mia").ExecuteDeleteAsync(Stop);
        await Assert.ThrowsAsync<RightsChangedException>(() => _database.Get<ReviewQueue>().ClaimAsync(mia, 1, Stop));
    }

    [Fact]
    public async Task A_token_whose_person_was_demoted_is_refused_over_http()
    {
        await using var host = new ApiHost();
        await host.MemberAsync("ada", Roles.Admin);
        using var person = await host.PersonAsync("mia", Roles.Manager, Scopes.Review | Scopes.Manage);
        await person.PostExpectAsync("/v1/revolutions/current/close", new JsonObject());
        var directory = host.Services.GetRequiredService<MemberDirectory>();
        var id = (await directory.PageAsync(Actor.System, "mia", 0, 1)).Members[0].Id;
        Assert.Equal(MemberOutcome.Done, await directory.ChangeRoleAsync(Actor.System, id, Roles.Reviewer));
        await person.PostExpectAsync("/v1/revolutions/current/close", new JsonObject(), HttpStatusCode.Forbidden);
        Assert.Equal(MemberOutcome.Done, await directory.SuspendAsync(Actor.System, id));
        var answer = await person.PostAsync("/v1/review/claims", new JsonObject { ["count"] = 1 });
        Assert.True(answer.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized, $"{answer.StatusCode}");
    }

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync(services => services.AddSingleton(services));
        await _database.ApplicationAsync();
        _ada = await _database.PersonAsync("ada", Roles.Admin);
        await _database.PersonAsync("other", Roles.Admin);
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    private async Task ChangeAsync(Func<MemberDirectory, Task<MemberOutcome>> change) =>
        Assert.Equal(MemberOutcome.Done, await change(_database.Get<MemberDirectory>()));

    private async Task<bool> RefusesAsync(MethodInfo method)
    {
        var service = _database.Services.GetRequiredService(method.DeclaringType!);
        try
        {
            if (method.Invoke(service, BindingFlags.DoNotWrapExceptions, null, [.. method.GetParameters().Select(ValueFor)], null) is Task work) await work;
            return false;
        }
        catch (Exception exception)
        {
            return exception is RightsChangedException;
        }
    }

    private object? ValueFor(ParameterInfo parameter) =>
        parameter.ParameterType == typeof(Actor) ? _ada
        : parameter.ParameterType == typeof(string) ? "x"
        : parameter.ParameterType.IsValueType ? Activator.CreateInstance(parameter.ParameterType)
        : parameter.ParameterType.IsAbstract || parameter.ParameterType.IsInterface ? null
        : RuntimeHelpers.GetUninitializedObject(parameter.ParameterType);
}
