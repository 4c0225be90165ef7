using System.Reflection;
using Flywheel.Core;
using Flywheel.Core.Access;
using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Measure.Trends;
using Flywheel.Tests.Operations.Erasure;
using Flywheel.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Flywheel.Tests.Access;

/// <summary>Every query method of a service has a parameter for the actor.</summary>
public sealed class VisibilitySignatureTests
{
    /// <summary>Methods that return no items or figures of an application, belong to one application, or are for admins, who see all.</summary>
    private static readonly string[] WithoutAsker =
    [
        "BacktestRunner.PreviewAsync", "BacktestRunner.RunAsync", "DatasetFreezer.RemoveHalfMadeAsync", "Experiments.AssignAsync", "IExportFormat.WriteAsync", "PolicyEvaluators.InForceAsync",
        "SuccessDefinitions.ListAsync",
    ];

    [Fact]
    public async Task Every_question_to_Curate_and_Measure_names_the_asker()
    {
        await using var database = await TestDatabase.CreateAsync(services => services.AddSingleton(services));
        var types = database.Get<IServiceCollection>().Select(s => s.ServiceType).Distinct().Where(IsAsked).ToList();
        var silent = types.SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .Where(m => m.Name.EndsWith("Async", StringComparison.Ordinal) && m.Name != nameof(IAsyncDisposable.DisposeAsync))
            .Where(m => m.GetParameters().All(p => p.ParameterType != typeof(Actor))).Select(m => $"{m.DeclaringType!.Name}.{m.Name}").ToList();
        Assert.Contains(typeof(CandidateSearch), types);
        Assert.Contains(typeof(Trends), types);
        Assert.Equal(WithoutAsker, silent.Distinct().Order(StringComparer.Ordinal));
    }

    /// <summary>Services of the two stages; background work has no actor.</summary>
    private static bool IsAsked(Type type) =>
        (type == typeof(Applications) || type.Namespace?.StartsWith("Flywheel.Core.Curate", StringComparison.Ordinal) == true
            || type.Namespace?.StartsWith("Flywheel.Core.Measure", StringComparison.Ordinal) == true)
        && !typeof(IHostedService).IsAssignableFrom(type);
}
