using Flywheel.Core;
using Flywheel.Core.Data;
using Flywheel.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Tests.Data;

public sealed class DatabaseStartupTests
{
    [Fact]
    public async Task A_new_database_has_the_roles_and_the_first_policy()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var db = database.Open();

        Assert.Equal(Roles.All.Order(), await db.Roles.Select(r => r.Name).OrderBy(n => n).ToListAsync());
        Assert.Equal(1, (await db.CurationPolicies.SingleAsync()).Number);
    }

    [Fact]
    public async Task Starting_again_changes_nothing()
    {
        await using var database = await TestDatabase.CreateAsync();
        await database.Get<DatabaseStartup>().RunAsync();
        await using var db = database.Open();

        Assert.Equal(3, await db.Roles.CountAsync());
    }
}
