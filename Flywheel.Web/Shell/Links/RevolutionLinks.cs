using System.Globalization;

namespace Flywheel.Web.Shell.Links;

/// <summary>The addresses of revolutions.</summary>
public static partial class Links
{
    public const string Revolutions = "/revolutions";

    /// <summary>The ledger of one application; null for all together.</summary>
    public static string RevolutionsOf(int? applicationId) => WithQuery(Revolutions, ("application", applicationId?.ToString(CultureInfo.InvariantCulture)));

    /// <summary>The application that an address of the ledger asks for.</summary>
    public static int? ReadRevolutions(string uri) => ReadRevolutions(new AddressQuery(uri));

    /// <summary>What an address of the ledger asks for and does not exist.</summary>
    /// <param name="applications">The applications that the person sees, by number.</param>
    public static IReadOnlyList<UnknownFilter> UnknownInRevolutions(string uri, IEnumerable<int> applications)
    {
        var query = new AddressQuery(uri);
        if (ReadRevolutions(query) is { } id && !applications.Contains(id)) query.Note("application", id.ToString(CultureInfo.InvariantCulture), "the number of an application that you see");
        return query.Unknown;
    }

    private static int? ReadRevolutions(AddressQuery query) => query.Value<int>(
        "application", text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null, "the number of an application that you see");
}
