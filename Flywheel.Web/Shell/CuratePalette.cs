using System.Globalization;
using Flywheel.Core;
using Flywheel.Core.Curate.Datasets;
using MudBlazor;

namespace Flywheel.Web.Shell;

/// <summary>An item by its number, and for managers the datasets by name.</summary>
public sealed class CuratePalette(DatasetLibrary library) : IPaletteSource
{
    private const int Most = 6;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<PaletteEntry>> FindAsync(string text, Actor actor, CancellationToken cancellationToken)
    {
        var wanted = text.Trim();
        if (wanted.Length == 0) return [];
        if (long.TryParse(wanted, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            return [new($"Item {id}", "Its whole story", Links.Links.Item(id), Icons.Material.Outlined.Description)];
        if (!actor.MayManage) return [];
        var names = await library.FindNamesAsync(actor, wanted, Most, cancellationToken);
        return [.. names.Select(n => new PaletteEntry(
            $"{n.Dataset} version {n.Version}", n.Application, Links.Links.DatasetVersion(n.ApplicationId, n.Dataset, n.Version), Icons.Material.Outlined.Inventory2))];
    }
}
