using Flywheel.Core.Collect.Contract;

namespace Flywheel.Core.Measure.Revolutions;

/// <summary>A change of one revolution; null leaves a member as it is.</summary>
/// <param name="Version">The version that was read; null changes whatever stands.</param>
/// <param name="Name">1-200 characters.</param>
/// <param name="Note">At most 4,000 characters; an empty one removes the note.</param>
/// <param name="ModelVersions">All model versions of it, at most 100 of 1-200 characters; one that belonged to another revolution moves here.</param>
public sealed record RevolutionEdit(int? Version = null, string? Name = null, string? Note = null, IReadOnlyList<string>? ModelVersions = null)
{
    private const int MostModels = 100;

    /// <summary>What breaks a rule, by the fields' wire names.</summary>
    public Dictionary<string, string[]> Validate()
    {
        var errors = Revolutions.Check(("name", Name, 200), ("note", Note, 4000));
        if (Name is not null && string.IsNullOrWhiteSpace(Name)) errors["name"] = ["is required."];
        if (ModelVersions is null) return errors;
        if (ModelVersions.Count > MostModels) errors["model_versions"] = [$"must be at most {MostModels} model versions."];
        for (var i = 0; i < ModelVersions.Count; i++)
        {
            if (ErrorOf(ModelVersions[i]) is { } error) errors[$"model_versions[{i}]"] = [error];
        }

        return errors;
    }

    private static string? ErrorOf(string model) => model.Contains('\0') ? "must not contain NUL." : ClientId.Error(model);
}
