using Flywheel.Core.Access;
using Flywheel.Core.Audit;
using Flywheel.Core.Curate.Policies;
using Flywheel.Core.Operations.Erasure;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Flywheel.Core.Data.Mapping;

internal sealed class ApplicationMapping : IEntityTypeConfiguration<Application>
{
    public void Configure(EntityTypeBuilder<Application> builder)
    {
        builder.ToTable("Applications");
        builder.Property(a => a.Name).HasMaxLength(100);
        builder.HasIndex(a => a.Name).IsUnique();
    }
}

internal sealed class ApiKeyMapping : IEntityTypeConfiguration<ApiKey>
{
    public void Configure(EntityTypeBuilder<ApiKey> builder)
    {
        builder.ToTable("ApiKeys");
        builder.Property(k => k.Name).HasMaxLength(100);
        builder.Property(k => k.Prefix).HasMaxLength(20);
        builder.Property(k => k.Hash).HasMaxLength(32).IsFixedLength();
        builder.HasIndex(k => k.Hash).IsUnique();
        builder.HasOne(k => k.Application).WithMany(a => a.Keys).HasForeignKey(k => k.ApplicationId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class PersonalTokenMapping : IEntityTypeConfiguration<PersonalToken>
{
    public void Configure(EntityTypeBuilder<PersonalToken> builder)
    {
        builder.ToTable("PersonalTokens");
        builder.Property(t => t.Name).HasMaxLength(100);
        builder.Property(t => t.Prefix).HasMaxLength(20);
        builder.Property(t => t.Hash).HasMaxLength(32).IsFixedLength();
        builder.HasIndex(t => t.Hash).IsUnique();
        builder.HasOne(t => t.Member).WithMany().HasForeignKey(t => t.MemberId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class MemberMapping : IEntityTypeConfiguration<Member>
{
    public void Configure(EntityTypeBuilder<Member> builder) => builder.Property(m => m.DisplayName).HasMaxLength(100);
}

internal sealed class MemberApplicationMapping : IEntityTypeConfiguration<MemberApplication>
{
    public void Configure(EntityTypeBuilder<MemberApplication> builder)
    {
        builder.ToTable("MemberApplications");
        builder.HasKey(m => new { m.MemberId, m.ApplicationId });
        builder.HasOne<Member>().WithMany().HasForeignKey(m => m.MemberId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Application>().WithMany().HasForeignKey(m => m.ApplicationId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class FirstAdministratorLinkMapping : IEntityTypeConfiguration<FirstAdministratorLink>
{
    public void Configure(EntityTypeBuilder<FirstAdministratorLink> builder)
    {
        builder.ToTable("FirstAdministratorLinks");
        builder.Property(l => l.Id).ValueGeneratedNever();
        builder.Property(l => l.TokenHash).HasMaxLength(32).IsFixedLength();
    }
}

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

internal sealed class AuditTurnMapping : IEntityTypeConfiguration<AuditTurn>
{
    public void Configure(EntityTypeBuilder<AuditTurn> builder)
    {
        builder.ToTable("AuditTurns");
        builder.Property(t => t.Id).ValueGeneratedNever();
    }
}
