using System.Buffers;

namespace Flywheel.Core.Curate.Validation.PersonalData;

/// <summary>
/// Tells whether four numbers with dots are the version of something or the number of a section: by the nearest word before
/// them that speaks of versions or of networks, in the same line, or by a word right behind them.
/// </summary>
internal static class VersionContext
{
    private const int ReachBefore = 48;
    private const int ReachAfter = 20;

    private static readonly string[] Versions =
    [
        "version", "versión", "versione", "versão", "versie", "wersj", "verze", "версі", "верси", "sürüm", "バージョン", "版本", "버전", "版",
        "ver.", "vers.", "release", "firmware", "прошив", "固件", "ファームウェア", "펌웨어", "build", "section", "abschnitt", "sección", "sezione",
        "seção", "chapter", "kapitel", "chapitre", "clause", "§",
    ];

    /// <summary>Words of software and of documents: an address of a private network beside them is still an address.</summary>
    private static readonly string[] Products =
    [
        "driver", "treiber", "pilote", "драйвер", "sdk", "patch", "hotfix", "bugfix", "changelog", "revision", "rev.", "kernel", "nuget", "npm", "assembly", "dll", "package", "paket",
        "plugin", "plug-in", "addon", "add-on", "runtime", "framework", "library", "bibliothek", "installer", "setup", "software", "app ",
        "chrome", "firefox", "safari", "android", "ios ", "macos", "windows", "office ", "java ", "openssl", "bios", "uefi", "upgrade",
        "updated to", "update to", "updated from", "update from", "aktualisier", "actualiz", "mise à jour", "aggiorna", "обнов", "更新", "アップデート", "업데이트",
        "downgrade", "rolled back to", "appendix", "paragraph", "figure", "table ", "article", "item ", "step ", "api ",
    ];

    private static readonly string[] Networks =
    [
        "ip", "address", "adress", "dirección", "indirizzo", "endereço", "adres", "адрес", "地址", "アドレス", "주소", "host", "server", "сервер",
        "ping", "gateway", "router", "subnet", "network", "netz", "dns", "ssh", "http", "ftp", "vpn", "proxy", "login", "logged in",
        "connect", "port ", "client", "visitor", "block", "banned", "firewall", "remote", "localhost", "traceroute", "whois",
    ];

    private static readonly string[] Between = ["to", "and", "or", "bis", "und", "auf", "à", "a", "et", "y", "e", "i", "из", "до", "и", "->", "→", "-", ",", "/", "&"];

    private static readonly SearchValues<string> VersionWords = SearchValues.Create(Versions, StringComparison.OrdinalIgnoreCase);
    private static readonly SearchValues<string> ProductWords =
        SearchValues.Create([.. Versions, .. Products], StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<string> NetworkWords = SearchValues.Create(Networks, StringComparison.OrdinalIgnoreCase);
    private static readonly SearchValues<string> VersionAfter =
        SearchValues.Create(["release", "firmware", "version", "build", "update", "patch", "driver", "upgrade"], StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the number at <paramref name="start"/> is a version. <paramref name="previous"/>: the one before it, and whether that was one.</summary>
    public static bool IsVersion(string text, int start, int end, (int End, bool IsVersion) previous)
    {
        var from = Math.Max(start - ReachBefore, previous.End);
        var before = text.AsSpan(from, start - from);
        if (from > 0 && from == previous.End && IsBetween(before)) return previous.IsVersion;
        if (before.LastIndexOf('\n') is var line and >= 0) before = before[(line + 1)..];
        if (EndsWithShort(before)) return true;
        var (version, network) = (LastOf(before, IsPrivate(text.AsSpan(start, end - start)) ? VersionWords : ProductWords), LastOf(before, NetworkWords));
        if (version != network) return version > network;
        var after = text.AsSpan(end, Math.Min(ReachAfter, text.Length - end));
        return after.Length > 1 && after[0] is ' ' or '-' && after[1..].IndexOfAny(VersionAfter) == 0;
    }

    // RFC 1918, RFC 6890: private, loopback and link-local.
    private static bool IsPrivate(ReadOnlySpan<char> address) => address.StartsWith("10.") || address.StartsWith("127.")
        || address.StartsWith("192.168.") || address.StartsWith("169.254.") || (address.StartsWith("172.") && address[4..6] is ['1', >= '6'] or ['2', _] or "30" or "31");

    private static bool IsBetween(ReadOnlySpan<char> between)
    {
        between = between.Trim(" ,()");
        foreach (var word in Between)
        {
            if (between.Equals(word, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return between.IsEmpty;
    }

    // "v 1.2.3.4" and "ver 1.2.3.4": too short to be looked for further away.
    private static bool EndsWithShort(ReadOnlySpan<char> before)
    {
        before = before.TrimEnd(" :=");
        var word = before[(before.LastIndexOfAnyExcept(SmallLetters) + 1)..];
        return word is "v" or "V" or "ver" or "Ver" or "rev" or "Rev";
    }

    private static readonly SearchValues<char> SmallLetters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    private static int LastOf(ReadOnlySpan<char> text, SearchValues<string> words)
    {
        var last = -1;
        for (var i = 0; i < text.Length;)
        {
            var at = text[i..].IndexOfAny(words);
            if (at < 0) return last;
            i += at;
            // Words that run on from another letter, as in "ship", are none of these.
            if (i == 0 || !WordLetters.Joins(text[i - 1])) last = i;
            i++;
        }

        return last;
    }
}
