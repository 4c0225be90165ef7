using System.Globalization;

namespace Flywheel.Web.Shell.Links;

/// <summary>The addresses of the curation policy.</summary>
public static partial class Links
{
    public const string Policy = "/policy";

    /// <summary>The editor of a draft.</summary>
    public static string PolicyDraft(int id) => string.Create(CultureInfo.InvariantCulture, $"{Policy}/drafts/{id}");

    /// <summary>The last whole backtest of a draft.</summary>
    public static string PolicyBacktest(int id) => $"{PolicyDraft(id)}/backtest";
}
