using System.Text.Json;
using System.Text.Json.Serialization;
using Flywheel.Core.Collect.Contract;

namespace Flywheel.Core.Demo;

/// <summary>One exchange of the fictional support assistant, and what its user did.</summary>
internal sealed record DemoInteraction(
    double DaysAgo, string User, string Segment, string Query, string Answer, IReadOnlyList<DemoSignal> Signals,
    string? Request = null, bool? Consent = null, IReadOnlyList<ContextDocument>? Documents = null, IReadOnlyList<ContextMessage>? History = null)
{
    private const string SystemPrompt = "You are the support assistant of Tidepool, a calendar and room booking service. Be short and exact.";
    private const string Resource = "Flywheel.Core.Demo.interactions.json";
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    /// <summary>The whole story, the oldest first.</summary>
    internal static IReadOnlyList<DemoInteraction> ReadAll()
    {
        using var stream = typeof(DemoInteraction).Assembly.GetManifestResourceStream(Resource)!;
        return JsonSerializer.Deserialize<List<DemoInteraction>>(stream, Json)!;
    }

    /// <summary>As an application would send it, one signal a minute.</summary>
    internal IEnumerable<FeedbackItem> ToItems(int number, DateTime now) => Signals.Select((signal, i) => new FeedbackItem
    {
        RequestId = Request ?? $"r-{number:00}",
        SignalType = signal.Type,
        UserQuery = Query,
        AiResponse = Answer,
        UserCorrection = signal.Correction,
        UserId = User,
        SessionId = $"s-{number:00}",
        Segment = Segment,
        ModelVersion = DaysAgo > 5 ? "tidepool-assist-1" : "tidepool-assist-2",
        OccurredAt = Clock.ToMicroseconds(now.AddDays(-DaysAgo).AddMinutes(i + 1)),
        Context = new(SystemPrompt, History, Documents),
        TrainingConsent = Consent,
        IdempotencyKey = $"demo-{number}-{i}",
    });
}

/// <summary>One thing that the user did.</summary>
internal sealed record DemoSignal(string Type, string? Correction = null);
