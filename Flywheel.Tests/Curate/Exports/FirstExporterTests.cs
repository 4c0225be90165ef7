using Flywheel.Core.Curate.Datasets;
using Flywheel.Core.Curate.Exports;
using Flywheel.Core.Curate.Exports.Earlier;
using Flywheel.Tests.Support.Fixtures;
using static Flywheel.Tests.Support.Fixtures.TrainingRows;

namespace Flywheel.Tests.Curate.Exports;

/// <summary>What was frozen under the first exporter keeps its bytes.</summary>

public sealed class FirstExporterTests
{
    private static readonly Exporters Exporters = new(ExportFormats.BuiltIn);
    private static readonly string[] Turns = ["user: Hi", "assistant: Hello!"];

    [Fact]
    public async Task OpenAi_chat_ends_with_the_ideal_answer() => Assert.Equal(
        """{"messages":[{"role":"user","content":"Where is my card?"},{"role":"assistant","content":"In the post."}]}""" + "\n",
        await FirstTextAsync("openai-chat", Correction()));

    [Fact]
    public async Task OpenAi_chat_puts_system_prompt_and_earlier_turns_first() => Assert.Equal(
        """{"messages":[{"role":"system","content":"Be kind."},{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello!"},{"role":"user","content":"Where is my card?"},{"role":"assistant","content":"In the post."}]}""" + "\n",
        await FirstTextAsync("openai-chat", Correction(context: Context("Be kind.", Turns))));

    [Fact]
    public async Task OpenAi_chat_maps_other_names_of_roles_and_leaves_tools_out() => Assert.Equal(
        """{"messages":[{"role":"system","content":"a"},{"role":"user","content":"b"},{"role":"assistant","content":"d"},{"role":"user","content":"Where is my card?"},{"role":"assistant","content":"In the post."}]}""" + "\n",
        await FirstTextAsync("openai-chat", Correction(context: Context("  ", "Developer: a", "human: b", "tool: c", "model: d", "user:  "))));

    [Fact]
    public async Task OpenAi_chat_takes_approved_answers_too() => Assert.Equal(
        """{"messages":[{"role":"user","content":"Hello"},{"role":"assistant","content":"Hi, how can I help?"}]}""" + "\n",
        await FirstTextAsync("openai-chat", Approved()));

    [Fact]
    public async Task OpenAi_preference_prefers_the_correction() => Assert.Equal(
        """{"input":{"messages":[{"role":"system","content":"Be kind."},{"role":"user","content":"Where is my card?"}],"tools":[],"parallel_tool_calls":true},"preferred_output":[{"role":"assistant","content":"In the post."}],"non_preferred_output":[{"role":"assistant","content":"No idea."}]}""" + "\n",
        await FirstTextAsync("openai-preference", Correction(context: Context("Be kind."))));

    [Fact]
    public async Task Trl_preference_is_three_strings() => Assert.Equal(
        """{"prompt":"Where is my card?","chosen":"In the post.","rejected":"No idea."}""" + "\n",
        await FirstTextAsync("trl-preference", Correction()));

    [Fact]
    public async Task Trl_prompt_begins_with_the_system_prompt() => Assert.Equal(
        """{"prompt":"Be kind.\n\nWhere is my card?","chosen":"In the post.","rejected":"No idea."}""" + "\n",
        await FirstTextAsync("trl-preference", Correction(context: Context("Be kind."))));

    [Fact]
    public async Task Trl_prompt_is_a_transcript_where_there_were_turns() => Assert.Equal(
        """{"prompt":"System: Be kind.\n\nUser: Hi\n\nAssistant: Hello!\n\nUser: Where is my card?","chosen":"In the post.","rejected":"No idea."}""" + "\n",
        await FirstTextAsync("trl-preference", Correction(context: Context("Be kind.", Turns))));

    [Fact]
    public async Task Alpaca_has_no_system_and_history_where_there_is_none() => Assert.Equal(
        """{"instruction":"Where is my card?","input":"","output":"In the post."}""" + "\n",
        await FirstTextAsync("alpaca", Correction()));

    [Fact]
    public async Task Alpaca_history_is_pairs_of_question_and_answer() => Assert.Equal(
        """{"instruction":"Where is my card?","input":"","output":"In the post.","system":"Be kind.","history":[["Hi","Hello!"]]}""" + "\n",
        await FirstTextAsync("alpaca", Correction(context: Context("Be kind.", Turns))));

    [Fact]
    public async Task Alpaca_history_joins_turns_of_one_role_and_leaves_out_what_has_no_partner() => Assert.Equal(
        """{"instruction":"Where is my card?","input":"","output":"In the post.","history":[["b\n\nc","d"]]}""" + "\n",
        await FirstTextAsync("alpaca", Correction(context: Context(null, "assistant: a", "user: b", "user: c", "assistant: d", "user: e"))));

    [Fact]
    public async Task Trl_prompt_completion_is_two_strings() => Assert.Equal(
        """{"prompt":"Be kind.\n\nWhere is my card?","completion":"In the post."}""" + "\n",
        await FirstTextAsync("trl-prompt-completion", Correction(context: Context("Be kind."))));

    [Fact]
    public async Task ShareGpt_turns_alternate_and_end_with_the_ideal_answer() => Assert.Equal(
        """{"conversations":[{"from":"human","value":"Hi"},{"from":"gpt","value":"Hello!"},{"from":"human","value":"Where is my card?"},{"from":"gpt","value":"In the post."}],"system":"Be kind."}""" + "\n",
        await FirstTextAsync("sharegpt", Correction(context: Context("Be kind.", [.. Turns, "user: Anybody?"]))));

    [Fact]
    public async Task Csv_neutralises_six_characters() => Assert.Equal(
        "id,split,source,quality,system,history,input,output\n7,train,user_correction,very_high,Be kind.,\"User: Hi\n\nAssistant: Hello!\",\"'=1\",\uFF1D1\n",
        await FirstTextAsync("csv", Correction(input: "=1", ideal: "\uFF1D1", context: Context("Be kind.", Turns))));

    [Fact]
    public void Its_manifests_find_its_formats_and_newer_ones_the_new()
    {
        Assert.IsType<FirstAlpacaFormat>(Exporters.Of("0.1.0").Formats.Named("alpaca"));
        Assert.Same(ExportFormats.BuiltIn.Named("alpaca"), Exporters.Of("2").Formats.Named("alpaca"));
        Assert.Equal(Exporters.Current.Formats.Select(f => f.Name), Exporters.Of("0.1.0").Formats.Select(f => f.Name));
    }

    [Fact]
    public void It_leaves_no_row_out() => Assert.All(
        FirstFormats.All, f => Assert.Null(f.LeavesOut(Correction(context: Context(null, "assistant: a", "tool: b")))));

    private static async Task<string> FirstTextAsync(string format, TrainingRow row)
    {
        using var file = new MemoryStream();
        await Exporters.Of("0.1.0").Formats.Named(format)!.WriteAsync(new[] { row }.ToAsyncEnumerable(), file, ExportRows.Sft, CancellationToken.None);
        return System.Text.Encoding.UTF8.GetString(file.ToArray());
    }
}
