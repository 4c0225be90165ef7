using Flywheel.Core.Operations.Erasure;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Flywheel.Core.Data.Mapping;

internal sealed class ErasureMapping : IEntityTypeConfiguration<ErasureJob>
{
    public void Configure(EntityTypeBuilder<ErasureJob> builder)
    {
        builder.ToTable("Erasures");
        builder.Property(j => j.Id).ValueGeneratedNever();
        builder.Property(j => j.Target).HasMaxLength(400);
        builder.Property(j => j.TargetHash).HasMaxLength(64).IsUnicode(false);
        builder.Property(j => j.RequestedBy).HasMaxLength(200);
        builder.Property(j => j.Version).IsConcurrencyToken();
        builder.HasIndex(j => j.CompletedAt);
        builder.HasOne(j => j.Application).WithMany().HasForeignKey(j => j.ApplicationId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class SettledErasureMapping : IEntityTypeConfiguration<SettledErasure>
{
    public void Configure(EntityTypeBuilder<SettledErasure> builder)
    {
        builder.ToTable("SettledErasures");
        builder.Property(s => s.Id).ValueGeneratedNever();
    }
}
