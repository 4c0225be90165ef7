using Flywheel.Core;
using Flywheel.Core.Access;
using Flywheel.Core.Collect;
using Flywheel.Core.Collect.Contract;
using Flywheel.Core.Collect.Intake;
using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Curate.Curation;
using Flywheel.Core.Data;

namespace Flywheel.Tests.Support.Fixtures;

/// <summary>Puts signals into a database as the intake would, and people who review them.</summary>
public static class SignalFixture
{
    /// <summary>Makes the application that the others use; its id is 1.</summary>
    public static Task ApplicationAsync(this TestDatabase database, string name = "shop") =>
        database.StoreAsync(new Application { Name = name, CreatedAt = database.Time.GetUtcNow().UtcDateTime });

    /// <summary>Stores signals in this order through the provider's own store.</summary>
    public static void Send(this TestDatabase database, params FeedbackItem[] items)
    {
        var now = database.Time.GetUtcNow().UtcDateTime;
        var pseudonyms = database.Get<Pseudonyms>();
        database.Get<ISignalStore>().Write([.. items.Select(i => PreparedSignal.From(i, 1, true, pseudonyms, now))]);
    }

    /// <summary>Sends and curates.</summary>
    public static async Task CurateAsync(this TestDatabase database, params FeedbackItem[] items)
    {
        database.Send(items);
        await database.Get<Curator>().CatchUpAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>A correction of the request's answer.</summary>
    public static FeedbackItem Edit(string request, string correction, string answer = "The fee is five euros a month.", string? query = null, string? user = null,
        string? segment = null, bool? consent = null) => new()
    {
        RequestId = request, SignalType = SignalType.Edit, UserQuery = query ?? $"How high is the fee of plan {request}?", AiResponse = answer,
        UserCorrection = correction, UserId = user, Segment = segment, TrainingConsent = consent,
    };

    /// <summary>Another signal on the same answer as <see cref="Edit"/>'s default.</summary>
    public static FeedbackItem Signal(string request, string type, string answer = "The fee is five euros a month.", string? user = null,
        string? segment = null, bool? consent = null) => new()
    {
        RequestId = request, SignalType = type, UserQuery = $"How high is the fee of plan {request}?", AiResponse = answer, UserId = user,
        Segment = segment, TrainingConsent = consent,
    };

    /// <summary>Adds a person with a role.</summary>
    public static async Task<Actor> PersonAsync(this TestDatabase database, string name, string role = Roles.Reviewer)
    {
        await database.StoreAsync(new Member { Id = name, UserName = name, DisplayName = name });
        await database.GrantAsync(name, role);
        return new(name, name, role, ApplicationAccess.All);
    }

    /// <summary>All candidates by id.</summary>
    public static List<TrainingCandidate> Candidates(this TestDatabase database)
    {
        using var db = database.Open();
        return [.. db.Candidates.OrderBy(c => c.Id)];
    }
}
