using Flywheel.Tests.Support.Fixtures;
using static Flywheel.Tests.Support.Fixtures.TrainingRows;

namespace Flywheel.Tests.Curate.Exports;

public sealed class JsonLinesFormatsTests
{
    private static readonly string[] Turns = ["user: Hi", "assistant: Hello!"];

    [Fact]
    public async Task OpenAi_chat_ends_with_the_ideal_answer() => Assert.Equal(
        """{"messages":[{"role":"user","content":"Where is my card?"},{"role":"assistant","content":"In the post."}]}""" + "\n",
        await TextAsync("openai-chat", Correction()));

    [Fact]
    public async Task OpenAi_chat_puts_system_prompt_and_earlier_turns_first() => Assert.Equal(
        """{"messages":[{"role":"system","content":"Be kind."},{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello!"},{"role":"user","content":"Where is my card?"},{"role":"assistant","content":"In the post."}]}""" + "\n",
        await TextAsync("openai-chat", Correction(context: Context("Be kind.", Turns))));

    [Fact]
    public async Task OpenAi_chat_maps_other_names_of_roles() => Assert.Equal(
        """{"messages":[{"role":"system","content":"a"},{"role":"user","content":"b"},{"role":"assistant","content":"d"},{"role":"user","content":"Where is my card?"},{"role":"assistant","content":"In the post."}]}""" + "\n",
        await TextAsync("openai-chat", Correction(context: Context("  ", "Developer: a", "human: b", "model: d", "user:  "))));

    [Fact]
    public async Task OpenAi_chat_takes_approved_answers_too() => Assert.Equal(
        """{"messages":[{"role":"user","content":"Hello"},{"role":"assistant","content":"Hi, how can I help?"}]}""" + "\n",
        await TextAsync("openai-chat", Approved()));

    [Fact]
    public async Task OpenAi_preference_prefers_the_correction() => Assert.Equal(
        """{"input":{"messages":[{"role":"system","content":"Be kind."},{"role":"user","content":"Where is my card?"}],"tools":[],"parallel_tool_calls":true},"preferred_output":[{"role":"assistant","content":"In the post."}],"non_preferred_output":[{"role":"assistant","content":"No idea."}]}""" + "\n",
        await TextAsync("openai-preference", Correction(context: Context("Be kind."))));

    [Fact]
    public async Task Trl_preference_is_conversational() => Assert.Equal(
        """{"prompt":[{"role":"user","content":"Where is my card?"}],"chosen":[{"role":"assistant","content":"In the post."}],"rejected":[{"role":"assistant","content":"No idea."}]}""" + "\n",
        await TextAsync("trl-preference", Correction()));

    [Fact]
    public async Task Trl_prompt_begins_with_the_system_prompt() => Assert.Equal(
        """{"prompt":[{"role":"system","content":"Be kind."},{"role":"user","content":"Where is my card?"}],"chosen":[{"role":"assistant","content":"In the post."}],"rejected":[{"role":"assistant","content":"No idea."}]}""" + "\n",
        await TextAsync("trl-preference", Correction(context: Context("Be kind."))));

    [Fact]
    public async Task Trl_prompt_holds_the_earlier_turns() => Assert.Equal(
        """{"prompt":[{"role":"system","content":"Be kind."},{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello!"},{"role":"user","content":"Where is my card?"}],"completion":[{"role":"assistant","content":"In the post."}]}""" + "\n",
        await TextAsync("trl-prompt-completion", Correction(context: Context("Be kind.", Turns))));

    [Fact]
    public async Task Alpaca_system_and_history_are_empty_where_there_is_none() => Assert.Equal(
        """{"instruction":"Where is my card?","input":"","output":"In the post.","system":"","history":[]}""" + "\n",
        await TextAsync("alpaca", Correction()));

    [Fact]
    public async Task Alpaca_history_is_pairs_of_question_and_answer() => Assert.Equal(
        """{"instruction":"Where is my card?","input":"","output":"In the post.","system":"Be kind.","history":[["Hi","Hello!"]]}""" + "\n",
        await TextAsync("alpaca", Correction(context: Context("Be kind.", Turns))));

    [Fact]
    public async Task Alpaca_joins_turns_of_one_role_and_the_last_ones_with_the_input() => Assert.Equal(
        """{"instruction":"f\n\nWhere is my card?","input":"","output":"In the post.","system":"","history":[["b\n\nc","d\n\ne"]]}""" + "\n",
        await TextAsync("alpaca", Correction(context: Context(null, "user: b", "user: c", "assistant: d", "assistant: e", "user: f"))));

    [Fact]
    public async Task Trl_prompt_completion_is_conversational() => Assert.Equal(
        """{"prompt":[{"role":"user","content":"Where is my card?"}],"completion":[{"role":"assistant","content":"In the post."}]}""" + "\n",
        await TextAsync("trl-prompt-completion", Correction()));

    [Fact]
    public async Task ShareGpt_turns_alternate_and_end_with_the_ideal_answer() => Assert.Equal(
        """{"conversations":[{"from":"human","value":"Hi"},{"from":"gpt","value":"Hello!"},{"from":"human","value":"Anybody?\n\nWhere is my card?"},{"from":"gpt","value":"In the post."}],"system":"Be kind."}""" + "\n",
        await TextAsync("sharegpt", Correction(context: Context("Be kind.", [.. Turns, "user: Anybody?"]))));

    [Fact]
    public async Task ShareGpt_system_is_empty_where_there_is_none() => Assert.EndsWith(
        ""","system":""}""" + "\n", await TextAsync("sharegpt", Correction()), StringComparison.Ordinal);

    [Theory]
    [InlineData("openai-preference")]
    [InlineData("trl-preference")]
    public async Task Preference_formats_leave_out_rows_without_a_pair(string format)
    {
        var written = await TextAsync(format,
            Approved(1), Correction(2, ideal: "caf\u00e9  au lait ", rejected: "cafe\u0301 au\nlait"), Correction(3, ideal: "Same", rejected: "same"));
        Assert.Contains("Same", Assert.Single(written.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("openai-chat")]
    [InlineData("openai-preference")]
    [InlineData("trl-preference")]
    [InlineData("alpaca")]
    public async Task No_rows_make_an_empty_file(string format) => Assert.Empty(await ExportAsync(format, []));
}
