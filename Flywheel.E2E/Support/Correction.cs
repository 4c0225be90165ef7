using System.Security.Cryptography;
using System.Text;

namespace Flywheel.E2E.Support;

/// <summary>What a user asked, was answered, and made of the answer.</summary>
public sealed record Correction(string Query, string Answer, string Better, string? RequestId = null)
{
    /// <summary>The body of <c>POST /v1/feedback</c>.</summary>
    public object ToBody() => new
    {
        request_id = RequestId ?? $"ask-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Query)))[..10]}", signal_type = "edit", user_query = Query, ai_response = Answer, user_correction = Better, segment = "web",
        model_version = "assistant-3",
    };
}
