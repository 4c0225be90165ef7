namespace Flywheel.Core.Curate.Exports;

/// <summary>Why a format cannot hold a row's conversation. Such a row is left out of the format's files and named in the manifest.</summary>
public enum LeftOutReason
{
    /// <summary>A turn has a role that trainers do not know or do not take without its call, such as <c>tool</c>.</summary>
    UnknownRole = 0,

    /// <summary>The assistant speaks first, and the format begins with the user.</summary>
    BeginsWithAssistant = 1,
}
