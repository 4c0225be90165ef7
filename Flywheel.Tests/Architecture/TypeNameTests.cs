using System.Reflection;
using System.Runtime.CompilerServices;
using Flywheel.Core;

namespace Flywheel.Tests.Architecture;

/// <summary>A name says one thing: a reader who searches for it finds one type.</summary>
public sealed class TypeNameTests
{
    [Fact]
    public void No_two_types_have_one_name() => Assert.Empty(
        new[] { typeof(CoreServices).Assembly, typeof(Program).Assembly }.SelectMany(Named).GroupBy(t => t.Name)
            .Where(g => g.Select(t => t.Namespace).Distinct().Count() > 1).Select(g => string.Join(" and ", g.Select(t => t.FullName))));

    /// <summary>Types that people named. Nested ones are told apart by the type that they stand in; migrations stand twice, one for each database.</summary>
    private static IEnumerable<Type> Named(Assembly assembly) => assembly.GetTypes().Where(t =>
        !t.IsNested && t.Namespace?.StartsWith("Flywheel", StringComparison.Ordinal) == true && !t.Namespace.Contains(".Migrations.", StringComparison.Ordinal)
        && !t.IsDefined(typeof(CompilerGeneratedAttribute), false) && t.Name != "_Imports");
}
