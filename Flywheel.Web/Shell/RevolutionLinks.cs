namespace Flywheel.Web.Shell;

/// <summary>The addresses of revolutions.</summary>
public static partial class Links
{
    public const string Revolutions = "/revolutions";
}
