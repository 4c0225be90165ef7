using Flywheel.Core;
using Flywheel.Core.Curate.Exports;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Flywheel.Tests.Architecture;

/// <summary>What an export format is called stands in the format alone.</summary>
public sealed class FormatNameTests
{
    private const string Exports = "Flywheel.Core.Curate.Exports";

    /// <summary>Where one of the words means something else: the endings of file names, which are no e-mail addresses.</summary>
    private static readonly string[] OtherMeanings = ["EmailAddresses: csv"];

    [Fact]
    public void No_code_outside_the_exports_names_a_format()
    {
        var names = ExportFormats.BuiltIn.SelectMany(f => new[] { f.Name, f.Label }).ToHashSet();
        var found = new[] { typeof(CoreServices), typeof(Program) }.SelectMany(Literals).Where(l => !FolderGraph.IsUnder(l.Type.Namespace, Exports) && names.Contains(l.Text));
        Assert.Equal(OtherMeanings, found.Select(l => $"{l.Type.Name}: {l.Text}").Distinct());
    }

    [Fact]
    public void The_formats_themselves_would_be_seen() =>
        Assert.Contains(Literals(typeof(CoreServices)), l => l.Type.Namespace == Exports && l.Text == ExportFormats.BuiltIn[0].Name);

    private static List<(TypeDefinition Type, string Text)> Literals(Type of)
    {
        using var assembly = AssemblyDefinition.ReadAssembly(of.Assembly.Location);
        return [.. assembly.MainModule.GetTypes().SelectMany(t => t.Methods).Where(m => m.HasBody)
            .SelectMany(m => m.Body.Instructions.Where(i => i.OpCode == OpCodes.Ldstr).Select(i => (Outer(m.DeclaringType), (string)i.Operand)))];
    }

    private static TypeDefinition Outer(TypeDefinition type) => type.DeclaringType is { } outer ? Outer(outer) : type;
}
