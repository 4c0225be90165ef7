using Flywheel.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Measure.RollUps;

/// <summary>
/// The slices by what they cut. Kept in memory between batches; what was added in a transaction that failed is forgotten by
/// <see cref="Clear"/>.
/// </summary>
internal sealed class SliceDirectory
{
    private readonly Dictionary<SliceKey, long> _ids = [];
    private readonly Dictionary<(int ApplicationId, int RevolutionId, Dimension Dimension), int> _sizes = [];
    private long _last;

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        _ids.Clear();
        _sizes.Clear();
        _last = 0;
    }

    /// <summary>Reads those that are new.</summary>
    public async Task LoadAsync(FlywheelDbContext db, CancellationToken cancellationToken)
    {
        foreach (var slice in await db.Slices.AsNoTracking().Where(s => s.Id > _last).OrderBy(s => s.Id).ToListAsync(cancellationToken)) Remember(slice);
    }

    /// <summary>The ids of slices; those that are missing are added in the caller's transaction, up to the most values of a dimension.</summary>
    /// <param name="wanted">With the earliest time that is counted in each.</param>
    public async Task<IReadOnlyDictionary<SliceKey, long>> IdsAsync(
        FlywheelDbContext db, IReadOnlyDictionary<SliceKey, DateTime> wanted, CancellationToken cancellationToken)
    {
        var added = new List<Slice>();
        foreach (var (key, firstAt) in wanted.OrderBy(w => w.Value).ThenBy(w => w.Key.Value, StringComparer.Ordinal))
        {
            var stored = StoredAs(key);
            if (_ids.ContainsKey(stored)) continue;
            _ids[stored] = 0;
            Grow(stored);
            added.Add(new() { ApplicationId = stored.ApplicationId, RevolutionId = stored.RevolutionId, Dimension = stored.Dimension, Value = stored.Value, FirstAt = firstAt });
        }

        db.Slices.AddRange(added);
        await db.SaveChangesAsync(cancellationToken);
        foreach (var slice in added)
        {
            _ids[KeyOf(slice)] = slice.Id;
            _last = Math.Max(_last, slice.Id);
        }

        return wanted.Keys.ToDictionary(k => k, k => _ids[StoredAs(k)]);
    }

    /// <summary>An erasure may have removed one that is remembered here: then nothing must be counted in it.</summary>
    /// <exception cref="DbUpdateConcurrencyException">It has.</exception>
    public static async Task DemandAsync(FlywheelDbContext db, IEnumerable<long> ids, CancellationToken cancellationToken)
    {
        var wanted = ids.Distinct().ToList();
        if (await db.Slices.CountAsync(s => wanted.Contains(s.Id), cancellationToken) < wanted.Count)
            throw new DbUpdateConcurrencyException("A slice was removed meanwhile.");
    }

    private static SliceKey KeyOf(Slice slice) => new(slice.ApplicationId, slice.RevolutionId, slice.Dimension, slice.Value);

    /// <summary>What is new in a dimension that is full is counted with the rest. Interactions without a value always have a slice.</summary>
    private SliceKey StoredAs(SliceKey key) =>
        key.Value.Length == 0 || _ids.ContainsKey(key) || _sizes.GetValueOrDefault((key.ApplicationId, key.RevolutionId, key.Dimension)) < Slice.MostValues
            ? key
            : key with { Value = Slice.Rest };

    private void Remember(Slice slice)
    {
        var key = KeyOf(slice);
        if (_ids.TryAdd(key, slice.Id)) Grow(key);
        _last = Math.Max(_last, slice.Id);
    }

    private void Grow(SliceKey key)
    {
        if (key.Value.Length == 0 || key.Value == Slice.Rest) return;
        var of = (key.ApplicationId, key.RevolutionId, key.Dimension);
        _sizes[of] = _sizes.GetValueOrDefault(of) + 1;
    }
}
