using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Flywheel.Tests.Support.Hosts;
using Microsoft.Data.Sqlite;

namespace Flywheel.Tests.Hosting;

/// <summary>Hosts whose locale has a calendar, digits, a minus sign or letter cases of its own.</summary>
public sealed class LocaleTests
{
    [Theory]
    [InlineData("th_TH.UTF-8")]
    [InlineData("ar_SA.UTF-8")]
    [InlineData("tr_TR.UTF-8")]
    public async Task A_server_and_its_commands_write_and_read_common_days(string locale)
    {
        using var shell = new CommandFixture();
        (string, string)[] host = [("LANG", locale), ("LC_ALL", locale)];
        var key = await CommandAsync(shell, host, "key", "add", "--application", "shop", "--scope", "ingest", "--scope", "read");
        var address = $"http://localhost:{FlywheelProcess.FreePort()}";
        using var server = FlywheelProcess.Start([$"--urls={address}", shell.Setting], host);
        using var http = new HttpClient { BaseAddress = new(address), DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", key.Trim()) } };
        await FlywheelProcess.WaitUntilAsync(http, "/health/ready");
        await http.PostAsJsonAsync("/v1/feedback", new { request_id = "r-1", signal_type = "copy", user_query = "q", ai_response = "a", user_id = "u" });
        await WaitForScopesAsync(shell.DataDirectory);

        var today = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        var metrics = await http.GetFromJsonAsync<JsonObject>($"/v1/flywheel/metrics?from=2026-11-01&to={today}", TestContext.Current.CancellationToken);
        Assert.Equal("2026-11-01", (string?)metrics!["trend"]!["from"]);
        var plain = await http.GetFromJsonAsync<JsonObject>("/v1/flywheel/metrics", TestContext.Current.CancellationToken);
        Assert.Equal(today, (string?)plain!["trend"]!["to"]);
        Assert.Equal([$"m{today[..4]}{today[5..7]}"], Scopes(shell.DataDirectory));
        Assert.Contains(today, await CommandAsync(shell, host, "key", "list"), StringComparison.Ordinal);
    }

    private static async Task<string> CommandAsync(CommandFixture shell, (string, string)[] host, params string[] args)
    {
        using var command = FlywheelProcess.Start([.. args, shell.Setting], host);
        Assert.Equal(0, await command.EndAsync(60));
        return command.Output;
    }

    private static async Task WaitForScopesAsync(string directory)
    {
        for (var i = 0; i < 100 && Scopes(directory).Count == 0; i++) await Task.Delay(200);
    }

    private static List<string> Scopes(string directory)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(directory, "flywheel.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT DISTINCT Scope FROM ClusterTallies WHERE Scope LIKE 'm%'";
        using var reader = command.ExecuteReader();
        var scopes = new List<string>();
        while (reader.Read()) scopes.Add(reader.GetString(0));
        return scopes;
    }
}
