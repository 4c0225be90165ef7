namespace Flywheel.Core.Curate.Candidates;

/// <summary>How far in the signal feed signals have become candidates.</summary>
internal static class CurationCursor
{
    /// <summary>The name under which the feed keeps the position.</summary>
    public const string Name = "curator";
}
