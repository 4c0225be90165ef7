using System.Globalization;
using Flywheel.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Audit;

/// <summary>
/// The audit's last entry, written regularly to a file outside the database, so that a cut tail or a chain that was
/// calculated anew shows. A line is time, id and hash with a blank between them; the file only grows. A copy of it on
/// another machine is worth more than the file itself.
/// </summary>
public sealed class AuditHeads(Database database, DatabaseLocation location, TimeProvider clock)
{
    /// <summary>Where the heads are kept.</summary>
    public string File => Path.Combine(location.DataDirectory, "audit-heads.log");

    /// <summary>Appends the present head, where it is not the last line already. Not for two callers at once.</summary>
    public async Task WriteAsync(CancellationToken cancellationToken = default)
    {
        await using var db = await database.ReadAsync(cancellationToken);
        var head = await db.Audit.OrderByDescending(e => e.Id).Select(e => new { e.Id, e.Hash }).FirstOrDefaultAsync(cancellationToken);
        if (head is null) return;
        var line = string.Create(CultureInfo.InvariantCulture, $"{head.Id} {Convert.ToHexStringLower(head.Hash)}");
        if (System.IO.File.Exists(File) && (await LastLineAsync(cancellationToken)).EndsWith(' ' + line, StringComparison.Ordinal)) return;
        await System.IO.File.AppendAllTextAsync(File, string.Create(CultureInfo.InvariantCulture, $"{clock.Now():yyyy-MM-ddTHH:mm:ssZ} {line}\n"), cancellationToken);
    }

    /// <summary>The recorded hashes, 64 hexadecimal digits, by entry id. Lines that were cut off by a crash are passed over.</summary>
    public async Task<Dictionary<long, string>> ReadAsync(CancellationToken cancellationToken = default)
    {
        var heads = new Dictionary<long, string>();
        if (!System.IO.File.Exists(File)) return heads;
        await foreach (var line in System.IO.File.ReadLinesAsync(File, cancellationToken))
        {
            if (line.Split(' ') is [_, var id, { Length: 64 } hash] && long.TryParse(id, CultureInfo.InvariantCulture, out var number))
                heads.TryAdd(number, hash);
        }

        return heads;
    }

    private async Task<string> LastLineAsync(CancellationToken cancellationToken)
    {
        await using var stream = System.IO.File.OpenRead(File);
        stream.Seek(-Math.Min(stream.Length, 200), SeekOrigin.End);
        using var reader = new StreamReader(stream);
        return (await reader.ReadToEndAsync(cancellationToken)).TrimEnd('\n');
    }
}
