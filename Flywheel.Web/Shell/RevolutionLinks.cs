using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;

namespace Flywheel.Web.Shell;

/// <summary>The addresses of revolutions.</summary>
public static partial class Links
{
    public const string Revolutions = "/revolutions";

    /// <summary>The ledger of one application; null for all together.</summary>
    public static string RevolutionsOf(int? applicationId) => WithQuery(Revolutions, ("application", applicationId?.ToString(CultureInfo.InvariantCulture)));

    /// <summary>The application that an address of the ledger asks for.</summary>
    public static int? ReadRevolutions(string uri) =>
        QueryHelpers.ParseQuery(new Uri(new Uri("http://x"), uri).Query).TryGetValue("application", out var value)
        && int.TryParse(value.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
}
