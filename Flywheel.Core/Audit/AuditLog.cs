using System.Text.Json;
using Flywheel.Core.Data;

namespace Flywheel.Core.Audit;

/// <summary>
/// Writes the audit. An entry is part of a write of the <see cref="Database"/>: the action and its proof are stored together or
/// not at all.
/// </summary>
public sealed class AuditLog(TimeProvider clock)
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    /// <summary>Adds an entry to what the write stores last.</summary>
    /// <param name="db">The context of the write.</param>
    /// <param name="action">At most 100 characters, such as <c>key.revoke</c>.</param>
    /// <param name="subject">At most 300 characters, such as <c>key/17</c>.</param>
    /// <param name="before">Becomes JSON; never a text that a user of a product wrote.</param>
    /// <param name="after">As <paramref name="before"/>.</param>
    /// <exception cref="InvalidOperationException">The context is not of a write.</exception>
    public void Append(FlywheelDbContext db, Actor actor, string action, string subject, object? before, object? after) => AuditChain.Add(db, new()
    {
        At = clock.Now(), ActorId = actor.MemberId, ActorName = actor.Name, Action = action, Subject = subject,
        Before = ToJson(before), After = ToJson(after), From = actor.From,
    });

    /// <summary>
    /// Keeps every other audited write waiting until this one ends: an update waits for whoever updated before it to commit, and
    /// what is read after it is what that one left. To be called by what must not change between a look and the commit, such as the
    /// number of admins; everything else takes the turn at its end only.
    /// </summary>
    public static Task TakeTurnAsync(FlywheelDbContext db, CancellationToken cancellationToken) => AuditChain.TakeTurnAsync(db, cancellationToken);

    private static string? ToJson(object? value) => value is null ? null : JsonSerializer.Serialize(value, Json);
}
