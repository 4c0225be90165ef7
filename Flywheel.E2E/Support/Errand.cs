using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Flywheel.E2E.Support;

/// <summary>
/// A test that does what a person would do. It has an application and as many visitors as it asks for, and fails when
/// anything went wrong in a browser unseen; a failed one prints what its visitors saw, and leaves pictures
/// in TestResults.
/// </summary>
public abstract partial class Errand(Browser browser) : IAsyncLifetime
{
    private readonly List<Visitor> _visitors = [];
    private AppUnderTest? _app;

    protected AppUnderTest App => _app ??= new(WithDemo);

    /// <summary>Is the example in the database?</summary>
    protected virtual bool WithDemo => false;

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Opens a browser for somebody who is not signed in.</summary>
    protected async Task<Visitor> StrangerAsync(ColorScheme appearance = ColorScheme.Light, int width = 1280, int height = 900)
    {
        var context = await browser.NewAsync(new()
        {
            Locale = "en-GB", ColorScheme = appearance, ReducedMotion = ReducedMotion.Reduce, ViewportSize = new() { Width = width, Height = height },
        });
        var visitor = new Visitor(context, App.Url);
        _visitors.Add(visitor);
        await visitor.OpenAsync();
        return visitor;
    }

    /// <summary>Makes a person, and opens a browser in which this person is signed in.</summary>
    protected async Task<Visitor> PersonAsync(string name, string role)
    {
        await App.PersonAsync(name, role);
        var visitor = await StrangerAsync();
        await visitor.SignInAsync(name);
        return visitor;
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        var errors = _visitors.SelectMany(v => v.Errors).ToList();
        if (errors.Count > 0 || TestContext.Current.TestState?.Result == TestResult.Failed) await ReportAsync();
        foreach (var visitor in _visitors) await visitor.DisposeAsync();
        if (_app is not null) await _app.DisposeAsync();
        GC.SuppressFinalize(this);
        Assert.True(errors.Count == 0, string.Join('\n', errors));
    }

    private async Task ReportAsync()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "TestResults");
        var name = Unfit().Replace(TestContext.Current.Test?.TestDisplayName ?? GetType().Name, "-");
        for (var i = 0; i < _visitors.Count; i++)
        {
            try
            {
                TestContext.Current.TestOutputHelper?.WriteLine($"Visitor {i + 1} saw at {_visitors[i].Page.Url}:\n{await _visitors[i].TextAsync()}");
                await _visitors[i].Page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}-{i + 1}.png"), FullPage = true, Timeout = 10_000 });
            }
            catch (Exception exception) when (exception is PlaywrightException or TimeoutException)
            {
                TestContext.Current.SendDiagnosticMessage($"No picture of {name}: {exception.Message}");
            }
        }
    }

    [GeneratedRegex("[^A-Za-z0-9_.]+")]
    private static partial Regex Unfit();
}
