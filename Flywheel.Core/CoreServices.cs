using Flywheel.Core.Access;
using Flywheel.Core.Access.Keys;
using Flywheel.Core.Audit;
using Flywheel.Core.Collect;
using Flywheel.Core.Collect.Intake;
using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Curate.Curation;
using Flywheel.Core.Curate.Datasets;
using Flywheel.Core.Curate.Exports;
using Flywheel.Core.Curate.Items;
using Flywheel.Core.Curate.Policies;
using Flywheel.Core.Curate.Policies.Backtests;
using Flywheel.Core.Curate.Policies.Evaluation;
using Flywheel.Core.Curate.Review;
using Flywheel.Core.Data;
using Flywheel.Core.Demo;
using Flywheel.Core.Measure.Definitions;
using Flywheel.Core.Measure.Experiments;
using Flywheel.Core.Measure.Revolutions;
using Flywheel.Core.Measure.RollUps;
using Flywheel.Core.Measure.Trends;
using Flywheel.Core.Operations;
using Flywheel.Core.Operations.Erasure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Flywheel.Core;

/// <summary>One line per service, grouped in the order of the wheel.</summary>
public static class CoreServices
{
    /// <summary>
    /// Adds everything of Core on the given database. What runs in the background starts in the order of these lines and stops in the
    /// reverse order.
    /// </summary>
    public static IServiceCollection AddFlywheelCore(this IServiceCollection services, DatabaseLocation location)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<Telemetry>();
        services.AddFlywheelDatabase(location);
        services.AddSingleton<ChangeBus>();
        services.AddAudit();
        services.AddAccess();
        services.AddOperations();
        services.AddCollect(location);
        services.AddCurate();
        services.AddMeasure();
        services.AddExperiments();
        services.AddSingleton<DemoDatabase>();
        return services;
    }

    private static void AddAudit(this IServiceCollection services)
    {
        services.AddSingleton<AuditLog>();
        services.AddSingleton<AuditHeads>();
        services.AddSingleton<AuditVerification>();
        services.AddSingleton<AuditTrail>();
    }

    private static void AddAccess(this IServiceCollection services)
    {
        services.AddMembership();
        services.AddSingleton<CurrentRights>();
        services.AddSingleton<RefusedActions>();
        services.AddHostedService(provider => provider.GetRequiredService<RefusedActions>());
        services.AddSingleton<ActorActions>();
        services.AddSingleton<CredentialCache>();
        services.AddSingleton<SecretChanges>();
        services.AddSingleton<KeyUseRecorder>();
        services.AddHostedService(provider => provider.GetRequiredService<KeyUseRecorder>());
        services.AddSingleton<Applications>();
        services.AddSingleton<ApplicationKeys>();
        services.AddSingleton<PersonalTokens>();
        services.AddSingleton<NewMembers>();
        services.AddSingleton<FirstAdministrator>();
        services.AddSingleton<MemberDirectory>();
        services.AddSingleton<ExternalMembers>();
    }

    private static void AddOperations(this IServiceCollection services)
    {
        services.AddSingleton<ErasureJournal>();
        services.AddSingleton<Erasures>();
        services.AddSingleton<ErasureWorker>();
        services.AddHostedService(provider => provider.GetRequiredService<ErasureWorker>());
        services.AddSingleton<ErasureReplay>();
        services.AddSingleton<Retention>();
        services.AddHostedService(provider => provider.GetRequiredService<Retention>());
        services.AddSingleton<Reconciliation>();
        services.AddSingleton<Backup>();
        services.AddSingleton<IBackgroundWork, RecomputingWork>();
        services.AddSingleton<IBackgroundWork, ErasingWork>();
        services.AddSingleton<SystemStatus>();
        services.AddSingleton<Restore>();
        services.AddSingleton<Overviews>();
    }

    private static void AddCollect(this IServiceCollection services, DatabaseLocation location)
    {
        services.AddSingleton<Pseudonyms>();
        services.AddSingleton<SignalTypes>();
        services.AddSingleton<SignalFeed>();
        services.AddSingleton<ISignalStore>(provider => location.Provider == DatabaseProvider.Sqlite
            ? new SqliteSignalStore(location)
            : new EfSignalStore(provider.GetRequiredService<IDbContextFactory<FlywheelDbContext>>()));
        services.AddSingleton(provider => new SignalWriter(
            provider.GetRequiredService<ISignalStore>(), provider.GetRequiredService<WriteGate>(), provider.GetRequiredService<SignalFeed>(),
            provider.GetRequiredService<IOptions<CollectOptions>>(), provider.GetRequiredService<Telemetry>(),
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<SignalWriter>>()));
        services.AddHostedService(provider => provider.GetRequiredService<SignalWriter>());
        services.AddSingleton<RateLimits>();
        services.AddSingleton<FeedbackIntake>();
        services.AddSingleton<UsageWriter>();
        services.AddHostedService(provider => provider.GetRequiredService<UsageWriter>());
        services.AddSingleton<UsageIntake>();
    }

    private static void AddCurate(this IServiceCollection services)
    {
        services.AddSingleton<PolicyDrafts>();
        services.AddSingleton<PolicyVersions>();
        services.AddSingleton<PolicyEvaluators>();
        services.AddSingleton<BacktestRunner>();
        services.AddSingleton<Backtests>();
        services.AddSingleton<BacktestTexts>();
        services.AddSingleton<IBackgroundWork, RescoringWork>();
        services.AddSingleton<IBackgroundWork, BacktestWork>();
        // Before the readers, so that these go on while an erasure waits for a version that is being frozen.
        services.AddSingleton<IPausable>(provider => provider.GetRequiredService<DatasetFreezer>());
        services.AddSingleton<Curator>();
        services.AddFeedReader<Curator>();
        services.AddHostedService(provider => provider.GetRequiredService<Curator>());
        services.AddSingleton<ReviewQueue>();
        services.AddSingleton<IAccessChange, LeaseRelease>();
        services.AddSingleton<ReviewDecisions>();
        services.AddSingleton<ReviewDrafts>();
        services.AddSingleton<ReviewTexts>();
        services.AddSingleton<SimilarItems>();
        services.AddSingleton<ItemAttentions>();
        services.AddSingleton<CandidateSearch>();
        services.AddSingleton<SearchTexts>();
        services.AddHostedService(provider => provider.GetRequiredService<SearchTexts>());
        services.AddSingleton<BulkReview>();
        services.AddSingleton<ItemStories>();
        services.AddSingleton<InteractionHistories>();
        services.AddSingleton<FlywheelStatuses>();
        services.AddSingleton<ApprovedExamples>();
        foreach (var format in ExportFormats.BuiltIn) services.AddSingleton(format);
        services.AddSingleton<Exporters>();
        services.AddSingleton<DatasetFreezer>();
        services.AddSingleton<DatasetLibrary>();
        services.AddSingleton<DatasetPreviews>();
        services.AddSingleton<DatasetDifferences>();
    }

    private static void AddMeasure(this IServiceCollection services)
    {
        services.AddSingleton<Measurer>();
        services.AddFeedReader<Measurer>();
        services.AddHostedService(provider => provider.GetRequiredService<Measurer>());
        services.AddSingleton<MeasureLags>();
        services.AddSingleton<SuccessDefinitions>();
        services.AddSingleton<Trends>();
        services.AddSingleton<SuccessPreviews>();
        services.AddSingleton<Revolutions>();
    }

    /// <summary>What asks all readers of the feed finds it, and an erasure pauses it.</summary>
    private static void AddFeedReader<T>(this IServiceCollection services) where T : FeedWorker
    {
        services.AddSingleton<FeedWorker>(provider => provider.GetRequiredService<T>());
        services.AddSingleton<IPausable>(provider => provider.GetRequiredService<T>());
    }

    private static void AddExperiments(this IServiceCollection services)
    {
        services.AddSingleton<ExperimentAnalyses>();
        services.AddSingleton<Experiments>();
    }
}
