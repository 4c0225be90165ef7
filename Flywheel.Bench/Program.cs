using System.CommandLine;
using Flywheel.Bench.Backtest;
using Flywheel.Bench.Freeze;
using Flywheel.Bench.Import;
using Flywheel.Bench.Ingest;
using Flywheel.Bench.Instructions;
using Flywheel.Bench.Quality;
using Flywheel.Bench.Review;
using Flywheel.Bench.SampleRatios;
using Flywheel.Bench.Success;
using Flywheel.Bench.Trends;
using Flywheel.Core;

ProcessCulture.UseInvariant();
var root = new RootCommand("Flywheel's benchmarks. Each prints its figures on stdout; run them in Release.")
{
    IngestCommand.Create(),
    ImportCommand.Create(),
    QualityCommand.Create(),
    ReviewCommand.Create(),
    BacktestCommand.Create(),
    TrendsCommand.Create(),
    SuccessCommand.Create(),
    SampleRatioCommand.Create(),
    FreezeCommand.Create(),
    WordingCommand.Create(),
};
return await root.Parse(args).InvokeAsync();
