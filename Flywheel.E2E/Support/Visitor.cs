using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Flywheel.E2E.Support;

/// <summary>
/// A person at a browser of their own. What goes wrong in it without being seen is kept: an error in the console, an error
/// that nobody handled, a request to another host, a dialog of the browser.
/// </summary>
public sealed class Visitor(IBrowserContext context, Uri url) : IAsyncDisposable
{
    /// <summary>How long anything on a page may take, milliseconds.</summary>
    public const int WaitTimeout = 60_000;
    private readonly ConcurrentQueue<string> _errors = new();
    private readonly List<string> _expected = [];

    public IBrowserContext Context => context;

    public IPage Page { get; private set; } = default!;

    /// <summary>Opens the browser's first page.</summary>
    public async Task OpenAsync()
    {
        context.SetDefaultTimeout(WaitTimeout);
        context.SetDefaultNavigationTimeout(WaitTimeout);
        context.Console += (_, message) =>
        {
            if (message.Type == "error") _errors.Enqueue($"console: {message.Text} ({message.Location})");
        };
        context.WebError += (_, error) => _errors.Enqueue($"page: {error.Error}");
        context.Dialog += OnDialog;
        context.Request += (_, request) =>
        {
            if (!IsOurs(request.Url)) _errors.Enqueue($"foreign request: {request.Url}");
        };
        Page = await context.NewPageAsync();
    }

    /// <summary>An error that belongs to the errand: a message that holds this text.</summary>
    public void Expect(string text) => _expected.Add(text);

    /// <summary>What went wrong unseen.</summary>
    public IReadOnlyList<string> Errors => [.. _errors.Where(f => !_expected.Exists(e => f.Contains(e, StringComparison.Ordinal)))];

    /// <summary>Goes to an address of the application.</summary>
    public Task<IResponse?> GoAsync(string path) => Page.GotoAsync(new Uri(url, path).ToString());

    /// <summary>Goes to an address and waits for the heading of its page.</summary>
    public async Task GoAsync(string path, string heading)
    {
        await GoAsync(path);
        await SeesHeadingAsync(heading);
    }

    /// <summary>Signs in by the form, and is at the overview then.</summary>
    public async Task SignInAsync(string name)
    {
        await GoAsync("/account/sign-in");
        await Page.GetByLabel("E-mail").FillAsync($"{name}@example.org");
        await Page.GetByLabel("Password").FillAsync(AppUnderTest.Password);
        await ClickAsync("Sign in");
        await SeesHeadingAsync("Overview");
    }

    public Task ClickAsync(string button) => Page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();

    /// <summary>
    /// The dialog that just opened, once the focus is inside: until then a key typed may still go to the page behind it.
    /// </summary>
    public async Task<ILocator> DialogAsync()
    {
        var dialog = Page.GetByRole(AriaRole.Dialog);
        await dialog.Locator(":focus").WaitForAsync(new() { State = WaitForSelectorState.Attached });
        return dialog;
    }

    /// <summary>All text that the page shows, for the report of a failure.</summary>
    public Task<string> TextAsync() => Page.Locator("body").InnerTextAsync(new() { Timeout = 10_000 });

    /// <summary>Presses a key of the page once the page knows that it counts: that reaches the browser a moment after what it shows.</summary>
    public async Task KeyAsync(string key)
    {
        await Page.Locator($"html[data-keys~='{key}']").WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await PressAsync(key.Replace("Ctrl+", "Control+", StringComparison.Ordinal));
    }

    /// <summary>Presses a key without waiting until the page listens to it.</summary>
    public Task PressAsync(string key) => Page.Keyboard.PressAsync(key);

    public Task SeesHeadingAsync(string heading) =>
        Assertions.Expect(Page.GetByRole(AriaRole.Heading, new() { Name = heading }).First).ToBeVisibleAsync(new() { Timeout = WaitTimeout });

    public Task SeesAsync(string text) => Assertions.Expect(Page.GetByText(text).First).ToBeVisibleAsync(new() { Timeout = WaitTimeout });

    public Task SeesNoneAsync(string text) => Assertions.Expect(Page.GetByText(text)).ToHaveCountAsync(0, new() { Timeout = WaitTimeout });

    public async ValueTask DisposeAsync() => await context.DisposeAsync();

    private async void OnDialog(object? sender, IDialog dialog)
    {
        _errors.Enqueue($"dialog: {dialog.Message}");
        await dialog.DismissAsync();
    }

    private bool IsOurs(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var to) && (to.Scheme is "data" or "blob" or "about" || (to.Host == url.Host && to.Port == url.Port));
}
