namespace Flywheel.Core.Curate.Candidates;

/// <summary>
/// The near-duplicate signatures of the text that one signal proposed. Written once and in the order of the feed: read
/// again in that order, they bring the indexes back as they were.
/// </summary>
public sealed class Fingerprint
{
    public long SignalId { get; set; }
    public int ApplicationId { get; set; }

    /// <summary>Of input and output together.</summary>
    public byte[] Pair { get; set; } = [];

    /// <summary>Of the input alone.</summary>
    public byte[] Input { get; set; } = [];
}
