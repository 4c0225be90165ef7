using System.Runtime.CompilerServices;
using Flywheel.Core;

namespace Flywheel.Tests.Support;

/// <summary>The tests run in the culture that the product runs in, independent of the locale of the machine.</summary>
internal static class InvariantProcess
{
    [ModuleInitializer]
    internal static void Use() => ProcessCulture.UseInvariant();
}
