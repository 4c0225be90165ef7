using Flywheel.Core.Access;
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
