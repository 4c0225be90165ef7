using System.Text;
using Flywheel.Core;
using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Curate.Curation;
using Flywheel.Core.Curate.Datasets;
using Flywheel.Core.Data;
using Flywheel.Core.Operations.Erasure;
using Flywheel.Tests.Support;
using Flywheel.Tests.Support.Fixtures;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Tests.Operations.Erasure;

/// <summary>What the tests of erasures have in common.</summary>
internal static class ErasureFixture
{
    public static readonly Actor Admin = new("ada", "Ada", Roles.Admin, ApplicationAccess.All);

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Curates, approves every candidate, freezes and measures.</summary>
    public static async Task SettleAsync(this TestDatabase database)
    {
        await database.Get<Curator>().CatchUpAsync(Cancel);
        await using (var db = database.Open())
        {
            var now = database.Now();
            await db.Candidates.ExecuteUpdateAsync(
                set => set.SetProperty(c => c.State, CandidateState.Approved).SetProperty(c => c.IdealOutput, c => c.ProposedOutput).SetProperty(c => c.DecidedAt, now), Cancel);
        }

        Assert.IsType<FreezeOutcome.Frozen>(await database.FreezeAsync());
        await database.MeasureAsync();
    }

    public static Task<FreezeOutcome> FreezeAsync(this TestDatabase database) =>
        database.Get<DatasetFreezer>().FreezeAsync(Admin, 1, "fees", new(MinQuality: "low"), Cancel);

    /// <summary>Pulls version 1 once as Parquet, whose file is kept.</summary>
    public static async Task PullParquetAsync(this TestDatabase database)
    {
        var ready = Assert.IsType<ExportOutcome.Ready>(await database.Get<DatasetLibrary>().ExportAsync(Admin, 1, "fees", 1, "parquet", null, null, Cancel));
        await ready.WriteAsync(Stream.Null, Cancel);
        Assert.Single(Directory.GetFiles(Path.Combine(database.Location.DataDirectory, "files")));
    }

    public static async Task<ErasurePreview> PreviewAsync(this TestDatabase database, ErasureTarget target) =>
        (await database.Get<Erasures>().PreviewAsync(Admin, target, Cancel))!;

    /// <summary>Confirms what the preview says.</summary>
    public static async Task BeginAsync(this TestDatabase database, ErasureTarget target) => Assert.IsType<ErasureOutcome.Begun>(
        await database.Get<Erasures>().BeginAsync(Admin, target, (await database.PreviewAsync(target)).Items, Cancel));

    /// <summary>Confirms and does it.</summary>
    public static async Task EraseAsync(this TestDatabase database, ErasureTarget target)
    {
        await database.BeginAsync(target);
        await database.Get<ErasureWorker>().CatchUpAsync(Cancel);
    }

    public static ErasureTarget Person(this TestDatabase database, string userId) => database.Get<Erasures>().PersonOf(1, userId);

    public static ErasureTarget Request(string id) => new(1, ErasureKind.Request, id);

    /// <summary>The files of the data directory that hold a text, byte by byte.</summary>
    public static List<string> FilesWith(this TestDatabase database, string text)
    {
        var wanted = Encoding.UTF8.GetBytes(text);
        return [.. Directory.GetFiles(database.Location.DataDirectory, "*", SearchOption.AllDirectories)
            .Where(f => ReadShared(f).AsSpan().IndexOf(wanted) >= 0).Select(f => Path.GetFileName(f)).Order()];
    }

    private static byte[] ReadShared(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
