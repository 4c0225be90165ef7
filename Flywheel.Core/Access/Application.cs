namespace Flywheel.Core.Access;

/// <summary>One AI product that sends its signals. A wall: nothing of one application is seen from another.</summary>
public sealed class Application
{
    public int Id { get; set; }

    /// <summary>1-100 characters, unique.</summary>
    public string Name { get; set; } = "";

    /// <summary>May signals that say nothing about consent lead to training data?</summary>
    public bool TrainingConsentByDefault { get; set; } = true;
    public DateTime CreatedAt { get; set; }
    public List<ApiKey> Keys { get; set; } = [];
}

/// <summary>What a key or token may do.</summary>
[Flags]
public enum Scopes
{
    None = 0,

    /// <summary>Send signals.</summary>
    Ingest = 1,

    /// <summary>Look.</summary>
    Read = 2,

    /// <summary>Pull training data and freeze datasets.</summary>
    Export = 4,

    /// <summary>Claim and decide; tokens only.</summary>
    Review = 8,

    /// <summary>Revolutions, experiments, improvements; tokens of managers and admins only.</summary>
    Manage = 16,
}

/// <summary>An application's key. Only its SHA-256 is stored (the key is 256 random bits, so a fast hash is enough).</summary>
public sealed class ApiKey
{
    public int Id { get; set; }
    public int ApplicationId { get; set; }
    public Application? Application { get; set; }
    public string Name { get; set; } = "";

    /// <summary>The first characters, to recognise it by.</summary>
    public string Prefix { get; set; } = "";
    public byte[] Hash { get; set; } = [];
    public Scopes Scopes { get; set; }
    public DateTime CreatedAt { get; set; }
    public DateTime? ExpiresAt { get; set; }
    public DateTime? RevokedAt { get; set; }
    public DateTime? LastUsedAt { get; set; }
}

/// <summary>A token that acts as its person. Stored like a key.</summary>
public sealed class PersonalToken
{
    public int Id { get; set; }
    public string MemberId { get; set; } = "";
    public Member? Member { get; set; }
    public string Name { get; set; } = "";
    public string Prefix { get; set; } = "";
    public byte[] Hash { get; set; } = [];
    public Scopes Scopes { get; set; }
    public DateTime CreatedAt { get; set; }
    public DateTime? ExpiresAt { get; set; }
    public DateTime? RevokedAt { get; set; }
    public DateTime? LastUsedAt { get; set; }
}
