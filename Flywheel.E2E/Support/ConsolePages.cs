using Microsoft.Playwright;

namespace Flywheel.E2E.Support;

/// <summary>Every page of the console that somebody signed in can go to, with its heading.</summary>
internal static class ConsolePages
{
    /// <param name="item">The number of an item that is there.</param>
    public static IReadOnlyList<(string Page, string Heading)> All(long item) =>
    [
        ("/", "Overview"), ("/review", "Review"), ("/candidates", "Candidates"), ($"/candidates/{item}", $"Item {item}"),
        ("/datasets", "Datasets"), ("/datasets/freeze", "Freeze a version"), ("/datasets/1/answers/1", "answers, version 1"),
        ("/trends", "Trends"), ("/revolutions", "Revolutions"),
        ("/experiments", "Experiments"), ("/experiments/new", "Plan an experiment"), ("/experiments/reranker", "reranker"), ("/experiments/prompt", "prompt"),
        ("/policy", "Curation policy"), ("/policy/drafts/1", "Short ones wait"), ("/policy/drafts/1/backtest", "Backtest of Short ones wait"),
        ("/signal-types", "Signal types"), ("/success-definition", "Success definition"), ("/people", "People"), ("/applications", "Applications and keys"), ("/audit", "Audit"), ("/erasures", "Erasure"), ("/system", "System"),
        ("/account", "Account"), ("/account/password", "Account"), ("/account/two-factor", "Account"), ("/account/passkeys", "Account"),
        ("/account/tokens", "Account"),
    ];

    /// <summary>Waits until nothing on the page says that it is loading.</summary>
    public static Task SettleAsync(Visitor visitor) =>
        Assertions.Expect(visitor.Page.Locator(".fw-skeleton")).ToHaveCountAsync(0, new() { Timeout = 30_000 });
}
