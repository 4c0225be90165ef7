namespace Flywheel.Core.Measure;

/// <summary>Says which revolution an interaction belongs to.</summary>
/// <param name="revolutions">All of them; at least one.</param>
internal sealed class RevolutionLedger(IReadOnlyCollection<Revolution> revolutions)
{
    private readonly Dictionary<string, int> _ofModel = revolutions.SelectMany(r => r.Models).ToDictionary(m => m.ModelVersion, m => m.RevolutionId);
    private readonly List<Revolution> _newestFirst = [.. revolutions.OrderByDescending(r => r.StartedAt).ThenByDescending(r => r.Id)];

    /// <summary>The one that the model version is mapped to, else the one open at the time (the first for what was before it).</summary>
    public int RevolutionOf(string? modelVersion, DateTime at) =>
        modelVersion is not null && _ofModel.TryGetValue(modelVersion, out var mapped)
            ? mapped
            : (_newestFirst.Find(r => r.StartedAt <= at) ?? _newestFirst[^1]).Id;
}
