using Flywheel.Core.Access;
using Flywheel.Core.Audit;
using Flywheel.Core.Collect;
using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Curate.Datasets;
using Flywheel.Core.Curate.Policies;
using Flywheel.Core.Measure;
using Flywheel.Core.Measure.Experiments;
using Flywheel.Core.Measure.RollUps;
using Flywheel.Core.Measure.Success;
using Flywheel.Core.Operations.Erasure;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Flywheel.Core.Data;

/// <summary>The one model, the same on every provider. One context per operation, from a factory.</summary>
public abstract class FlywheelDbContext(DbContextOptions options) : IdentityDbContext<Member>(options)
{
    public DbSet<Application> Applications => Set<Application>();
    public DbSet<MemberApplication> MemberApplications => Set<MemberApplication>();
    public DbSet<ApiKey> ApiKeys => Set<ApiKey>();
    public DbSet<PersonalToken> PersonalTokens => Set<PersonalToken>();
    public DbSet<FirstAdministratorLink> FirstAdministratorLinks => Set<FirstAdministratorLink>();
    public DbSet<CurationPolicyVersion> CurationPolicies => Set<CurationPolicyVersion>();
    public DbSet<PolicyDraft> PolicyDrafts => Set<PolicyDraft>();
    public DbSet<Rescoring> Rescorings => Set<Rescoring>();
    public DbSet<ErasureJob> Erasures => Set<ErasureJob>();
    public DbSet<SettledErasure> SettledErasures => Set<SettledErasure>();
    public DbSet<AuditTurn> AuditTurns => Set<AuditTurn>();
    public DbSet<AuditEntry> Audit => Set<AuditEntry>();

    public DbSet<SignalTypeDefinition> SignalTypes => Set<SignalTypeDefinition>();
    public DbSet<Interaction> Interactions => Set<Interaction>();
    public DbSet<Signal> Signals => Set<Signal>();
    public DbSet<IdempotencyRecord> IdempotencyRecords => Set<IdempotencyRecord>();
    public DbSet<IntakeCount> IntakeCounts => Set<IntakeCount>();
    public DbSet<FeedCursor> FeedCursors => Set<FeedCursor>();

    public DbSet<Exposure> Exposures => Set<Exposure>();
    public DbSet<Outcome> Outcomes => Set<Outcome>();

    public DbSet<Fingerprint> Fingerprints => Set<Fingerprint>();
    public DbSet<TrainingCandidate> Candidates => Set<TrainingCandidate>();
    public DbSet<ReviewDecision> Decisions => Set<ReviewDecision>();
    public DbSet<ReviewDraft> Drafts => Set<ReviewDraft>();
    public DbSet<Dataset> Datasets => Set<Dataset>();
    public DbSet<DatasetVersion> DatasetVersions => Set<DatasetVersion>();
    public DbSet<DatasetRow> DatasetRows => Set<DatasetRow>();
    public DbSet<DatasetFile> DatasetFiles => Set<DatasetFile>();

    public DbSet<SuccessDefinitionVersion> SuccessDefinitions => Set<SuccessDefinitionVersion>();
    public DbSet<MeasureGeneration> MeasureGenerations => Set<MeasureGeneration>();
    public DbSet<MeasuredInteraction> MeasuredInteractions => Set<MeasuredInteraction>();
    public DbSet<Slice> Slices => Set<Slice>();
    public DbSet<RollUp> RollUps => Set<RollUp>();
    public DbSet<RollUpOffset> RollUpOffsets => Set<RollUpOffset>();
    public DbSet<PersonCount> PersonCounts => Set<PersonCount>();
    public DbSet<ClusterCount> ClusterCounts => Set<ClusterCount>();
    public DbSet<Revolution> Revolutions => Set<Revolution>();
    public DbSet<RevolutionModel> RevolutionModels => Set<RevolutionModel>();
    public DbSet<Experiment> Experiments => Set<Experiment>();

    /// <inheritdoc/>
    public override int SaveChanges(bool acceptAllChangesOnSuccess)
    {
        DemandWrite();
        try
        {
            return base.SaveChanges(acceptAllChangesOnSuccess);
        }
        catch (DbUpdateException exception)
        {
            exception.ThrowIfUnavailable();
            throw;
        }
    }

    /// <inheritdoc/>
    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        DemandWrite();
        try
        {
            return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        }
        catch (DbUpdateException exception)
        {
            exception.ThrowIfUnavailable();
            throw;
        }
    }

    private void DemandWrite()
    {
        if (ChangeTracker.QueryTrackingBehavior != QueryTrackingBehavior.TrackAll)
            throw new InvalidOperationException("The context was opened to read; what changes something is a write of the database.");
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(FlywheelDbContext).Assembly);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcConverter>().HavePrecision(6);
    }

    /// <summary>Every time in the database is UTC; neither provider keeps the kind.</summary>
    private sealed class UtcConverter() : ValueConverter<DateTime, DateTime>(
        time => time.ToUniversalTime(),
        time => DateTime.SpecifyKind(time, DateTimeKind.Utc));
}

/// <summary>The model on SQLite.</summary>
public sealed class SqliteFlywheelDbContext(DbContextOptions<SqliteFlywheelDbContext> options) : FlywheelDbContext(options);

/// <summary>The model on SQL Server.</summary>
public sealed class SqlServerFlywheelDbContext(DbContextOptions<SqlServerFlywheelDbContext> options) : FlywheelDbContext(options)
{
    /// <summary>Client ids are compared by their code points, as SQLite does; a server's default ignores case.</summary>
    private const string ByCodePoint = "Latin1_General_100_BIN2";

    /// <summary>What clients send as ids and names, wherever it is kept: compared with each other, so that all of it is alike.</summary>
    private static readonly string[] Sent = ["RequestId", "SessionId", "Segment", "Experiment", "Variant", "ModelVersion", "Source", "DecidedArm"];

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.Entity<SignalTypeDefinition>().Property(t => t.Name).UseCollation(ByCodePoint);
        builder.Entity<TrainingCandidate>().Property(c => c.SearchText).UseCollation(ByCodePoint);
        builder.Entity<Dataset>().Property(d => d.Name).UseCollation(ByCodePoint);
        builder.Entity<Application>().Property(a => a.Name).UseCollation(ByCodePoint);
        builder.Entity<ErasureJob>().Property(j => j.Target).UseCollation(ByCodePoint);
        builder.Entity<Slice>().Property(s => s.Value).UseCollation(ByCodePoint);
        builder.Entity<PersonCount>().Property(t => t.Cluster).UseCollation(ByCodePoint);
        builder.Entity<Experiment>().Property(e => e.Key).UseCollation(ByCodePoint);
        builder.Entity<ExperimentArm>().Property(a => a.Name).UseCollation(ByCodePoint);
        foreach (var sent in builder.Model.GetEntityTypes().SelectMany(e => e.GetProperties()).Where(p => Sent.Contains(p.Name) && p.ClrType == typeof(string)))
            sent.SetCollation(ByCodePoint);
    }
}
