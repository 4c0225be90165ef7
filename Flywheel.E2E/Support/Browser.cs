using System.Diagnostics;
using Flywheel.E2E.Support;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Browser))]
// Two at a time: each has a server and a browser's process to feed.
[assembly: CollectionBehavior(MaxParallelThreads = 2)]

namespace Flywheel.E2E.Support;

/// <summary>
/// One browser for the whole run: the one that <c>FLYWHEEL_BROWSER</c> names, an installed Chrome or Chromium, or
/// Playwright's own. Where there is none, it gets one.
/// </summary>
public sealed class Browser : IAsyncLifetime
{
    private static readonly string[] Flags =
    [
        "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run", "--disable-dev-shm-usage",
    ];

    private static readonly string[] Installed =
    [
        "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/usr/bin/google-chrome-stable", "/snap/bin/chromium",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium",
        @"C:\Program Files\Google\Chrome\Application\chrome.exe", @"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
        @"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
    ];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    private static bool IsRoot => OperatingSystem.IsLinux() && Environment.UserName == "root";

    /// <summary>A fresh profile: no cookies, nothing stored.</summary>
    public Task<IBrowserContext> NewAsync(BrowserNewContextOptions options) => _browser!.NewContextAsync(options);

    public async ValueTask InitializeAsync()
    {
        // A slow machine is no fault: what is expected may take as long as what is clicked.
        Assertions.SetDefaultExpectTimeout(Visitor.WaitTimeout);
        _playwright = await Playwright.CreateAsync();
        var path = Find(_playwright);
        if (path is null)
        {
            await Task.Run(Get);
            path = Find(_playwright);
        }

        Assert.True(path is not null, "The browser tests need a browser, and none could be installed. Install Chrome or Chromium "
            + "(Debian and Ubuntu: apt-get install chromium), or let FLYWHEEL_BROWSER name the executable of one.");
        string[] flags = IsRoot ? [.. Flags, "--no-sandbox"] : Flags;
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = path, Args = flags });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
    }

    private static string? Find(IPlaywright playwright)
    {
        var named = Environment.GetEnvironmentVariable("FLYWHEEL_BROWSER");
        if (string.IsNullOrWhiteSpace(named)) return Installed.Append(playwright.Chromium.ExecutablePath).FirstOrDefault(File.Exists);
        Assert.True(File.Exists(named), $"FLYWHEEL_BROWSER names {named}, and there is no such file.");
        return named;
    }

    private static void Get()
    {
        if (Microsoft.Playwright.Program.Main(["install", "chromium"]) == 0) return;
        if (IsRoot && File.Exists("/usr/bin/apt-get")) _ = Run("apt-get", "update", "-qq") && Run("apt-get", "install", "-y", "-qq", "chromium");
    }

    private static bool Run(string command, params string[] arguments)
    {
        var start = new ProcessStartInfo(command, arguments) { Environment = { ["DEBIAN_FRONTEND"] = "noninteractive" } };
        using var process = Process.Start(start)!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
