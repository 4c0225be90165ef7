#pragma warning disable CS0436 // Every project compiles this file, and the tests see the others' internals.
using Meziantou.Analyzer.Annotations;

// A whole number may stand in an interpolated string as it is: the process runs in the invariant culture.
[assembly: CultureInsensitiveType(typeof(short))]
[assembly: CultureInsensitiveType(typeof(int))]
[assembly: CultureInsensitiveType(typeof(long))]

namespace Meziantou.Analyzer.Annotations;

/// <summary>Tells the analyzer that writing a type does not depend on the culture; it goes by this name.</summary>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
internal sealed class CultureInsensitiveTypeAttribute(Type type) : Attribute
{
    /// <summary>The type.</summary>
    public Type Type { get; } = type;
}
