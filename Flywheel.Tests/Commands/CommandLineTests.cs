using Flywheel.Tests.Support.Hosts;
using Microsoft.EntityFrameworkCore;
using Flywheel.Web.Commands;

namespace Flywheel.Tests.Commands;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("user", "list")]
    [InlineData("--help")]
    [InlineData("--version")]
    [InlineData("--Flywheel:DataDirectory=x", "migrate")]
    [InlineData("--Flywheel:DataDirectory", "x", "migrate")]
    [InlineData("frobnicate")]
    public void A_word_or_a_question_is_a_command(params string[] args) => Assert.True(CommandLine.Handles(args));

    [Theory]
    [InlineData]
    [InlineData("--urls", "http://localhost:5701")]
    [InlineData("--demo")]
    [InlineData("--environment=Development", "--contentRoot=/x")]
    [InlineData("--Flywheel:DataDirectory", "x")]
    public void Anything_else_starts_the_server(params string[] args) => Assert.False(CommandLine.Handles(args));

    [Theory]
    [InlineData("--help")]
    [InlineData("user", "--help")]
    [InlineData("user", "add", "--help")]
    [InlineData("user", "recover-admin", "--help")]
    [InlineData("key", "add", "--help")]
    [InlineData("token", "add", "--help")]
    [InlineData("reconcile", "--help")]
    [InlineData("backup", "--help")]
    [InlineData("restore", "--help")]
    public async Task Help_goes_to_stdout_and_ends_with_examples(params string[] words)
    {
        using var shell = new CommandFixture();
        var end = await shell.DoAsync(words);
        Assert.Contains("Examples:", end.Output, StringComparison.Ordinal);
        Assert.Empty(end.Error);
    }

    [Theory]
    [InlineData("Unrecognized", "frobnicate")]
    [InlineData("Required command", "key")]
    [InlineData("--application", "key", "add", "--scope", "read")]
    [InlineData("--scope must be one of ingest, read, export; 'write' is not.", "key", "add", "--application", "a", "--scope", "write")]
    [InlineData("--email must be an e-mail address.", "user", "add", "--email", "nobody", "--role", "Admin")]
    [InlineData("King", "user", "add", "--email", "a@example.org", "--role", "King")]
    [InlineData("--expires-in-days must be 1 to 3650.", "key", "add", "--application", "a", "--scope", "read", "--expires-in-days", "0")]
    public async Task Wrong_usage_ends_with_2_and_says_what_is_wrong(string message, params string[] words)
    {
        using var shell = new CommandFixture();
        var end = await shell.RunAsync(words);
        Assert.Equal((2, ""), (end.Code, end.Output));
        Assert.Contains(message, end.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_configuration_ends_with_2()
    {
        using var shell = new CommandFixture();
        var end = await shell.RunAsync("key", "list", "--Flywheel:Database:Provider=Oracle");
        Assert.Equal(2, end.Code);
        Assert.Contains("Flywheel:Database:Provider must be", end.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_setting_in_the_middle_of_a_command_is_not_taken_for_one_of_its_words()
    {
        using var shell = new CommandFixture();
        await shell.DoAsync("key", "--Flywheel:Collect:QueueCapacity", "100", "add", "--application", "a", "--scope", "read");
    }

    [Fact]
    public async Task Migrate_brings_an_empty_database_up()
    {
        using var shell = new CommandFixture();
        var said = (await shell.DoAsync("migrate")).Output;
        var (all, applied) = await shell.WithDatabaseAsync(async db => (db.Database.GetMigrations().ToList(), await db.Database.GetAppliedMigrationsAsync()));
        Assert.Equal(all, applied);
        Assert.EndsWith($"{all[^1]}\n", said, StringComparison.Ordinal);
    }
}
