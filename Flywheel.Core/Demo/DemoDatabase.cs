using System.Security.Cryptography;
using Flywheel.Core.Access;
using Flywheel.Core.Access.Keys;
using Flywheel.Core.Audit;
using Flywheel.Core.Collect.Intake;
using Flywheel.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Demo;

/// <summary>What a database is to the example.</summary>
public enum DemoState
{
    /// <summary>Nothing in it: it may be filled.</summary>
    Empty,

    /// <summary>The example is in it already.</summary>
    Filled,

    /// <summary>It holds something else, which the example must not be mixed with.</summary>
    Other,
}

/// <summary>One of the example's people, with the password that is told only now.</summary>
public sealed record DemoPerson(string Email, string Role, string Password);

/// <summary>What was made.</summary>
/// <param name="Key">A key of the example's application, told only now.</param>
public sealed record DemoFilled(IReadOnlyList<DemoPerson> People, string Key, int Signals);

/// <summary>A small believable support assistant with sixty days of use and ten days of signals, for whoever looks at Flywheel for the first time.</summary>
public sealed class DemoDatabase(
    Database database, AuditLog audit, NewMembers members, ApplicationKeys keys,
    FeedbackIntake intake, UsageIntake usage, TimeProvider clock)
{
    /// <summary>The example's application; a database that has it is the example's.</summary>
    public const string ApplicationName = "Tidepool support (demo)";

    private const string PasswordAlphabet = "abcdefghjkmnpqrstuvwxyz23456789";
    private static readonly (string Email, string Name, string Role)[] People =
    [
        ("admin@tidepool.example", "Ada Admin", Roles.Admin),
        ("manager@tidepool.example", "Max Manager", Roles.Manager),
        ("reviewer@tidepool.example", "Rita Reviewer", Roles.Reviewer),
    ];

    /// <summary>May the database be filled?</summary>
    public async Task<DemoState> LookAsync(CancellationToken cancellationToken = default)
    {
        await using var db = await database.ReadAsync(cancellationToken);
        if (await db.Applications.AnyAsync(a => a.Name == ApplicationName, cancellationToken)) return DemoState.Filled;
        return await db.Applications.AnyAsync(cancellationToken) || await db.Users.AnyAsync(cancellationToken) ? DemoState.Other : DemoState.Empty;
    }

    /// <summary>
    /// Fills an empty database: three people, an application with a key, its revolutions, and its use and signals through the
    /// real intake, whose writers must be running. Null where the database is not empty.
    /// </summary>
    /// <exception cref="InvalidOperationException">The intake did not take the signals.</exception>
    public async Task<DemoFilled?> FillAsync(CancellationToken cancellationToken = default)
    {
        if (await LookAsync(cancellationToken) != DemoState.Empty) return null;
        // The application last of all but its signals: it marks the database as the example's.
        var people = await AddPeopleAsync(cancellationToken);
        var key = await keys.CreateAsync(Actor.System, ApplicationName, "demo", ScopeNames.OfKeys, null, cancellationToken);
        return new(people, key.Secret, await SendAsync(cancellationToken));
    }

    private Task<IReadOnlyList<DemoPerson>> AddPeopleAsync(CancellationToken cancellationToken) => database.WriteAsync(
        async db =>
        {
            var people = new List<DemoPerson>();
            foreach (var (email, name, role) in People)
            {
                var person = new DemoPerson(email, role, NewPassword());
                var member = await members.AddAsync(db, email, name, role, person.Password, cancellationToken)
                    ?? throw new InvalidOperationException($"{email} is there already.");
                audit.Append(db, Actor.System, "member.add", $"member/{member.Id}", null, new { Role = role });
                people.Add(person);
            }

            return (IReadOnlyList<DemoPerson>)people;
        },
        cancellationToken);

    private async Task<int> SendAsync(CancellationToken cancellationToken)
    {
        await using var db = await database.ReadAsync(cancellationToken);
        var application = await db.Applications.SingleAsync(a => a.Name == ApplicationName, cancellationToken);
        var now = clock.Now();
        await new DemoLedger(database, audit, clock).WriteAsync(application.Id, cancellationToken);
        await SendUsageAsync(application.Id, now);
        var items = DemoInteraction.ReadAll().SelectMany((interaction, i) => interaction.ToItems(i + 1, now)).ToList();
        Demand(await intake.AcceptAsync(application.Id, application.TrainingConsentByDefault, items));
        return items.Count;
    }

    private async Task SendUsageAsync(int applicationId, DateTime now)
    {
        var (uses, outcomes) = DemoUsage.Draw(now);
        foreach (var part in uses.Chunk(1000)) Demand(await usage.AcceptAsync(applicationId, part));
        foreach (var part in outcomes.Chunk(1000)) Demand(await usage.AcceptAsync(applicationId, part));
    }

    private static void Demand(IntakeOutcome outcome)
    {
        if (outcome.Answer != IntakeAnswer.Stored) throw new InvalidOperationException($"The intake did not take the example: {outcome.Answer}.");
    }

    /// <summary>Four groups of four characters that are not easily mistaken for each other: 79 bits.</summary>
    private static string NewPassword() =>
        string.Join('-', Enumerable.Range(0, 4).Select(_ => RandomNumberGenerator.GetString(PasswordAlphabet, 4)));
}
