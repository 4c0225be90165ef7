namespace Flywheel.E2E.Support;

/// <summary>What a user asked, was answered, and made of the answer.</summary>
public sealed record Correction(string Query, string Answer, string Better, string? RequestId = null)
{
    private readonly string _request = RequestId ?? $"e2e-{Guid.NewGuid():N}";

    /// <summary>The body of <c>POST /v1/feedback</c>.</summary>
    public object ToBody() => new
    {
        request_id = _request, signal_type = "edit", user_query = Query, ai_response = Answer, user_correction = Better, segment = "web",
        model_version = "assistant-3",
    };
}
