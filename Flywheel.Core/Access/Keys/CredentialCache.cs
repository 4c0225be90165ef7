using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Flywheel.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Access.Keys;

/// <summary>Who stands behind a bearer secret, and what it may do.</summary>
/// <param name="KeyId">The key's or token's id.</param>
/// <param name="Application">The key's application; null for a token.</param>
/// <param name="Person">The token's person; null for a key.</param>
public sealed record Caller(int KeyId, Scopes Scopes, CallerApplication? Application, Actor? Person)
{
    /// <summary>Distinguishes all callers, for limits and logs.</summary>
    public string Id { get; } = Person is null ? $"key/{KeyId}" : $"token/{KeyId}";

    /// <summary>When its use was last noted; a time stamp of the clock.</summary>
    internal long NotedAt { get; set; }

    /// <summary>Who to write into the audit: the person, or the key by its number.</summary>
    public Actor Actor => Person ?? Actor.Key(KeyId, Application!.Id, Application.Name);
}

/// <summary>
/// Every live key and token in memory, never older than <see cref="MaxAge"/>: a revocation works within that time, in every
/// process on the database. Looked up by SHA-256, then compared in fixed time.
/// </summary>
public sealed class CredentialCache(Database database, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan RefreshAfter = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan MissPause = TimeSpan.FromMilliseconds(250);
    private readonly SemaphoreSlim _loading = new(1, 1);
    private readonly ConcurrentDictionary<string, (Caller Caller, DateTime At)> _uses = new();
    private Snapshot _snapshot = new([], long.MinValue);

    /// <summary>The caller behind a secret; null where it is unknown, expired or revoked.</summary>
    public ValueTask<Caller?> FindAsync(string secret, CancellationToken cancellationToken)
    {
        Span<byte> hash = stackalloc byte[32];
        Span<byte> utf8 = stackalloc byte[256];
        if (secret.Length > 200 || !Encoding.UTF8.TryGetBytes(secret, utf8, out var length)) return default;
        SHA256.HashData(utf8[..length], hash);
        var snapshot = _snapshot;
        var age = snapshot.Age(clock);
        if (age > RefreshAfter && age <= MaxAge) _ = RefreshQuietlyAsync();
        if (age <= MaxAge && snapshot.Find(hash, clock) is { } caller)
        {
            Note(caller);
            return new(caller);
        }

        return age > MissPause ? FindAnewAsync(hash.ToArray(), cancellationToken) : default;
    }

    /// <summary>Forgets what is loaded: the next look-up reads the database. For changes made in this process.</summary>
    public void Forget() => _snapshot = new([], long.MinValue);

    /// <inheritdoc/>
    public void Dispose() => _loading.Dispose();

    /// <summary>Which keys and tokens were used since the last call, and when last; UTC.</summary>
    public IReadOnlyList<(Caller Caller, DateTime At)> TakeUses()
    {
        var uses = new List<(Caller, DateTime)>();
        foreach (var id in _uses.Keys)
        {
            if (_uses.TryRemove(id, out var use)) uses.Add(use);
        }

        return uses;
    }

    private async ValueTask<Caller?> FindAnewAsync(byte[] hash, CancellationToken cancellationToken)
    {
        await RefreshAsync(MissPause, cancellationToken);
        var caller = _snapshot.Find(hash, clock);
        if (caller is not null) Note(caller);
        return caller;
    }

    /// <summary>To the second is exact enough, and keeps the intake's path free of writes.</summary>
    private void Note(Caller caller)
    {
        var now = clock.GetTimestamp();
        if (clock.GetElapsedTime(caller.NotedAt, now) < TimeSpan.FromSeconds(1)) return;
        caller.NotedAt = now;
        _uses[caller.Id] = (caller, clock.Now());
    }

    private async Task RefreshQuietlyAsync()
    {
        try
        {
            await RefreshAsync(RefreshAfter, CancellationToken.None);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // The next look-up after MaxAge meets the fault itself and answers it.
        }
    }

    private async Task RefreshAsync(TimeSpan unlessYoungerThan, CancellationToken cancellationToken)
    {
        await _loading.WaitAsync(cancellationToken);
        try
        {
            if (_snapshot.Age(clock) > unlessYoungerThan) _snapshot = await LoadAsync(cancellationToken);
        }
        finally
        {
            _loading.Release();
        }
    }

    private async Task<Snapshot> LoadAsync(CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var started = clock.GetTimestamp();
        var callers = new Dictionary<byte[], Entry>(ByteArrayComparer.Instance);
        await using var db = await database.ReadAsync(cancellationToken);
        var keys = await db.ApiKeys.AsNoTracking().Include(k => k.Application)
            .Where(k => k.RevokedAt == null && (k.ExpiresAt == null || k.ExpiresAt > now)).ToListAsync(cancellationToken);
        foreach (var key in keys)
        {
            var application = new CallerApplication(key.ApplicationId, key.Application!.Name, key.Application.TrainingConsentByDefault);
            callers[key.Hash] = new(key.Hash, key.ExpiresAt, new(key.Id, key.Scopes, application, null));
        }

        foreach (var (token, person) in await TokensAsync(db, now, cancellationToken))
            callers[token.Hash] = new(token.Hash, token.ExpiresAt, new(token.Id, Allowed(token.Scopes, person.Role), null, person));
        return new(callers, started);
    }

    private static async Task<List<(PersonalToken Token, Actor Person)>> TokensAsync(FlywheelDbContext db, DateTime now, CancellationToken cancellationToken)
    {
        var rows = await (
            from token in db.PersonalTokens.AsNoTracking()
            join member in db.Users on token.MemberId equals member.Id
            where token.RevokedAt == null && (token.ExpiresAt == null || token.ExpiresAt > now) && member.SuspendedAt == null
            join memberRole in db.UserRoles on member.Id equals memberRole.UserId
            join role in db.Roles on memberRole.RoleId equals role.Id
            select new { token, member.DisplayName, member.Email, Role = role.Name! }).ToListAsync(cancellationToken);
        var seen = await MemberAccess.OfManyAsync(db, [.. rows.Select(r => r.token.MemberId).Distinct()], cancellationToken);
        return rows.GroupBy(r => r.token.Id).Select(g =>
        {
            var first = g.First();
            var role = Roles.All.Last(name => g.Any(r => r.Role == name));
            return (first.token, new Actor(first.token.MemberId, first.DisplayName.Length > 0 ? first.DisplayName : first.Email ?? "", role, seen[first.token.MemberId]));
        }).ToList();
    }

    /// <summary>A token never does more than its person may do now.</summary>
    private static Scopes Allowed(Scopes scopes, string role) =>
        role == Roles.Reviewer ? scopes & (Scopes.Review | Scopes.Read) : scopes;

    private sealed record Entry(byte[] Hash, DateTime? ExpiresAt, Caller Caller);

    private sealed class Snapshot(Dictionary<byte[], Entry> callers, long loadedAt)
    {
        private readonly Dictionary<byte[], Entry>.AlternateLookup<ReadOnlySpan<byte>> _callers =
            new Dictionary<byte[], Entry>(callers, ByteArrayComparer.Instance).GetAlternateLookup<ReadOnlySpan<byte>>();

        public TimeSpan Age(TimeProvider clock) => loadedAt == long.MinValue ? TimeSpan.MaxValue : clock.GetElapsedTime(loadedAt);

        public Caller? Find(ReadOnlySpan<byte> hash, TimeProvider clock) =>
            _callers.TryGetValue(hash, out var entry)
            && CryptographicOperations.FixedTimeEquals(entry.Hash, hash)
            && (entry.ExpiresAt is not { } end || end > clock.Now()) ? entry.Caller : null;
    }
}
