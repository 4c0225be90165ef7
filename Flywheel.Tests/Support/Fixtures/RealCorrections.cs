using System.Text.Json;
using Flywheel.Core.Collect;
using Flywheel.Core.Collect.Contract;

namespace Flywheel.Tests.Support.Fixtures;

/// <summary>Rows of <c>shared/data/corrections.jsonl</c> as signals.</summary>
internal static class RealCorrections
{
    /// <summary>The edit that a row describes.</summary>
    public static FeedbackItem Item(JsonElement row) => new()
    {
        RequestId = row.Text("id"), SignalType = SignalType.Edit, UserQuery = row.Text("input"), AiResponse = row.Text("original_output"),
        UserCorrection = row.Text("corrected_output"), Segment = row.Text("source"),
    };
}
