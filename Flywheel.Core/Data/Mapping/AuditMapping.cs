using Flywheel.Core.Access;
using Flywheel.Core.Audit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Flywheel.Core.Data.Mapping;

internal sealed class AuditMapping : IEntityTypeConfiguration<AuditEntry>
{
    public void Configure(EntityTypeBuilder<AuditEntry> builder)
    {
        builder.ToTable("Audit");
        builder.Property(e => e.ActorId).HasMaxLength(450);
        builder.Property(e => e.ActorName).HasMaxLength(200);
        builder.Property(e => e.Action).HasMaxLength(100);
        builder.Property(e => e.Subject).HasMaxLength(300);
        builder.Property(e => e.From).HasMaxLength(100);
        builder.Property(e => e.PreviousHash).HasMaxLength(32).IsFixedLength();
        builder.Property(e => e.Hash).HasMaxLength(32).IsFixedLength();
        builder.HasIndex(e => e.PreviousHash).IsUnique();
        builder.HasIndex(e => e.Subject);
    }
}

internal sealed class AuditTurnMapping : IEntityTypeConfiguration<AuditTurn>
{
    public void Configure(EntityTypeBuilder<AuditTurn> builder)
    {
        builder.ToTable("AuditTurns");
        builder.Property(t => t.Id).ValueGeneratedNever();
    }
}
