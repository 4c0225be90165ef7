using System.Buffers.Text;
using Flywheel.Core.Access;
using Flywheel.Core.Access.Keys;

namespace Flywheel.Tests.Access;

public sealed class SecretsTests
{
    [Fact]
    public void A_secret_carries_256_random_bits_in_base64url()
    {
        var secret = Secrets.Create(Secrets.KeyMarker);
        Assert.StartsWith("fw_key_", secret, StringComparison.Ordinal);
        Assert.Equal(32, Base64Url.DecodeFromChars(secret.AsSpan(7)).Length);
    }

    [Fact]
    public void No_two_secrets_are_equal() =>
        Assert.Equal(1000, Enumerable.Range(0, 1000).Select(_ => Secrets.Create(Secrets.TokenMarker)).Distinct().Count());

    [Fact]
    public void The_prefix_has_twelve_characters() => Assert.Equal("fw_pat_abcde", Secrets.PrefixOf("fw_pat_abcdefgh"));

    [Fact]
    public void A_secret_matches_its_own_hash_only()
    {
        var secret = Secrets.Create(Secrets.KeyMarker);
        Assert.True(Secrets.Matches(secret, Secrets.Hash(secret)));
        Assert.False(Secrets.Matches(secret + "x", Secrets.Hash(secret)));
    }

    [Fact]
    public void Scopes_are_read_by_their_names()
    {
        Assert.True(ScopeNames.TryParse(["export", "ingest"], out var scopes, out _));
        Assert.Equal("ingest export", ScopeNames.InWords(scopes));
    }

    [Fact]
    public void An_unknown_scope_is_named()
    {
        Assert.False(ScopeNames.TryParse(["read", "write"], out _, out var unknown));
        Assert.Equal("write", unknown);
    }
}
