using Flywheel.Core.Collect;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Flywheel.Core.Data.Mapping;

internal sealed class SignalTypeMapping : IEntityTypeConfiguration<SignalTypeDefinition>
{
    public void Configure(EntityTypeBuilder<SignalTypeDefinition> builder)
    {
        builder.ToTable("SignalTypes");
        builder.HasKey(t => t.Name);
        builder.Property(t => t.Name).HasMaxLength(SignalTypeDefinition.MaxName);
        builder.Property(t => t.Label).HasMaxLength(SignalTypeDefinition.MaxLabel);
        builder.Property(t => t.CreatedBy).HasMaxLength(200);
        builder.Ignore(t => t.HasRange);
    }
}

internal sealed class InteractionMapping : IEntityTypeConfiguration<Interaction>
{
    public void Configure(EntityTypeBuilder<Interaction> builder)
    {
        builder.ToTable("Interactions");
        builder.Property(i => i.RequestId).HasMaxLength(400);
        builder.Property(i => i.AnswerHash).HasMaxLength(32).IsFixedLength();
        builder.HasIndex(i => new { i.ApplicationId, i.RequestId, i.AnswerHash }).IsUnique();
        builder.HasOne(i => i.Application).WithMany().HasForeignKey(i => i.ApplicationId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class SignalMapping : IEntityTypeConfiguration<Signal>
{
    public void Configure(EntityTypeBuilder<Signal> builder)
    {
        builder.ToTable("Signals");
        builder.Property(s => s.Type).HasMaxLength(50);
        builder.Property(s => s.PersonHash).HasMaxLength(64).IsUnicode(false);
        foreach (var name in new[] { "SessionId", "Segment", "Experiment", "Variant", "ModelVersion" })
            builder.Property<string?>(name).HasMaxLength(400);
        // Counting an answer's signals by type reads this alone, and no texts.
        builder.HasIndex(s => new { s.InteractionId, s.Type });
        builder.HasOne(s => s.Interaction).WithMany(i => i.Signals).HasForeignKey(s => s.InteractionId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class IdempotencyMapping : IEntityTypeConfiguration<IdempotencyRecord>
{
    public void Configure(EntityTypeBuilder<IdempotencyRecord> builder)
    {
        builder.ToTable("IdempotencyRecords");
        builder.HasKey(r => new { r.ApplicationId, r.KeyHash });
        builder.Property(r => r.KeyHash).HasMaxLength(32).IsFixedLength();
        builder.Property(r => r.BodyHash).HasMaxLength(32).IsFixedLength();
        builder.HasIndex(r => r.SignalId);
    }
}

internal sealed class IntakeCountMapping : IEntityTypeConfiguration<IntakeCount>
{
    public void Configure(EntityTypeBuilder<IntakeCount> builder)
    {
        builder.ToTable("IntakeTallies");
        builder.HasKey(t => new { t.ApplicationId, t.Day });
    }
}

internal sealed class FeedCursorMapping : IEntityTypeConfiguration<FeedCursor>
{
    public void Configure(EntityTypeBuilder<FeedCursor> builder)
    {
        builder.ToTable("FeedCursors");
        builder.HasKey(c => c.Reader);
        builder.Property(c => c.Reader).HasMaxLength(50);
    }
}
