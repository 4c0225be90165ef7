using Flywheel.Core.Collect;
using Flywheel.Core.Measure;
using Flywheel.Core.Measure.RollUps;
using Flywheel.Core.Measure.Success;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Flywheel.Core.Data.Mapping;

internal sealed class ExposureMapping : IEntityTypeConfiguration<Exposure>
{
    public void Configure(EntityTypeBuilder<Exposure> builder)
    {
        builder.ToTable("Exposures");
        builder.Property(e => e.PersonHash).HasMaxLength(64).IsUnicode(false);
        foreach (var name in new[] { "RequestId", "SessionId", "Segment", "Experiment", "Variant", "ModelVersion" })
            builder.Property<string?>(name).HasMaxLength(400);
        builder.HasIndex(e => new { e.ApplicationId, e.RequestId });
    }
}

internal sealed class OutcomeMapping : IEntityTypeConfiguration<Outcome>
{
    public void Configure(EntityTypeBuilder<Outcome> builder)
    {
        builder.ToTable("Outcomes");
        builder.Property(o => o.RequestId).HasMaxLength(400);
        builder.Property(o => o.Source).HasMaxLength(400);
        builder.HasIndex(o => new { o.ApplicationId, o.RequestId });
    }
}

internal sealed class SuccessDefinitionMapping : IEntityTypeConfiguration<SuccessDefinitionVersion>
{
    public void Configure(EntityTypeBuilder<SuccessDefinitionVersion> builder)
    {
        builder.ToTable("SuccessDefinitions");
        builder.HasKey(d => d.Number);
        builder.Property(d => d.Number).ValueGeneratedNever();
        builder.Property(d => d.CreatedBy).HasMaxLength(200);
        builder.Property(d => d.Note).HasMaxLength(2000);
    }
}

internal sealed class MeasureGenerationMapping : IEntityTypeConfiguration<MeasureGeneration>
{
    public void Configure(EntityTypeBuilder<MeasureGeneration> builder)
    {
        builder.ToTable("MeasureGenerations");
        builder.Property(g => g.Id).ValueGeneratedNever();
    }
}

internal sealed class MeasuredInteractionMapping : IEntityTypeConfiguration<MeasuredInteraction>
{
    public void Configure(EntityTypeBuilder<MeasuredInteraction> builder)
    {
        builder.ToTable("MeasuredInteractions");
        builder.Property(m => m.PersonHash).HasMaxLength(64).IsUnicode(false);
        foreach (var name in new[] { "RequestId", "SessionId", "Segment", "Experiment", "Variant", "ModelVersion" })
            builder.Property<string?>(name).HasMaxLength(400);
        builder.Ignore(m => m.Cluster);
        builder.HasIndex(m => new { m.Generation, m.ApplicationId, m.RequestId, m.InteractionId }).IsUnique();
        builder.HasIndex(m => new { m.Generation, m.OccurredAt });
        builder.HasIndex(m => new { m.Generation, m.Variant, m.OccurredAt });
        builder.HasIndex(m => new { m.Generation, m.PersonHash, m.OccurredAt });
    }
}

internal sealed class SliceMapping : IEntityTypeConfiguration<Slice>
{
    public void Configure(EntityTypeBuilder<Slice> builder)
    {
        builder.ToTable("Slices");
        builder.Property(s => s.Value).HasMaxLength(400);
        builder.HasIndex(s => new { s.ApplicationId, s.RevolutionId, s.Dimension, s.Value }).IsUnique();
    }
}

internal sealed class RollUpMapping : IEntityTypeConfiguration<RollUp>
{
    public void Configure(EntityTypeBuilder<RollUp> builder)
    {
        builder.ToTable("RollUps");
        builder.HasKey(r => new { r.Generation, r.SliceId, r.Grain, r.OffsetMinutes, r.Measure, r.Start });
        builder.Property(r => r.Measure).HasMaxLength(60).IsUnicode(false);
        // As minutes, since thousands of rows are read for one chart and SQLite keeps times as text.
        builder.Property(r => r.Start).HasConversion(start => (int)(start - DateTime.UnixEpoch).TotalMinutes, minutes => DateTime.UnixEpoch.AddMinutes(minutes));
    }
}

internal sealed class RollUpOffsetMapping : IEntityTypeConfiguration<RollUpOffset>
{
    public void Configure(EntityTypeBuilder<RollUpOffset> builder)
    {
        builder.ToTable("RollUpOffsets");
        builder.HasKey(o => new { o.Generation, o.OffsetMinutes });
    }
}

internal sealed class PersonCountMapping : IEntityTypeConfiguration<PersonCount>
{
    public void Configure(EntityTypeBuilder<PersonCount> builder)
    {
        builder.ToTable("PersonTallies");
        builder.HasKey(t => new { t.Generation, t.ApplicationId, t.Scope, t.Cluster });
        builder.Property(t => t.Scope).HasMaxLength(20).IsUnicode(false);
        builder.Property(t => t.Cluster).HasMaxLength(402);
    }
}

internal sealed class ClusterCountMapping : IEntityTypeConfiguration<ClusterCount>
{
    public void Configure(EntityTypeBuilder<ClusterCount> builder)
    {
        builder.ToTable("ClusterTallies");
        builder.HasKey(t => new { t.Generation, t.ApplicationId, t.Scope });
        builder.Property(t => t.Scope).HasMaxLength(20).IsUnicode(false);
    }
}

internal sealed class RevolutionMapping : IEntityTypeConfiguration<Revolution>
{
    public void Configure(EntityTypeBuilder<Revolution> builder)
    {
        builder.ToTable("Revolutions");
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.Name).HasMaxLength(400);
        builder.Property(r => r.Note).HasMaxLength(4000);
        builder.Property(r => r.ClosedBy).HasMaxLength(200);
        builder.Property(r => r.Version).IsConcurrencyToken();
        builder.HasIndex(r => r.Open).IsUnique();
        builder.HasMany(r => r.Models).WithOne().HasForeignKey(m => m.RevolutionId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class RevolutionModelMapping : IEntityTypeConfiguration<RevolutionModel>
{
    public void Configure(EntityTypeBuilder<RevolutionModel> builder)
    {
        builder.ToTable("RevolutionModels");
        builder.HasKey(m => m.ModelVersion);
        builder.Property(m => m.ModelVersion).HasMaxLength(400);
    }
}
