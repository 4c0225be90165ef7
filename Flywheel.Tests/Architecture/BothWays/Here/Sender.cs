using Flywheel.Tests.Architecture.BothWays.There;

namespace Flywheel.Tests.Architecture.BothWays.Here;

/// <summary>Knows a type of the other folder that knows this one: what the test of two-way pairs must see.</summary>
internal sealed class Sender
{
    public static object Send() => new Receiver();
}
