using System.Buffers;

namespace Flywheel.Core.Curate.Validation;

/// <summary>
/// Finds the control tokens of chat templates (ChatML, Llama 2 and 3, Mistral, Gemma, Phi, DeepSeek, Alpaca): a tokenizer
/// that reads them as tokens would let a text end its own turn. The names of speakers in a transcript are none.
/// </summary>
public static class ChatTemplates
{
    /// <summary>The label of these spans.</summary>
    public const string Label = "CHAT_TEMPLATE";

    private const int LongestPipeToken = 48;

    private static readonly string[] Tokens =
    [
        "[INST]", "[/INST]", "<<SYS>>", "<</SYS>>", "[SYSTEM_PROMPT]", "[/SYSTEM_PROMPT]", "[AVAILABLE_TOOLS]", "[TOOL_CALLS]",
        "[TOOL_RESULTS]", "<start_of_turn>", "<end_of_turn>", "<bos>", "<eos>", "<unk>", "<pad>", "<mask>", "<tool_call>",
        "</tool_call>", "<tool_response>", "<fim_prefix>", "<fim_middle>", "<fim_suffix>", "<reserved_special_token",
        "### Instruction:", "### Response:", "### Human:", "### Assistant:", "### Input:", "### System:", "### User:",
        "<extra_id_", "<|", "<\uff5c", "<s>", "</s>",
    ];

    private static readonly SearchValues<string> Search = SearchValues.Create(Tokens, StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<string> Html =
        SearchValues.Create(["<p>", "<div", "<br", "<li", "<b>", "<i>", "<span", "<td", "<a "], StringComparison.OrdinalIgnoreCase);

    /// <summary>Appends a span for each token. Linear in the text.</summary>
    public static void Find(string text, List<FindingSpan> spans)
    {
        bool? html = null;
        for (var i = 0; i < text.Length;)
        {
            var at = text.AsSpan(i).IndexOfAny(Search);
            if (at < 0) return;
            at += i;
            var length = LengthAt(text, at, ref html);
            if (length > 0) spans.Add(Visible(text, at, length));
            i = at + Math.Max(length, 1);
        }
    }

    private static int LengthAt(string text, int at, ref bool? html)
    {
        if (text[at] == '<' && at + 1 < text.Length && text[at + 1] is '|' or '\uff5c') return PipeToken(text, at);
        var rest = text.AsSpan(at);
        var longest = 0;
        foreach (var token in Tokens)
        {
            if (token.Length > longest && rest.StartsWith(token, StringComparison.OrdinalIgnoreCase)) longest = token.Length;
        }

        // In HTML this pair strikes text through.
        if (longest is 3 or 4 && rest[longest - 2] is 's' or 'S')
            return (html ??= text.AsSpan().ContainsAny(Html)) == true ? 0 : longest;
        return longest;
    }

    private static int PipeToken(string text, int at)
    {
        var bar = text[at + 1];
        var body = text.AsSpan(at + 2, Math.Min(LongestPipeToken, text.Length - at - 2));
        var end = body.IndexOf(bar);
        if (end <= 0 || end + 1 >= body.Length || body[end + 1] != '>') return 0;
        foreach (var c in body[..end])
        {
            if (!char.IsLetterOrDigit(c) && c is not ('_' or '-' or ' ' or '\u2581')) return 0;
        }

        return end + 4;
    }

    private static FindingSpan Visible(string text, int at, int length)
    {
        var skip = 0;
        while (skip < length && text[at + skip] == '\n') skip++;
        return new FindingSpan(at + skip, length - skip, Label);
    }
}
