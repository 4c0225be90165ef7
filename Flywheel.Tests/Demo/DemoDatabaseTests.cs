using Flywheel.Core;
using Flywheel.Core.Access;
using Flywheel.Core.Collect;
using Flywheel.Core.Collect.Intake;
using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Curate.Curation;
using Flywheel.Core.Curate.Validation;
using Flywheel.Core.Data;
using Flywheel.Core.Demo;
using Flywheel.Core.Measure.Revolutions;
using Flywheel.Core.Measure.RollUps;
using Flywheel.Tests.Support;
using Flywheel.Tests.Support.Fixtures;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Flywheel.Tests.Demo;

public sealed class DemoDatabaseTests
{
    [Fact]
    public async Task An_empty_database_gets_people_signals_and_a_queue()
    {
        await using var database = await TestDatabase.CreateAsync();
        var filled = await FillAsync(database);
        await database.Get<Curator>().CatchUpAsync(default);
        await using var db = database.Open();
        Assert.Equal(filled!.Signals, await db.Signals.CountAsync());
        Assert.Equal(SignalType.All.Order(), await db.Signals.Select(s => s.Type).Distinct().Order().ToListAsync());
        Assert.True(await db.Candidates.CountAsync(c => c.State == CandidateState.Pending) >= 30);
    }

    [Theory]
    [InlineData(FindingKinds.PersonalData)]
    [InlineData(FindingKinds.ExactDuplicate)]
    [InlineData(FindingKinds.Unchanged)]
    public async Task There_is_something_to_find(FindingKinds kind)
    {
        await using var database = await TestDatabase.CreateAsync();
        await FillAsync(database);
        await database.Get<Curator>().CatchUpAsync(default);
        await using var db = database.Open();
        Assert.True(await db.Candidates.AnyAsync(c => (c.FindingKinds & kind) != 0));
    }

    [Fact]
    public async Task There_are_three_revolutions_to_compare_the_open_one_last()
    {
        await using var database = await TestDatabase.CreateAsync();
        await FillAsync(database);
        await database.Get<Measurer>().CatchUpAsync(default);
        var ledger = await database.Get<Revolutions>().ReadAsync(Actor.System, null, default);
        Assert.Equal(3, ledger.Revolutions.Count);
        Assert.Null(ledger.Current.EndedAt);
        Assert.All(ledger.Revolutions, r => Assert.InRange(r.Success.Rate!.Value, 0.6, 0.85));
        Assert.True(ledger.Revolutions[2].Success.Rate > ledger.Revolutions[0].Success.Rate);
    }

    [Fact]
    public async Task Each_person_can_sign_in_with_the_printed_password()
    {
        await using var database = await TestDatabase.CreateAsync();
        var filled = await FillAsync(database);
        await using var scope = database.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<Member>>();
        foreach (var person in filled!.People)
        {
            var member = (await users.FindByEmailAsync(person.Email))!;
            Assert.True(await users.CheckPasswordAsync(member, person.Password));
            Assert.Equal([person.Role], await users.GetRolesAsync(member));
        }

        Assert.Equal(Roles.All.Order(), filled.People.Select(p => p.Role).Order());
        Assert.Equal(3, filled.People.Select(p => p.Password).Distinct().Count());
    }

    [Fact]
    public async Task A_second_time_nothing_is_done()
    {
        await using var database = await TestDatabase.CreateAsync();
        await FillAsync(database);
        Assert.Equal(DemoState.Filled, await database.Get<DemoDatabase>().LookAsync());
        Assert.Null(await database.Get<DemoDatabase>().FillAsync());
    }

    [Fact]
    public async Task A_database_with_other_data_is_left_alone()
    {
        await using var database = await TestDatabase.CreateAsync();
        await database.StoreAsync(new Application { Name = "real" });
        Assert.Equal(DemoState.Other, await database.Get<DemoDatabase>().LookAsync());
        Assert.Null(await FillAsync(database));
    }

    private static async Task<DemoFilled?> FillAsync(TestDatabase database)
    {
        await database.Get<SignalWriter>().StartAsync(default);
        await database.Get<UsageWriter>().StartAsync(default);
        return await database.Get<DemoDatabase>().FillAsync();
    }
}
