using System.Globalization;
using Flywheel.Web.Shell;

namespace Flywheel.Tests.Shell;

public sealed class FlywheelThemeTests
{
    public static TheoryData<string> Appearances => new("light", "dark");

    [Theory]
    [MemberData(nameof(Appearances))]
    public void Every_text_tone_can_be_read_on_every_ground(string appearance)
    {
        var tones = appearance == "light" ? FlywheelTheme.Light : FlywheelTheme.Dark;
        string[] texts = [tones.Ink, tones.Muted, tones.Accent, tones.Approve, tones.Reject, tones.Hold, tones.Information];
        string[] grounds = [tones.Canvas, tones.Surface, tones.Rail, tones.Raised];

        Assert.All(texts.SelectMany(text => grounds.Select(ground => (text, ground))), pair => Assert.True(Contrast(pair.text, pair.ground) >= 4.5, $"{pair}"));
        Assert.True(Contrast(tones.OnAccent, tones.Accent) >= 4.5);
        Assert.True(Contrast(tones.Accent, tones.AccentSoft) >= 4.5);
        Assert.True(Contrast(tones.Ink, tones.Added) >= 4.5 && Contrast(tones.Ink, tones.Removed) >= 4.5);
    }

    [Fact]
    public void The_style_sheet_gets_every_tone_of_both_appearances()
    {
        Assert.Contains("[data-appearance=dark]", FlywheelTheme.Css, StringComparison.Ordinal);
        Assert.Equal(2, FlywheelTheme.Css.Split("--fw-on-accent:").Length - 1);
    }

    /// <summary>Contrast ratio of WCAG 2.2, 1 to 21.</summary>
    private static double Contrast(string one, string other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    private static double Luminance(string hex)
    {
        double Channel(int at)
        {
            var value = int.Parse(hex.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
            return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
        }

        return (0.2126 * Channel(1)) + (0.7152 * Channel(3)) + (0.0722 * Channel(5));
    }
}
