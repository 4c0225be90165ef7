using Flywheel.Core;

namespace Flywheel.Web.Shell;

/// <summary>The numbers beside the menu's places: what waits for this person.</summary>
public interface INavCounts
{
    /// <summary>Raised, on any thread, when the numbers may have changed.</summary>
    event Action? Changed;

    /// <summary>The count by address (<see cref="Links"/>); a place without one is left out.</summary>
    Task<IReadOnlyDictionary<string, int>> CountAsync(Actor actor, CancellationToken cancellationToken);
}

/// <summary>No numbers: what the menu shows where nothing counts.</summary>
public sealed class NoNavCounts : INavCounts
{
    event Action? INavCounts.Changed
    {
        add { }
        remove { }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<string, int>> CountAsync(Actor actor, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<string, int>>(new Dictionary<string, int>());
}
