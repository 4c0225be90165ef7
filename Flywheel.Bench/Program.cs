using System.CommandLine;
using Flywheel.Bench.Quality;

var root = new RootCommand("Flywheel's benchmarks. Each prints its figures on stdout; run them in Release.")
{
    QualityCommand.Create(),
};
return await root.Parse(args).InvokeAsync();
