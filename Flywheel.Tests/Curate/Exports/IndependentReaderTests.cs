using System.Text.Json.Nodes;
using Flywheel.Core.Curate.Exports;
using Flywheel.Tests.Curate.Datasets;
using Flywheel.Tests.Support;
using Flywheel.Tests.Support.Readers;

namespace Flywheel.Tests.Curate.Exports;

/// <summary>
/// Each file of a frozen version is read by DuckDB, which takes the columns of a JSON file from its first 20,480 lines, as
/// other readers do from the first megabytes. Only the last rows have a context.
/// </summary>
public sealed class IndependentReaderTests(IndependentReaderTests.FrozenFiles files) : IClassFixture<IndependentReaderTests.FrozenFiles>
{
    private const string Messages = "STRUCT(\"role\" VARCHAR, \"content\" VARCHAR)[]";

    [Theory]
    [InlineData("openai-chat", $"messages {Messages}")]
    [InlineData("openai-preference", $"input STRUCT(messages {Messages}, tools JSON[], parallel_tool_calls BOOLEAN), preferred_output {Messages}, non_preferred_output {Messages}")]
    [InlineData("trl-preference", $"prompt {Messages}, chosen {Messages}, rejected {Messages}")]
    [InlineData("trl-prompt-completion", $"prompt {Messages}, completion {Messages}")]
    [InlineData("alpaca", "instruction VARCHAR, input VARCHAR, output VARCHAR, system VARCHAR, history VARCHAR[][]")]
    [InlineData("sharegpt", "conversations STRUCT(\"from\" VARCHAR, \"value\" VARCHAR)[], system VARCHAR")]
    public async Task Json_lines_have_the_same_members_and_types_in_every_line(string format, string columns)
    {
        Assert.Equal(columns, await DuckDb.ColumnsAsync(files.Json(format)));
        Assert.Equal(FrozenFiles.Rows, await CountAsync(files.Json(format)));
    }

    [Theory]
    [InlineData("alpaca", "system = 'You are a shop assistant.' and instruction = 'And the price?' and history = [['What is it?', 'A lamp.']]")]
    [InlineData("sharegpt", "system = 'You are a shop assistant.' and len(conversations) = 4 and conversations[3].value = 'And the price?'")]
    [InlineData("trl-prompt-completion", "prompt[1].role = 'system' and prompt[3].content = 'A lamp.' and prompt[4].content = 'And the price?' and completion[1].content = 'It costs 12 EUR.'")]
    [InlineData("openai-chat", "len(messages) = 5 and messages[5].content = 'It costs 12 EUR.'")]
    [InlineData("openai-preference", "len(input.messages) = 4 and preferred_output[1].content = 'It costs 12 EUR.'")]
    [InlineData("trl-preference", "len(prompt) = 4 and chosen[1].content = 'It costs 12 EUR.' and rejected[1].content = 'I do not know.'")]
    public async Task What_only_the_last_row_has_is_read(string format, string condition) =>
        Assert.Equal(1, await CountAsync($"{files.Json(format)} where {condition}"));

    [Theory]
    [InlineData("sft", $"prompt {Messages}, completion {Messages}")]
    [InlineData("preference", $"prompt {Messages}, chosen {Messages}, rejected {Messages}")]
    public async Task Parquet_has_lists_of_messages(string rows, string columns)
    {
        var file = $"read_parquet('{files.Path("parquet", rows)}')";
        Assert.Equal(columns, await DuckDb.ColumnsAsync(file));
        Assert.Equal(FrozenFiles.Rows, await CountAsync(file));
        Assert.Equal(1, await CountAsync($"{file} where len(prompt) = 4 and prompt[1].content = 'You are a shop assistant.' and prompt[4].content = 'And the price?'"));
        Assert.Equal(FrozenFiles.Rows - 1, await CountAsync($"{file} where len(prompt) = 1 and prompt[1].role = 'user'"));
    }

    [Theory]
    [InlineData("sft", "id BIGINT, split VARCHAR, source VARCHAR, quality VARCHAR, system VARCHAR, history VARCHAR, input VARCHAR, output VARCHAR")]
    [InlineData("preference", "id BIGINT, split VARCHAR, source VARCHAR, quality VARCHAR, system VARCHAR, history VARCHAR, input VARCHAR, chosen VARCHAR, rejected VARCHAR")]
    public async Task Csv_has_a_row_for_each_row(string rows, string columns)
    {
        var file = $"read_csv('{files.Path("csv", rows)}', header = true, quote = '\"', escape = '\"', delim = ',', new_line = '\\n', max_line_size = 10000000)";
        Assert.Equal(columns, await DuckDb.ColumnsAsync(file));
        Assert.Equal(FrozenFiles.Rows, await CountAsync(file));
        Assert.Equal(1, await CountAsync($"{file} where history = 'User: What is it?' || chr(10) || chr(10) || 'Assistant: A lamp.'"));
    }

    private static async Task<int> CountAsync(string from) => int.Parse((string)(await DuckDb.QueryAsync($"select count(*) as n from {from}"))[0]!["n"]!, null);

    /// <summary>A version of many rows in every format, on disk.</summary>
    public sealed class FrozenFiles : IAsyncLifetime
    {
        public const int Rows = 21_001;

        private readonly string _folder = Directory.CreateTempSubdirectory("flywheel-reader-").FullName;

        public string Json(string format) => $"read_json('{Path(format, null)}', format = 'newline_delimited', records = true)";

        public string Path(string format, string? rows) => System.IO.Path.Combine(_folder, $"{format}-{rows}").Replace('\\', '/');

        public async ValueTask InitializeAsync()
        {
            await using var freeze = await FreezeFixture.CreateAsync();
            await freeze.AddAsync(Enumerable.Range(1, Rows).Select(i => (long)i), c =>
            {
                if (c.Id < Rows) return;
                (c.Input, c.OriginalOutput, c.IdealOutput) = ("And the price?", "I do not know.", "It costs 12 EUR.");
                c.Context = """{"system":"You are a shop assistant.","messages":[{"role":"user","content":"What is it?"},{"role":"assistant","content":"A lamp."}]}""";
            });
            Assert.Equal(Rows, (await freeze.FreezeAsync()).Rows);
            foreach (var format in ExportFormats.BuiltIn)
            {
                foreach (var rows in format.FixedRows is null ? new string?[] { "sft", "preference" } : [null])
                    await File.WriteAllBytesAsync(Path(format.Name, rows), await freeze.PullAsync(format.Name, rows));
            }
        }

        public ValueTask DisposeAsync()
        {
            Directory.Delete(_folder, recursive: true);
            return ValueTask.CompletedTask;
        }
    }
}
