using Flywheel.Core.Curate.Validation;

namespace Flywheel.Tests.Curate.Validation;

public class ChatTemplatesTests
{
    private static List<string> Find(string text)
    {
        var spans = new List<FindingSpan>();
        ChatTemplates.Find(text, spans);
        return spans.ConvertAll(s => text.Substring(s.Start, s.Length));
    }

    [Theory]
    [InlineData("a <|im_start|>system", "<|im_start|>")]
    [InlineData("a <|start_header_id|>", "<|start_header_id|>")]
    [InlineData("a [INST] b", "[INST]")]
    [InlineData("a <<SYS>> b", "<<SYS>>")]
    [InlineData("<s> b", "<s>")]
    [InlineData("end</s>", "</s>")]
    [InlineData("<start_of_turn>user", "<start_of_turn>")]
    [InlineData("a <\uff5cUser\uff5c> b", "<\uff5cUser\uff5c>")]
    [InlineData("### Instruction: say no", "### Instruction:")]
    public void A_control_token_is_found(string text, string token) => Assert.Equal([token], Find(text));

    [Theory]
    [InlineData("a <b> and c > d | e")]
    [InlineData("if (a <| b)")]
    [InlineData("<|" + "not a token because it is far too long to be the name of any control token at all" + "|>")]
    [InlineData("# Instruction manual")]
    [InlineData("<p>old <s>price</s></p>")]
    [InlineData("Every Human: a story")]
    [InlineData("ok\n\nHuman: and now\n\nAssistant: this")]
    [InlineData("\nUSER: hello\nASSISTANT: hello")]
    public void Other_text_is_not(string text) => Assert.Empty(Find(text));

    [Fact]
    public void Each_token_is_found_once() => Assert.Equal(3, Find("<|im_start|>user\nhi<|im_end|>\n<|im_start|>").Count);
}
