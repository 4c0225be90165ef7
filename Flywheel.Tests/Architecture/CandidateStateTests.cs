using Flywheel.Core;
using Flywheel.Core.Curate.Candidates;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Flywheel.Tests.Architecture;

/// <summary>
/// The compiler lets nothing but <see cref="TrainingCandidate"/> assign its state; these hold what the compiler does not see: updates by
/// the database.
/// </summary>
public sealed class CandidateStateTests
{
    private static readonly string[] Columns = [nameof(TrainingCandidate.State), nameof(TrainingCandidate.ByPolicy)];
    private static readonly string[] ColumnTypes = [typeof(CandidateState).FullName!, typeof(bool).FullName!];

    public static TheoryData<Type> Assemblies => [typeof(CoreServices), typeof(Program)];

    [Fact]
    public void The_state_has_no_public_setter() =>
        Assert.All(Columns, column => Assert.True(typeof(TrainingCandidate).GetProperty(column)!.SetMethod!.IsPrivate));

    [Fact]
    public void No_other_column_has_their_types() => Assert.Equal(
        Columns, typeof(TrainingCandidate).GetProperties().Where(p => p.SetMethod is not null && ColumnTypes.Contains(p.PropertyType.FullName)).Select(p => p.Name));

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void No_update_by_the_database_but_the_transitions_sets_the_state_of_a_candidate(Type of)
    {
        var found = Methods(of).Where(SetsTheState).Select(m => Outer(m.DeclaringType).Name).Distinct();
        Assert.Equal(of == typeof(CoreServices) ? [nameof(CandidateTransitions)] : [], found);
    }

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void No_statement_in_sql_updates_candidates(Type of) => Assert.DoesNotContain(
        Methods(of).SelectMany(Literals), t => t.Contains("Candidates", StringComparison.Ordinal) && t.Contains("UPDATE ", StringComparison.OrdinalIgnoreCase));

    /// <summary>All but those of migrations, which run once and on rows that are older than the rule.</summary>
    private static List<MethodDefinition> Methods(Type of) =>
        [.. AssemblyDefinition.ReadAssembly(of.Assembly.Location).MainModule.GetTypes().Where(t => !t.FullName.Contains(".Migrations.", StringComparison.Ordinal))
            .SelectMany(t => t.Methods).Where(m => m.HasBody)];

    /// <summary>Told by the types of the columns: a candidate has no other column of either type.</summary>
    private static bool SetsTheState(MethodDefinition method) =>
        method.Body.Instructions.Any(i => i.Operand is GenericInstanceMethod { Name: "SetProperty", DeclaringType: GenericInstanceType owner } called
            && owner.GenericArguments[0].FullName == typeof(TrainingCandidate).FullName
            && ColumnTypes.Contains(called.GenericArguments[0].FullName));

    private static IEnumerable<string> Literals(MethodDefinition method) =>
        method.Body.Instructions.Where(i => i.OpCode == OpCodes.Ldstr).Select(i => (string)i.Operand);

    private static TypeDefinition Outer(TypeDefinition type) => type.DeclaringType is { } outer ? Outer(outer) : type;
}
