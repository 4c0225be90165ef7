using Flywheel.Core.Data;
using Flywheel.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Tests.Data;

public sealed class SingleReaderCheckTests
{
    [Fact]
    public async Task A_command_while_a_reader_is_open_fails_the_test()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var db = database.Open();
        await Assert.ThrowsAsync<InvalidOperationException>(async () =>
        {
            await foreach (var _ in db.Roles.AsAsyncEnumerable()) await db.Roles.CountAsync();
        });
        Assert.NotEqual(0, await db.Roles.CountAsync());
    }
}
