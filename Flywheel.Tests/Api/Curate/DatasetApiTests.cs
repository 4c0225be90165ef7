using System.IO.Compression;
using System.Net;
using System.Text.Json.Nodes;
using Flywheel.Core.Data;
using Flywheel.Tests.Support;
using Flywheel.Tests.Support.Fixtures;
using Flywheel.Tests.Support.Hosts;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Tests.Api.Curate;

/// <summary>The dataset routes of the contract.</summary>
public sealed class DatasetApiTests : IAsyncLifetime
{
    private static readonly string[] Pulls =
    [
        "format=openai-chat", "format=openai-preference", "format=trl-preference", "format=trl-prompt-completion", "format=alpaca", "format=sharegpt", "format=csv",
        "format=csv&rows=preference", "format=parquet", "format=parquet&rows=preference", "format=openai-chat&split=train", "format=csv&split=test",
    ];

    private static readonly CancellationToken Stop = TestContext.Current.CancellationToken;
    private readonly ApiHost _host = new();
    private HttpClient _key = null!, _anna = null!;

    public async ValueTask InitializeAsync()
    {
        (_key, _anna) = (await _host.ClientAsync(), await _host.PersonAsync("anna"));
        await _host.CorrectAsync(_key, 40);
        Assert.Equal(40, await _anna.ApproveAllAsync());
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_frozen_version_is_answered_listed_and_described()
    {
        var frozen = await FreezeAsync(new() { ["note"] = "the first" });
        Assert.Equal("dataset version rows sha256", frozen.Members());
        Assert.Equal(("set", 1, 40), ((string)frozen["dataset"]!, (int)frozen["version"]!, (int)frozen["rows"]!));
        Assert.Matches("^[0-9a-f]{64}$", (string)frozen["sha256"]!);
        var listed = (await _key.GetJsonAsync("/v1/datasets"))["datasets"]![0]!["versions"]![0]!;
        var manifest = await _key.GetJsonAsync("/v1/datasets/set/versions/1/manifest");
        foreach (var described in new[] { listed, manifest })
            Assert.Equal((1, 40, (string)frozen["sha256"]!), ((int)described["version"]!, (int)described["rows"]!, (string)described["sha256"]!));
        Assert.Equal("the first", (string?)manifest["note"]);
    }

    [Fact]
    public async Task The_same_version_and_format_give_the_same_decoded_bytes_while_people_go_on()
    {
        await FreezeAsync([]);
        var before = await PullAllAsync(null);
        await _host.CorrectAsync(_key, 5, 100);
        await _anna.ApproveAllAsync();
        await FreezeAsync([]);
        var (again, gzipped) = (await PullAllAsync(null), await PullAllAsync("gzip"));
        for (var i = 0; i < Pulls.Length; i++)
        {
            Assert.True(before[i].AsSpan().SequenceEqual(again[i]), Pulls[i]);
            Assert.True(before[i].AsSpan().SequenceEqual(gzipped[i]), $"gzip, {Pulls[i]}");
        }
    }

    [Fact]
    public async Task The_hash_is_over_the_rows_whatever_the_name_of_the_set_or_the_time()
    {
        var first = await FreezeAsync([]);
        Assert.Equal((string)first["sha256"]!, (string)(await FreezeAsync([]))["sha256"]!);
        await _host.CorrectAsync(_key, 1, 200);
        await _anna.ApproveAllAsync();
        Assert.NotEqual((string)first["sha256"]!, (string)(await FreezeAsync([]))["sha256"]!);
    }

    [Fact]
    public async Task Sides_stay_from_version_to_version_whatever_the_shares()
    {
        await FreezeAsync(new() { ["split"] = new JsonObject { ["train"] = 0.5, ["validation"] = 0.25, ["test"] = 0.25 } });
        await _host.CorrectAsync(_key, 20, 300);
        await _anna.ApproveAllAsync();
        await FreezeAsync(new() { ["split"] = new JsonObject { ["train"] = 1, ["validation"] = 0, ["test"] = 0 } });
        await using var db = _host.Open();
        var rows = await db.DatasetRows.Select(r => new { r.DatasetVersion!.Number, r.CandidateId, r.Split }).ToListAsync(Stop);
        var later = rows.Where(r => r.Number == 2).ToDictionary(r => r.CandidateId, r => r.Split);
        Assert.All(rows.Where(r => r.Number == 1), r => Assert.Equal(r.Split, later[r.CandidateId]));
        Assert.Equal(60, later.Count);
        Assert.True(rows.Where(r => r.Number == 1).Select(r => r.Split).Distinct().Count() > 1);
    }

    [Fact]
    public async Task Near_duplicates_stand_on_one_side()
    {
        for (var i = 0; i < 12; i++)
        {
            await _key.PostExpectAsync("/v1/feedback", ApiFixture.Correction(
                500 + i, ("user_query", $"Which documents do I have to bring along to the branch when I want to open a joint account together with my partner, variant {i}?")));
        }

        await _host.CuratedAsync();
        await _anna.ApproveAllAsync();
        await FreezeAsync(new() { ["split"] = new JsonObject { ["train"] = 0.34, ["validation"] = 0.33, ["test"] = 0.33 } });
        await using var db = _host.Open();
        var near = await db.DatasetRows.Where(r => r.Candidate!.Input.Contains("joint account")).Select(r => new { r.GroupId, r.Split }).ToListAsync(Stop);
        Assert.Equal(12, near.Count);
        Assert.Single(near.Distinct());
    }

    [Fact]
    public async Task Two_people_who_freeze_one_dataset_at_once_get_two_complete_versions()
    {
        var shares = new[] { 1.0, 0.0, 0.5, 0.8 };
        var made = await Task.WhenAll(shares.Select(train => FreezeAsync(new() { ["split"] = new JsonObject { ["train"] = train, ["validation"] = 0, ["test"] = 1 - train } })));
        Assert.Equal([1, 2, 3, 4], made.Select(m => (int)m["version"]!).Order());
        Assert.All(made, m => Assert.Equal(40, (int)m["rows"]!));
        await using var db = _host.Open();
        Assert.Equal(40, await db.DatasetRows.Select(r => new { r.CandidateId, r.Split }).Distinct().CountAsync(Stop));
    }

    [Fact]
    public async Task An_unfinished_version_is_not_visible_and_gone_after_a_start()
    {
        await FreezeAsync([]);
        await using var db = _host.Open();
        await db.DatasetVersions.ExecuteUpdateAsync(set => set.SetProperty(v => v.Complete, false), Stop);
        Assert.Empty((await _key.GetJsonAsync("/v1/datasets"))["datasets"]!.AsArray());
        foreach (var part in new[] { "manifest", "export?format=csv" })
            Assert.Equal(HttpStatusCode.NotFound, (await _key.GetAsync($"/v1/datasets/set/versions/1/{part}", Stop)).StatusCode);
    }

    [Theory]
    [InlineData("""{"segments":["no-such-segment"]}""", "none with quality high or better, segment no-such-segment")]
    [InlineData("""{"sources":["user_approved"]}""", "40 candidates, 40 of them approved, and none with quality high or better, source user_approved")]
    public async Task A_version_of_nothing_is_a_422_that_says_why(string request, string reason)
    {
        var answer = await _key.PostAsync("/v1/datasets/none/versions", new StringContent(request, System.Text.Encoding.UTF8, "application/json"), Stop);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains(reason, (string)(await answer.JsonAsync())["title"]!, StringComparison.Ordinal);
        Assert.Empty((await _key.GetJsonAsync("/v1/datasets"))["datasets"]!.AsArray());
    }

    [Fact]
    public async Task A_withheld_version_is_a_410_with_its_successor()
    {
        await FreezeAsync([]);
        await using var db = _host.Open();
        await db.DatasetVersions.ExecuteUpdateAsync(set => set.SetProperty(v => v.WithheldAt, DateTime.UnixEpoch).SetProperty(v => v.Successor, 2), Stop);
        foreach (var part in new[] { "manifest", "export?format=csv" })
        {
            var answer = await _key.GetAsync($"/v1/datasets/set/versions/1/{part}", Stop);
            Assert.Equal((HttpStatusCode.Gone, 2), (answer.StatusCode, (int)(await answer.JsonAsync())["successor"]!));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("?format=docx")]
    [InlineData("?format=csv&split=dev")]
    [InlineData("?format=csv&rows=all")]
    [InlineData("?format=alpaca&rows=preference")]
    public async Task A_wrong_parameter_of_an_export_is_a_400_that_names_it(string query)
    {
        await FreezeAsync([]);
        var answer = await _key.GetAsync($"/v1/datasets/set/versions/1/export{query}", Stop);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Single((await answer.JsonAsync())["errors"]!.AsObject());
    }

    private Task<JsonObject> FreezeAsync(JsonObject request) => _key.PostExpectAsync("/v1/datasets/set/versions", request, HttpStatusCode.Created);

    private async Task<List<byte[]>> PullAllAsync(string? encoding)
    {
        var pulled = new List<byte[]>();
        foreach (var pull in Pulls)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/datasets/set/versions/1/export?{pull}");
            if (encoding is not null) request.Headers.AcceptEncoding.ParseAdd(encoding);
            var answer = await _key.SendAsync(request, Stop);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            await using var body = await answer.Content.ReadAsStreamAsync(Stop);
            var plain = new MemoryStream();
            await (encoding is null ? body : new GZipStream(body, CompressionMode.Decompress)).CopyToAsync(plain, Stop);
            Assert.NotEqual(0, plain.Length);
            pulled.Add(plain.ToArray());
        }

        return pulled;
    }
}
