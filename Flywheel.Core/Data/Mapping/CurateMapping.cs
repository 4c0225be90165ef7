using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Curate.Datasets;
using Flywheel.Core.Curate.Policies;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Flywheel.Core.Data.Mapping;

internal sealed class CandidateMapping : IEntityTypeConfiguration<TrainingCandidate>
{
    public void Configure(EntityTypeBuilder<TrainingCandidate> builder)
    {
        builder.ToTable("Candidates");
        builder.Property(c => c.RequestId).HasMaxLength(400);
        builder.Property(c => c.SearchText).UsePropertyAccessMode(PropertyAccessMode.Property);
        builder.Property(c => c.PersonHash).HasMaxLength(64).IsUnicode(false);
        builder.Property(c => c.Segment).HasMaxLength(400);
        builder.Property(c => c.ModelVersion).HasMaxLength(400);
        builder.Property(c => c.PairHash).HasMaxLength(32);
        builder.Property(c => c.InputHash).HasMaxLength(32).IsFixedLength();
        builder.Property(c => c.LeaseHolderId).HasMaxLength(450);
        builder.Property(c => c.Version).IsConcurrencyToken();
        builder.Property(c => c.Id).ValueGeneratedNever();
        builder.Property(c => c.BridgedGroups).HasMaxLength(1000);
        builder.Property(c => c.Language).HasMaxLength(10).IsUnicode(false);
        builder.Property(c => c.Tags).HasMaxLength(2000);
        builder.Property(c => c.DecidingRule).HasMaxLength(80);
        builder.HasIndex(c => new { c.ApplicationId, c.PersonHash });
        builder.HasIndex(c => c.SignalId).IsUnique();
        builder.HasIndex(c => c.InteractionId);
        builder.HasIndex(c => new { c.State, c.QueueRank, c.Id });
        builder.HasIndex(c => new { c.ApplicationId, c.State, c.Source });
        // The queue of whoever sees only some applications.
        builder.HasIndex(c => new { c.ApplicationId, c.State, c.QueueRank, c.Id });
        // Everything the grid filters and sorts by: it never has to read rows, which hold the texts, to count them.
        builder.HasIndex(c => new { c.State, c.Id, c.ApplicationId, c.Source, c.Quality, c.FindingKinds, c.Score, c.CreatedAt, c.UpdatedAt, c.Segment })
            .HasDatabaseName("IX_Candidates_Grid");
        builder.HasIndex(c => new { c.ApplicationId, c.PairHash });
        builder.HasIndex(c => new { c.ApplicationId, c.InputHash, c.State });
        builder.HasIndex(c => c.GroupId);
        builder.HasIndex(c => new { c.LeaseHolderId, c.LeaseUntil });
        builder.HasOne(c => c.Application).WithMany().HasForeignKey(c => c.ApplicationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(c => c.Interaction).WithMany().HasForeignKey(c => c.InteractionId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class RescoringMapping : IEntityTypeConfiguration<Rescoring>
{
    public void Configure(EntityTypeBuilder<Rescoring> builder)
    {
        builder.ToTable("Rescorings");
        builder.HasKey(r => r.PolicyVersion);
        builder.Property(r => r.PolicyVersion).ValueGeneratedNever();
    }
}

internal sealed class FingerprintMapping : IEntityTypeConfiguration<Fingerprint>
{
    public void Configure(EntityTypeBuilder<Fingerprint> builder)
    {
        builder.ToTable("Fingerprints");
        builder.HasKey(f => f.SignalId);
        builder.Property(f => f.SignalId).ValueGeneratedNever();
        builder.Property(f => f.Pair).HasMaxLength(400);
        builder.Property(f => f.Input).HasMaxLength(400);
    }
}

internal sealed class DecisionMapping : IEntityTypeConfiguration<ReviewDecision>
{
    public void Configure(EntityTypeBuilder<ReviewDecision> builder)
    {
        builder.ToTable("Decisions");
        builder.Property(d => d.MemberId).HasMaxLength(450);
        builder.Property(d => d.Comment).HasMaxLength(4000);
        builder.HasIndex(d => new { d.CandidateId, d.MemberId });
        builder.HasIndex(d => new { d.MemberId, d.At });
        builder.HasOne(d => d.Candidate).WithMany(c => c.Decisions).HasForeignKey(d => d.CandidateId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(d => d.Member).WithMany().HasForeignKey(d => d.MemberId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class DraftMapping : IEntityTypeConfiguration<ReviewDraft>
{
    public void Configure(EntityTypeBuilder<ReviewDraft> builder)
    {
        builder.ToTable("Drafts");
        builder.HasKey(d => new { d.CandidateId, d.MemberId });
        builder.Property(d => d.MemberId).HasMaxLength(200);
    }
}

internal sealed class DatasetMapping : IEntityTypeConfiguration<Dataset>
{
    public void Configure(EntityTypeBuilder<Dataset> builder)
    {
        builder.ToTable("Datasets");
        builder.Property(d => d.Name).HasMaxLength(100);
        builder.HasIndex(d => new { d.ApplicationId, d.Name }).IsUnique();
        builder.HasOne(d => d.Application).WithMany().HasForeignKey(d => d.ApplicationId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class DatasetVersionMapping : IEntityTypeConfiguration<DatasetVersion>
{
    public void Configure(EntityTypeBuilder<DatasetVersion> builder)
    {
        builder.ToTable("DatasetVersions");
        builder.Property(v => v.Sha256).HasMaxLength(64).IsUnicode(false);
        builder.Property(v => v.CreatedBy).HasMaxLength(200);
        builder.Property(v => v.Note).HasMaxLength(2000);
        builder.HasIndex(v => new { v.DatasetId, v.Number }).IsUnique();
        builder.HasOne(v => v.Dataset).WithMany(d => d.Versions).HasForeignKey(v => v.DatasetId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class DatasetRowMapping : IEntityTypeConfiguration<DatasetRow>
{
    public void Configure(EntityTypeBuilder<DatasetRow> builder)
    {
        builder.ToTable("DatasetRows");
        builder.HasKey(r => new { r.DatasetVersionId, r.CandidateId });
        builder.Property(r => r.Hash).HasMaxLength(32).IsFixedLength();
        builder.HasIndex(r => r.CandidateId);
        builder.HasOne(r => r.DatasetVersion).WithMany(v => v.Items).HasForeignKey(r => r.DatasetVersionId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne(r => r.Candidate).WithMany().HasForeignKey(r => r.CandidateId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class DatasetFileMapping : IEntityTypeConfiguration<DatasetFile>
{
    public void Configure(EntityTypeBuilder<DatasetFile> builder)
    {
        builder.ToTable("DatasetFiles");
        builder.HasKey(f => new { f.DatasetVersionId, f.Name });
        builder.Property(f => f.Name).HasMaxLength(100);
        builder.Property(f => f.Path).HasMaxLength(500);
        builder.Property(f => f.Sha256).HasMaxLength(64).IsUnicode(false);
    }
}
