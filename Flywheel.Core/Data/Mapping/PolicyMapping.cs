using Flywheel.Core.Curate.Policies;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Flywheel.Core.Data.Mapping;

internal sealed class CurationPolicyMapping : IEntityTypeConfiguration<CurationPolicyVersion>
{
    public void Configure(EntityTypeBuilder<CurationPolicyVersion> builder)
    {
        builder.ToTable("CurationPolicies");
        builder.HasKey(p => p.Number);
        builder.Property(p => p.Number).ValueGeneratedNever();
        builder.Property(p => p.CreatedBy).HasMaxLength(200);
        builder.Property(p => p.ApprovedBy).HasMaxLength(200);
        builder.Property(p => p.Note).HasMaxLength(2000);
    }
}

internal sealed class PolicyDraftMapping : IEntityTypeConfiguration<PolicyDraft>
{
    public void Configure(EntityTypeBuilder<PolicyDraft> builder)
    {
        builder.ToTable("PolicyDrafts");
        builder.Property(d => d.Name).HasMaxLength(100);
        builder.Property(d => d.Note).HasMaxLength(2000);
        builder.Property(d => d.AuthorId).HasMaxLength(450);
        builder.Property(d => d.AuthorName).HasMaxLength(200);
        builder.Property(d => d.ApprovedById).HasMaxLength(450);
        builder.Property(d => d.ApprovedByName).HasMaxLength(200);
        builder.Property(d => d.Version).IsConcurrencyToken();
        builder.HasIndex(d => d.State);
    }
}
