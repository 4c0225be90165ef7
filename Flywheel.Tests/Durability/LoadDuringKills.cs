using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Flywheel.Tests.Support;

namespace Flywheel.Tests.Durability;

/// <summary>Clients that post to a server which may be killed at any moment, and keep what it acknowledged.</summary>
internal sealed class LoadDuringKills(Uri address, string secret, int seed) : IDisposable
{
    private const int Clients = 6;
    private readonly HttpClient _http = Client(address, secret);
    private readonly ConcurrentQueue<JsonArray> _unanswered = new();
    private int _next;

    /// <summary>Request ids that must be there exactly once.</summary>
    public ConcurrentBag<string> Acknowledged { get; } = [];

    /// <summary>Request ids of posts without a key whose answer never came: there once or not at all.</summary>
    public ConcurrentBag<string> Unknown { get; } = [];

    public static HttpClient Client(Uri address, string secret)
    {
        var http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(20) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        return http;
    }

    /// <summary>Posts until the server is gone or the time is over.</summary>
    public Task RunAsync(int round, CancellationToken stop) =>
        Task.WhenAll(Enumerable.Range(0, Clients).Select(client => RunOneAsync(new Random(HashCode.Combine(seed, round, client)), stop)));

    /// <summary>Sends again, with the same keys, what got no answer; the server must be up.</summary>
    public async Task RetryAsync()
    {
        while (_unanswered.TryDequeue(out var batch)) Assert.True(await PostAsync("/v1/feedback/batch", batch), "A retry to a living server failed.");
    }

    public void Dispose() => _http.Dispose();

    private async Task RunOneAsync(Random random, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var fine = random.Next(3) switch
            {
                0 => await WithoutKeyAsync(random),
                1 => await WithKeysAsync(random, 1),
                _ => await WithKeysAsync(random, random.Next(2, 20)),
            };
            if (!fine) return;
        }
    }

    private async Task<bool> WithoutKeyAsync(Random random)
    {
        var signal = Signal(random, keyed: false);
        var id = (string)signal["request_id"]!;
        var fine = await PostAsync("/v1/feedback", signal);
        (fine ? Acknowledged : Unknown).Add(id);
        return fine;
    }

    private async Task<bool> WithKeysAsync(Random random, int count)
    {
        var batch = new JsonArray([.. Enumerable.Range(0, count).Select(_ => Signal(random, keyed: true))]);
        // Half of the acknowledged ones are sent again all the same.
        var fine = await PostAsync("/v1/feedback/batch", batch);
        if (!fine || random.Next(2) == 0) _unanswered.Enqueue(batch);
        foreach (var item in batch) Acknowledged.Add((string)item!["request_id"]!);
        return fine;
    }

    private async Task<bool> PostAsync(string path, JsonNode body)
    {
        try
        {
            using var answer = await _http.PostAsJsonAsync(path, body);
            Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.ServiceUnavailable, $"{answer.StatusCode}");
            return answer.StatusCode == HttpStatusCode.OK && (body is not JsonArray all || (int)(await answer.JsonAsync())["accepted"]! == all.Count);
        }
        catch (Exception gone) when (gone is HttpRequestException or IOException or TaskCanceledException)
        {
            return false;
        }
    }

    private JsonObject Signal(Random random, bool keyed)
    {
        var id = $"r-{Interlocked.Increment(ref _next)}";
        var signal = random.Next(4) == 0 ? Json.Signal(id) : Json.Edit(id, $"It is number {id}, and {random.Next()} is another one.");
        signal["user_query"] = $"What is {id}?";
        if (keyed) signal["idempotency_key"] = $"key-{id}";
        return signal;
    }
}
