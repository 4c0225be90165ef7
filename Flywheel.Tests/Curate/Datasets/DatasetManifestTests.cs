using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Curate.Datasets;

namespace Flywheel.Tests.Curate.Datasets;

public sealed class DatasetManifestTests
{
    private static readonly DatasetManifest First = new(
        "support", 1, new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc), "Ada", "Desk", [1, 2], "0.1.0",
        ManifestFilter.From(new DatasetFilter(Quality.High, [CandidateSource.UserCorrection])), SplitRatios.Default,
        4, new RowsPerSplit(2, 1, 1), "ab12", new DatasetFunnel(21, 1, 2, 3, 5, 6, 4), null, null, ["csv"]);

    [Fact]
    public void It_is_snake_case_and_leaves_out_what_there_is_not() => Assert.Equal(
        """
        {"dataset":"support","version":1,"created_at":"2026-01-02T03:04:05Z","created_by":"Ada","application":"Desk",
        "policy_versions":[1,2],"exporter_version":"0.1.0","filter":{"min_quality":"high","sources":["user_correction"]},
        "split":{"train":0.8,"validation":0.1,"test":0.1},"rows":4,"rows_per_split":{"train":2,"validation":1,"test":1},
        "sha256":"ab12","funnel":{"found":21,"waiting":1,"held":2,"rejected":3,"duplicate":5,"bridged":6,"in":4},"formats":["csv"]}
        """.ReplaceLineEndings(""),
        First.ToJson());

    [Fact]
    public void Later_versions_say_what_changed() => Assert.Contains(
        "\"changes\":{\"in\":1,\"out\":2,\"edited\":3},\"note\":\"Grüße <b>\"",
        (First with { Changes = new DatasetChangeCounts(1, 2, 3), Note = "Grüße <b>" }).ToJson(), StringComparison.Ordinal);

    [Fact]
    public void It_reads_what_it_wrote()
    {
        var json = (First with { Changes = new DatasetChangeCounts(1, 2, 3), Note = "n" }).ToJson();
        Assert.Equal(json, DatasetManifest.Parse(json).ToJson());
    }
}
