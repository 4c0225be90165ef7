using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Flywheel.Tests.Architecture;

/// <summary>One type that names another one in another namespace.</summary>
internal sealed record Knowledge(string FromNamespace, string FromType, string ToNamespace, string ToType)
{
    public override string ToString() => $"{FromType} -> {ToType}";
}

/// <summary>
/// Which namespaces of an assembly know which, read from its compiled code: base types, members, signatures, attributes and what methods
/// call. As a namespace is a folder, this says which folders know which. Constants leave no trace in compiled code.
/// </summary>
internal sealed class FolderGraph
{
    private readonly HashSet<Knowledge> _all = [];

    private FolderGraph(AssemblyDefinition assembly, string root)
    {
        foreach (var type in assembly.MainModule.GetTypes().Where(t => IsUnder(Outer(t).Namespace, root)))
            foreach (var named in NamesOf(type)) Add(Outer(type), named, root);
    }

    /// <summary>The graph of all types under a namespace.</summary>
    public static FolderGraph Of(System.Reflection.Assembly assembly, string root)
    {
        using var read = AssemblyDefinition.ReadAssembly(assembly.Location);
        return new(read, root);
    }

    public IReadOnlyCollection<Knowledge> All => _all;

    /// <summary>What types in one folder know of another one. A folder counts with those inside it.</summary>
    public IEnumerable<Knowledge> Between(string from, string to) => _all.Where(k => IsUnder(k.FromNamespace, from) && IsUnder(k.ToNamespace, to));

    /// <summary>The pairs of folders that know each other, with three examples for each direction.</summary>
    /// <param name="folderOf">The folder that a namespace counts for; null where it is left out.</param>
    public IReadOnlyList<string> TwoWayPairs(Func<string, string?> folderOf)
    {
        var edges = _all.Select(k => (From: folderOf(k.FromNamespace), To: folderOf(k.ToNamespace), Knowledge: k))
            .Where(e => e.From is not null && e.To is not null && e.From != e.To)
            .ToLookup(e => (e.From!, e.To!), e => e.Knowledge);
        return [.. edges.Select(e => e.Key).Where(k => string.CompareOrdinal(k.Item1, k.Item2) < 0 && edges.Contains((k.Item2, k.Item1)))
            .Select(k => $"{k.Item1} <-> {k.Item2}: {Examples(edges[k])} | {Examples(edges[(k.Item2, k.Item1)])}").Order(StringComparer.Ordinal)];
    }

    public static bool IsUnder(string name, string root) => name == root || name.StartsWith(root + ".", StringComparison.Ordinal);

    private static string Examples(IEnumerable<Knowledge> edges) => string.Join(", ", edges.Select(e => e.ToString()).Distinct().Take(3));

    private void Add(TypeDefinition from, TypeReference? named, string root)
    {
        switch (named)
        {
            case null or GenericParameter:
                return;
            case GenericInstanceType generic:
                foreach (var argument in generic.GenericArguments) Add(from, argument, root);
                Add(from, generic.ElementType, root);
                return;
            case TypeSpecification wrapped:
                Add(from, wrapped.ElementType, root);
                return;
        }

        while (named.DeclaringType is { } outer) named = outer;
        if (named.Namespace != from.Namespace && IsUnder(named.Namespace, root)) _all.Add(new(from.Namespace, from.Name, named.Namespace, named.Name));
    }

    private static TypeDefinition Outer(TypeDefinition type) => type.DeclaringType is { } outer ? Outer(outer) : type;

    private static IEnumerable<TypeReference?> NamesOf(TypeDefinition type) =>
    [
        type.BaseType,
        .. type.Interfaces.Select(i => i.InterfaceType),
        .. type.GenericParameters.SelectMany(p => p.Constraints).Select(c => c.ConstraintType),
        .. type.Fields.Select(f => f.FieldType),
        .. Attributes(type.CustomAttributes),
        .. type.Fields.SelectMany(f => Attributes(f.CustomAttributes)),
        .. type.Properties.SelectMany(p => Attributes(p.CustomAttributes)),
        .. type.Methods.SelectMany(NamesOf),
    ];

    private static IEnumerable<TypeReference?> NamesOf(MethodDefinition method)
    {
        IEnumerable<TypeReference?> signature =
        [
            method.ReturnType,
            .. method.Parameters.Select(p => p.ParameterType),
            .. method.GenericParameters.SelectMany(p => p.Constraints).Select(c => c.ConstraintType),
            .. Attributes(method.CustomAttributes),
        ];
        return method.HasBody ? signature.Concat(NamesOf(method.Body)) : signature;
    }

    private static IEnumerable<TypeReference?> NamesOf(MethodBody body) =>
    [
        .. body.Variables.Select(v => v.VariableType),
        .. body.ExceptionHandlers.Select(h => h.CatchType),
        .. body.Instructions.SelectMany(i => NamesOf(i.Operand)),
    ];

    private static IEnumerable<TypeReference?> NamesOf(object? operand) => operand switch
    {
        TypeReference type => [type],
        FieldReference field => [field.DeclaringType, field.FieldType],
        GenericInstanceMethod method => [.. method.GenericArguments, .. NamesOf(method.ElementMethod)],
        MethodReference method => [method.DeclaringType, method.ReturnType, .. method.Parameters.Select(p => p.ParameterType)],
        _ => [],
    };

    private static IEnumerable<TypeReference?> Attributes(IEnumerable<CustomAttribute> attributes) =>
        attributes.SelectMany(a => a.ConstructorArguments.Select(v => v.Value).OfType<TypeReference>().Prepend(a.AttributeType));
}
