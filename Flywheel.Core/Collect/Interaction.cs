using Flywheel.Core.Access;

namespace Flywheel.Core.Collect;

/// <summary>
/// One answer of the AI product: what was asked and what it said. Identified by application, request id and the
/// SHA-256 of the answer, so that a regenerated answer under the same request id is a second interaction.
/// </summary>
public sealed class Interaction
{
    public long Id { get; set; }
    public int ApplicationId { get; set; }
    public Application? Application { get; set; }
    public string RequestId { get; set; } = "";

    /// <summary>SHA-256 of the answer's UTF-8 bytes; 32 bytes.</summary>
    public byte[] AnswerHash { get; set; } = [];
    public string Query { get; set; } = "";
    public string Answer { get; set; } = "";

    /// <summary>When the first signal about it was stored, by the server's clock, UTC.</summary>
    public DateTime FirstSeenAt { get; set; }
    public List<Signal> Signals { get; set; } = [];
}
