using System.Text;
using Flywheel.Core.Audit;
using Flywheel.Web.Components.Audit;

namespace Flywheel.Tests.Components.Audit;

public sealed class AuditDownloadTests
{
    [Fact]
    public async Task A_text_that_a_spreadsheet_would_run_is_written_as_text()
    {
        var entry = new AuditLine(7, new(2026, 3, 2, 9, 0, 0, DateTimeKind.Utc), "=HYPERLINK(1)", "key.create", "key/1", null, "{\"name\":\"a\"}", "10.0.0.1");
        using var file = new MemoryStream();
        await AuditDownloads.WriteAsync(new[] { entry }.ToAsyncEnumerable(), file, TestContext.Current.CancellationToken);
        var lines = Encoding.UTF8.GetString(file.ToArray()).Split('\n');
        Assert.Equal("id,at,who,action,subject,before,after,from", lines[0].TrimStart('\uFEFF'));
        Assert.StartsWith("7,2026-03-02T09:00:00.000000Z,", lines[1], StringComparison.Ordinal);
        Assert.DoesNotContain(",=", lines[1], StringComparison.Ordinal);
        Assert.Contains("=HYPERLINK(1)", lines[1], StringComparison.Ordinal);
    }
}
