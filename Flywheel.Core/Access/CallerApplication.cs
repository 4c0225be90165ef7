namespace Flywheel.Core.Access;

/// <summary>What a request needs to know of a key's application.</summary>
public sealed record CallerApplication(int Id, string Name, bool TrainingConsentByDefault);
