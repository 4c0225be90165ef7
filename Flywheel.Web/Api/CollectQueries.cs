using Flywheel.Core.Collect;

namespace Flywheel.Web.Api;

/// <summary>The reading routes of Collect.</summary>
internal static class CollectQueries
{
    public static Task<IResult> InteractionAsync(string request_id) => Task.FromResult(Problems.NotFound("interaction " + request_id));

    public static Task<IResult> StatusAsync(SignalFeed feed) => Task.FromResult(Results.Json(new { feed = feed.NextWake.IsCompleted }));
}
