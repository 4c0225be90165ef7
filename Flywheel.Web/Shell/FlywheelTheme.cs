using System.Text;
using MudBlazor;

namespace Flywheel.Web.Shell;

/// <summary>What a colour means, for one appearance. Every text tone keeps 4.5:1 on canvas, surface and rail.</summary>
public sealed record Tones(
    string Canvas, string Surface, string Rail, string Raised, string Ink, string Muted, string Line, string Hover,
    string Accent, string OnAccent, string AccentSoft, string Approve, string Reject, string Hold, string Information,
    string Added, string Removed);

/// <summary>The look, in one place: the tones of both appearances, the components' theme, and the tones as CSS variables.</summary>
public static class FlywheelTheme
{
    private const string Sans = "system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans','Liberation Sans',sans-serif";

    /// <summary>By day.</summary>
    public static Tones Light { get; } = new(
        Canvas: "#f6f7f8", Surface: "#ffffff", Rail: "#eceef0", Raised: "#ffffff", Ink: "#1a1d21", Muted: "#565e68", Line: "#d5d9de",
        Hover: "#e9ebee", Accent: "#3a4bbd", OnAccent: "#ffffff", AccentSoft: "#e3e6f8", Approve: "#176b3a", Reject: "#b42a24",
        Hold: "#855300", Information: "#1c5ba8", Added: "#d3f0dd", Removed: "#fadcd9");

    /// <summary>By night.</summary>
    public static Tones Dark { get; } = new(
        Canvas: "#131519", Surface: "#1a1d22", Rail: "#16181c", Raised: "#22262c", Ink: "#e3e6ea", Muted: "#9ba4ae", Line: "#2f343c",
        Hover: "#252930", Accent: "#98a5ff", OnAccent: "#10131a", AccentSoft: "#272d4d", Approve: "#63cb8f", Reject: "#ff8d84",
        Hold: "#e4b465", Information: "#82b9ff", Added: "#17402a", Removed: "#4d2320");

    /// <summary>The colour-blind-safe series of Okabe and Ito, in the order charts take them.</summary>
    public static IReadOnlyList<string> Series { get; } =
        ["#0072b2", "#e69f00", "#009e73", "#d55e00", "#56b4e9", "#cc79a7", "#f0e442", "#000000"];

    /// <summary>For the component library.</summary>
    public static MudTheme Mud { get; } = new()
    {
        PaletteLight = Fill(new PaletteLight(), Light),
        PaletteDark = Fill(new PaletteDark(), Dark),
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "6px" },
        Typography = MakeTypography(),
    };

    /// <summary>The tones as CSS variables, <c>--fw-ink</c> and so on, chosen by <c>data-appearance</c> on the root element.</summary>
    public static string Css { get; } = $":root{{--fw-sans:{Sans};}}{Rule("light", Light)}{Rule("dark", Dark)}";

    private static T Fill<T>(T palette, Tones tones)
        where T : Palette
    {
        palette.Primary = palette.Secondary = palette.Tertiary = tones.Accent;
        palette.PrimaryContrastText = palette.SecondaryContrastText = palette.TertiaryContrastText = tones.OnAccent;
        (palette.Success, palette.Error, palette.Warning, palette.Info) = (tones.Approve, tones.Reject, tones.Hold, tones.Information);
        palette.SuccessContrastText = palette.ErrorContrastText = palette.WarningContrastText = palette.InfoContrastText = tones.OnAccent;
        (palette.Background, palette.BackgroundGray, palette.Surface) = (tones.Canvas, tones.Rail, tones.Surface);
        (palette.DrawerBackground, palette.AppbarBackground) = (tones.Rail, tones.Surface);
        palette.TextPrimary = palette.DrawerText = palette.AppbarText = tones.Ink;
        palette.TextSecondary = palette.ActionDefault = palette.DrawerIcon = tones.Muted;
        palette.Divider = palette.DividerLight = palette.TableLines = palette.LinesDefault = tones.Line;
        palette.LinesInputs = tones.Muted;
        palette.TableHover = palette.TableStriped = tones.Hover;
        (palette.Dark, palette.DarkContrastText) = (tones.Ink, tones.Canvas);
        return palette;
    }

    private static Typography MakeTypography()
    {
        var family = Sans.Split(',').Select(f => f.Trim('\'')).ToArray();
        return new Typography
        {
            Default = new DefaultTypography { FontFamily = family, FontSize = "0.875rem", LineHeight = "1.5", LetterSpacing = "normal" },
            Body1 = new Body1Typography { FontFamily = family, FontSize = "0.875rem", LineHeight = "1.5", LetterSpacing = "normal" },
            Body2 = new Body2Typography { FontFamily = family, FontSize = "0.875rem", LineHeight = "1.5", LetterSpacing = "normal" },
            Button = new ButtonTypography { FontFamily = family, FontSize = "0.875rem", FontWeight = "550", LineHeight = "1.5", LetterSpacing = "normal", TextTransform = "none" },
            Caption = new CaptionTypography { FontFamily = family, FontSize = "0.8125rem", LetterSpacing = "normal" },
            Subtitle1 = new Subtitle1Typography { FontFamily = family, FontSize = "0.9375rem", FontWeight = "600", LetterSpacing = "normal" },
            Subtitle2 = new Subtitle2Typography { FontFamily = family, FontSize = "0.875rem", FontWeight = "600", LetterSpacing = "normal" },
            H6 = new H6Typography { FontFamily = family, FontSize = "1rem", FontWeight = "600", LetterSpacing = "normal" },
        };
    }

    private static string Rule(string appearance, Tones tones)
    {
        var css = new StringBuilder($":root[data-appearance={appearance}]{{color-scheme:{appearance};");
        foreach (var tone in typeof(Tones).GetProperties())
        {
            if (tone.PropertyType != typeof(string)) continue;
            var name = string.Concat(tone.Name.Select((c, i) => char.IsUpper(c) && i > 0 ? $"-{char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"));
            css.Append("--fw-").Append(name).Append(':').Append((string?)tone.GetValue(tones)).Append(';');
        }

        return css.Append('}').ToString();
    }
}
