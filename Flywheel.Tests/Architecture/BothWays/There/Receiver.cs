using Flywheel.Tests.Architecture.BothWays.Here;

namespace Flywheel.Tests.Architecture.BothWays.There;

/// <summary>The other half of the pair; it names the first only inside a method that waits.</summary>
internal sealed class Receiver
{
    public static async Task<object> AnswerAsync()
    {
        await Task.Yield();
        return Sender.Send();
    }
}
