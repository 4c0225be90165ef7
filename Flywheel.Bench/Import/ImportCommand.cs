using System.CommandLine;
using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Flywheel.Bench.Import;

/// <summary>The real corrections through the batch route, and how long curation takes with them.</summary>
internal static class ImportCommand
{
    private const int BatchSize = 1000;

    public static Command Create()
    {
        var data = new Option<string?>("--data") { Description = "The folder of the data; shared/data beside the repository by default." };
        var rounds = new Option<int>("--rounds") { Description = "How often, each time on an empty database.", DefaultValueFactory = _ => 3 };
        var command = new Command("import", "Posts the real corrections in batches of 1,000 and waits until all are curated.") { data, rounds };
        command.SetAction((result, _) => RunAsync(result.GetValue(data) ?? BenchData.Folder(), result.GetValue(rounds)));
        return command;
    }

    private static async Task RunAsync(string folder, int rounds)
    {
        var batches = Batches(Path.Combine(folder, "corrections.jsonl"));
        var rows = batches.Sum(b => b.Count);
        Console.WriteLine($"{rows:N0} corrections in {batches.Count} batches; each round on an empty database");
        Console.WriteLine("round    intake s   intake rows/s   curated s   curated rows/s   total s");
        for (var round = 1; round <= rounds; round++)
        {
            await using var server = await ServerUnderTest.StartAsync();
            using var client = await server.ClientAsync();
            var clock = Stopwatch.StartNew();
            foreach (var batch in batches) await PostAsync(client, batch);
            var posted = clock.Elapsed.TotalSeconds;
            var status = await CuratedAsync(client);
            var total = clock.Elapsed.TotalSeconds;
            Console.WriteLine($"{round,5} {posted,11:F2} {rows / posted,15:N0} {total,11:F2} {rows / total,16:N0} {total,9:F2}");
            if (round == rounds) await AccountAsync(server, status);
        }
    }

    private static List<JsonArray> Batches(string file) => File.ReadLines(file).Select(line => JsonNode.Parse(line)!)
        .Select(row => (JsonNode)new JsonObject
        {
            ["request_id"] = (string?)row["id"], ["signal_type"] = "edit", ["user_query"] = (string?)row["input"],
            ["ai_response"] = (string?)row["original_output"], ["user_correction"] = (string?)row["corrected_output"],
        })
        .Chunk(BatchSize).Select(chunk => new JsonArray(chunk)).ToList();

    private static async Task PostAsync(HttpClient client, JsonArray batch)
    {
        using var response = await client.PostAsJsonAsync("/v1/feedback/batch", batch);
        var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        if ((int?)answer["accepted"] != batch.Count) throw new InvalidOperationException(answer.ToJsonString());
    }

    private static async Task<JsonNode> CuratedAsync(HttpClient client)
    {
        for (var attempt = 0; attempt < 6000; attempt++)
        {
            var status = JsonNode.Parse(await client.GetStringAsync("/v1/flywheel/status"))!;
            if ((long)status["signals"]! == (long)status["curated"]!) return status;
            await Task.Delay(50);
        }

        throw new TimeoutException("Curation did not catch up within five minutes.");
    }

    /// <summary>Every one of them is somewhere, and says why.</summary>
    private static async Task AccountAsync(ServerUnderTest server, JsonNode status)
    {
        Console.WriteLine($"status: {status.ToJsonString()}");
        await using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(server.Directory, "flywheel.db")};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT State, Reason, COUNT(*) FROM Candidates GROUP BY State, Reason ORDER BY State, Reason";
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            var reason = reader.IsDBNull(1) ? "" : $" ({(Flywheel.Core.Curate.Candidates.RejectReason)reader.GetInt32(1)})";
            Console.WriteLine($"  {(Flywheel.Core.Curate.Candidates.CandidateState)reader.GetInt32(0)}{reason}: {reader.GetInt64(2):N0}");
        }
    }
}
