using System.Text;
using System.Text.Json.Nodes;
using Flywheel.Core;
using Flywheel.Core.Access;
using Flywheel.Core.Curate.Datasets;
using Flywheel.Core.Curate.Exports;
using Flywheel.Core.Data;
using Flywheel.Tests.Curate.Datasets;
using Flywheel.Tests.Support;
using Flywheel.Tests.Support.Hosts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Flywheel.Tests.Curate.Exports;

/// <summary>A further format is a class and a line of registration: all that is known of it is what it says itself.</summary>
public sealed class NewFormatTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_frozen_for_and_named_by_the_manifest_with_what_it_leaves_out()
    {
        await using var freeze = await FreezeAsync(new NumberedFormat(isKept: false));
        var manifest = await freeze.ManifestAsync();
        Assert.Equal([.. ExportFormats.BuiltIn.Select(f => f.Name), "numbered"], manifest.Formats);
        Assert.Equal(["preference:2:1", "sft:2:1"], manifest.Exports!.Where(e => e.Format == "numbered").Select(e => $"{e.Kind}:{e.Rows}:{e.LeftOut}").Order());
    }

    [Fact]
    public async Task Its_file_has_its_media_type_and_its_extension()
    {
        await using var freeze = await FreezeAsync(new NumberedFormat(isKept: false));
        var ready = Assert.IsType<ExportOutcome.Ready>(
            await freeze.Database.Get<DatasetLibrary>().ExportAsync(Actor.System, 1, "set", 1, "numbered", "all", "preference", Cancel));
        Assert.Equal(("set-v1-all.numbered.num", "text/x-numbered; charset=utf-8"), (ready.FileName, ready.ContentType));
    }

    [Theory]
    [InlineData(false, "file 1: 1,2", "file 2: 1,2")]
    [InlineData(true, "file 1: 1,2", "file 1: 1,2")]
    public async Task Its_file_is_kept_where_it_says_so(bool isKept, string first, string second)
    {
        await using var freeze = await FreezeAsync(new NumberedFormat(isKept));
        Assert.Equal(first, Encoding.UTF8.GetString(await freeze.PullAsync("numbered")));
        Assert.Equal(second, Encoding.UTF8.GetString(await freeze.PullAsync("numbered")));
        await using var db = freeze.Database.Open();
        Assert.Equal(isKept ? ["numbered/all/sft"] : [], await db.DatasetFiles.Select(f => f.Name).ToListAsync(Cancel));
    }

    [Fact]
    public async Task Versions_of_an_earlier_exporter_are_not_offered_in_it()
    {
        await using var database = await TestDatabase.CreateAsync(services => services.AddSingleton<IExportFormat>(new NumberedFormat(isKept: true)));
        Assert.Null(database.Get<Exporters>().Of("0.1.0").Formats.Named("numbered"));
        Assert.NotNull(database.Get<Exporters>().Of(ExportFormats.Version).Formats.Named("numbered"));
    }

    [Fact]
    public async Task The_description_of_the_api_lists_it()
    {
        await using var host = new ApiHost().With(services => services.AddSingleton<IExportFormat>(new NumberedFormat(isKept: true)));
        var export = JsonNode.Parse(await host.CreateClient().GetStringAsync("/openapi/v1.json", Cancel))!["paths"]!["/v1/datasets/{name}/versions/{n}/export"]!["get"]!;
        var parameters = export["parameters"]!.AsArray().ToDictionary(p => p!["name"]!.GetValue<string>(), p => p!);
        Assert.Equal("numbered", parameters["format"]["schema"]!["enum"]!.AsArray().Last()!.GetValue<string>());
        Assert.Equal("For csv, parquet and numbered only; sft where absent.", parameters["rows"]["description"]!.GetValue<string>());
        Assert.Equal("text/x-numbered", export["responses"]!["200"]!["content"]!.AsObject().Last().Key);
    }

    private static async Task<FreezeFixture> FreezeAsync(IExportFormat format)
    {
        var database = await TestDatabase.CreateAsync(services => services.AddSingleton(format));
        await database.StoreAsync(new Application { Name = "shop" });
        var freeze = new FreezeFixture(database);
        await freeze.AddAsync([1, 2]);
        await freeze.AddAsync([3], c => c.Input = "Leave this out.");
        await freeze.FreezeAsync();
        return freeze;
    }

    /// <summary>Says the number of the file that it writes, and the ids of the rows.</summary>
    private sealed class NumberedFormat(bool isKept) : IExportFormat
    {
        private int _files;

        public string Name => "numbered";
        public string ContentType => "text/x-numbered; charset=utf-8";
        public string FileExtension => "num";
        public ExportRows? FixedRows => null;
        public bool IsKept => isKept;

        public LeftOutReason? LeavesOut(TrainingRow row) => row.Input.StartsWith("Leave", StringComparison.Ordinal) ? LeftOutReason.UnknownRole : null;

        public async Task<long> WriteAsync(IAsyncEnumerable<TrainingRow> rows, Stream output, ExportRows shape, CancellationToken cancel)
        {
            var ids = await rows.Where(r => LeavesOut(r) is null).Select(r => r.Id).ToListAsync(cancel);
            await output.WriteAsync(Encoding.UTF8.GetBytes($"file {++_files}: {string.Join(',', ids)}"), cancel);
            return ids.Count;
        }
    }
}
