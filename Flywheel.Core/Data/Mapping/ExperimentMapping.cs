using Flywheel.Core.Measure.Experiments;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Flywheel.Core.Data.Mapping;

internal sealed class ExperimentMapping : IEntityTypeConfiguration<Experiment>
{
    public void Configure(EntityTypeBuilder<Experiment> builder)
    {
        builder.ToTable("Experiments");
        builder.Property(e => e.Key).HasMaxLength(400);
        builder.Property(e => e.Hypothesis).HasMaxLength(4000);
        builder.Property(e => e.PrimaryMetric).HasMaxLength(60);
        builder.Property(e => e.Guardrails).HasMaxLength(4000);
        builder.Property(e => e.Reason).HasMaxLength(4000);
        builder.Property(e => e.DecidedArm).HasMaxLength(400);
        foreach (var name in new[] { "CreatedBy", "DecidedBy", "SampleRatioSeenBy" }) builder.Property<string?>(name).HasMaxLength(200);
        builder.Property(e => e.Version).IsConcurrencyToken();
        builder.HasIndex(e => e.Key).IsUnique();
        builder.HasMany(e => e.Arms).WithOne().HasForeignKey(a => a.ExperimentId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class ExperimentArmMapping : IEntityTypeConfiguration<ExperimentArm>
{
    public void Configure(EntityTypeBuilder<ExperimentArm> builder)
    {
        builder.ToTable("ExperimentArms");
        builder.HasKey(a => new { a.ExperimentId, a.Position });
        builder.Property(a => a.Name).HasMaxLength(400);
        builder.HasIndex(a => new { a.ExperimentId, a.Name }).IsUnique();
    }
}
