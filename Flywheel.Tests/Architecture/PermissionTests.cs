using Flywheel.Core;
using Mono.Cecil;

namespace Flywheel.Tests.Architecture;

/// <summary>What an actor may do is asked of the actor, as <see cref="Actor.MayManage"/> and its like: a comparison with a role forgets the roles that it does not name.</summary>
public sealed class PermissionTests
{
    /// <summary>Hold actors against the members of now, or hand out scopes by role.</summary>
    private static readonly string[] MayLookAtRoles = ["Flywheel.Core.Actor", "Flywheel.Core.Access.CurrentRights", "Flywheel.Core.Access.Keys.CredentialCache"];

    [Fact]
    public void No_service_looks_at_an_actors_role() => Assert.Empty(ReadersOfRole().Except(MayLookAtRoles));

    [Fact]
    public void A_reader_of_a_role_would_be_seen() => Assert.Contains("Flywheel.Core.Access.CurrentRights", ReadersOfRole());

    [Theory]
    [InlineData(Roles.Reviewer, true, false, false, false)]
    [InlineData(Roles.Manager, true, true, true, false)]
    [InlineData(Roles.Admin, true, true, true, true)]
    [InlineData("", false, false, false, false)]
    [InlineData("Owner", false, false, false, false)]
    [InlineData("admin", false, false, false, false)]
    public void A_role_allows(string role, bool review, bool manage, bool export, bool administer)
    {
        var actor = new Actor("m", "M", role, ApplicationAccess.All);
        Assert.Equal((review, manage, export, administer), (actor.MayReview, actor.MayManage, actor.MayExport, actor.MayAdminister));
    }

    [Fact]
    public void A_key_may_export_and_nothing_else()
    {
        var key = Actor.Key(7, 1, "shop");
        Assert.Equal((false, false, true, false, false), (key.MayReview, key.MayManage, key.MayExport, key.MayAdminister, key.IsPerson));
    }

    private static List<string> ReadersOfRole()
    {
        using var core = AssemblyDefinition.ReadAssembly(typeof(Actor).Assembly.Location);
        return [.. core.MainModule.GetTypes().SelectMany(t => t.Methods).Where(m => m.HasBody && m.Body.Instructions.Any(i => ReadsRole(i.Operand)))
            .Select(m => Outermost(m.DeclaringType).FullName).Distinct()];
    }

    private static bool ReadsRole(object? operand) => operand is MethodReference { Name: "get_Role" } method && method.DeclaringType.FullName == typeof(Actor).FullName;

    private static TypeDefinition Outermost(TypeDefinition type) => type.DeclaringType is { } outer ? Outermost(outer) : type;
}
