using System.Text.RegularExpressions;
using Flywheel.Web.Shell.Links;
using Microsoft.AspNetCore.Mvc.Testing;

namespace Flywheel.Tests.Support.Hosts;

/// <summary>A person's browser without scripts: keeps cookies, asks for pages, sends their forms.</summary>
internal sealed partial class Browser : IDisposable
{
    private readonly HttpClient _client;

    public Browser(WebApplicationFactory<Program> host)
    {
        _client = host.CreateClient(new() { AllowAutoRedirect = false, HandleCookies = true });
        _client.DefaultRequestHeaders.Accept.ParseAdd("text/html");
    }

    public Task<HttpResponseMessage> GetAsync(string path) => _client.GetAsync(path);

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) => _client.SendAsync(request);

    /// <summary>A post without any form behind it.</summary>
    public Task<HttpResponseMessage> PostAsync(string path) => _client.PostAsync(path, new FormUrlEncodedContent([]));

    /// <summary>Reads the page, and sends its first form with these values to the address.</summary>
    public async Task<HttpResponseMessage> PostFormAsync(string page, string to, params (string Name, string Value)[] values)
    {
        var html = await _client.GetStringAsync(page);
        var fields = values.ToDictionary(v => v.Name, v => v.Value);
        fields["__RequestVerificationToken"] = Token().Match(html).Groups[1].Value;
        fields["_handler"] = Handler().Match(html).Groups[1].Value;
        return await _client.PostAsync(to, new FormUrlEncodedContent(fields));
    }

    public Task<HttpResponseMessage> SignInAsync(string email, string password) =>
        PostFormAsync(Links.SignInPage, Links.SignInPage, ("Email", email), ("Password", password));

    /// <summary>What the page says went wrong; null when nothing did.</summary>
    public static async Task<string?> ErrorAsync(HttpResponseMessage answer) =>
        Error().Match(await answer.Content.ReadAsStringAsync()) is { Success: true } match ? match.Groups[1].Value : null;

    public void Dispose() => _client.Dispose();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();

    [GeneratedRegex("name=\"_handler\" value=\"([^\"]+)\"")]
    private static partial Regex Handler();

    [GeneratedRegex("is-error\" role=\"alert\">\\s*<p>([^<]+)</p>")]
    private static partial Regex Error();
}
