namespace Flywheel.Core.Access;

/// <summary>An outcome that says no for what the actor may not do, or not to this, or not now: it is audited. Invalid values are no refusal.</summary>
public interface IRefusal;
