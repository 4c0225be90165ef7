using Flywheel.Core.Audit;

namespace Flywheel.Tests.Audit;

public sealed class AuditHashTests
{
    [Fact]
    public void The_hash_is_the_documented_one()
    {
        // Calculated apart, in Python: sha256(b"\0"*32 + for each member its length as >i and its UTF-8)
        Assert.Equal("d2e1e3dda14ef3ead2e2ef70c08c9afdc9ecfbd64f22eda8686e667587ddb86e", Convert.ToHexStringLower(AuditHash.Of(Entry())));
    }

    [Fact]
    public void Text_cannot_move_from_one_member_to_the_next()
    {
        var moved = Entry();
        (moved.Action, moved.Subject) = ("key.create1", moved.Subject[1..]);
        Assert.NotEqual(AuditHash.Of(Entry()), AuditHash.Of(moved));
    }

    [Fact]
    public void Nothing_and_the_empty_text_differ()
    {
        var empty = Entry();
        empty.From = "";
        Assert.NotEqual(AuditHash.Of(Entry()), AuditHash.Of(empty));
    }

    private static AuditEntry Entry() => new()
    {
        At = new DateTime(2026, 3, 2, 9, 0, 0, 123, 456, DateTimeKind.Utc),
        ActorId = "anna",
        ActorName = "Ännä",
        Action = "key.create",
        Subject = "1key/17",
        After = "{\"a\":1}",
        PreviousHash = AuditHash.Origin,
    };
}
