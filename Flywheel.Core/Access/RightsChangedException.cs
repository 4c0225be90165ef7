namespace Flywheel.Core.Access;

/// <summary>The actor's role, applications or admission were taken away since the sign-in or token was read; nothing was done.</summary>
public sealed class RightsChangedException() : UnauthorizedAccessException("What you may do has changed. Nothing was done: load the page again, or sign in again.");
