using System.Globalization;
using System.Text;
using QRCoder;

namespace Flywheel.Web.Identity;

/// <summary>An authenticator app's key as people and apps read it.</summary>
public static class AuthenticatorLink
{
    /// <summary>The address that authenticator apps understand (the de-facto otpauth form; SHA-1, six digits, 30 seconds).</summary>
    public static string Uri(string account, string key) =>
        $"otpauth://totp/Flywheel:{System.Uri.EscapeDataString(account)}?secret={key}&issuer=Flywheel&digits=6";

    /// <summary>The key in groups of four, to be typed.</summary>
    public static string Grouped(string key) => string.Join(' ', key.Chunk(4).Select(c => new string(c))).ToLowerInvariant();

    /// <summary>The address as a QR code: one SVG path, dark on transparent.</summary>
    public static string Svg(string uri)
    {
        using var data = QRCodeGenerator.GenerateQrCode(uri, QRCodeGenerator.ECCLevel.M);
        var rows = data.ModuleMatrix;
        var path = new StringBuilder();
        for (var y = 0; y < rows.Count; y++)
        {
            for (var x = 0; x < rows[y].Length; x++)
                if (rows[y][x]) path.Append(CultureInfo.InvariantCulture, $"M{x} {y}h1v1h-1z");
        }

        return $"<svg viewBox=\"0 0 {rows.Count} {rows.Count}\" shape-rendering=\"crispEdges\" aria-hidden=\"true\"><path d=\"{path}\" fill=\"#000\"/></svg>";
    }
}
