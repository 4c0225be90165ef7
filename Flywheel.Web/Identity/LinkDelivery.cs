namespace Flywheel.Web.Identity;

/// <summary>Sends links that set a password. False means: show the link instead.</summary>
public sealed class LinkDelivery(Mailer mailer)
{
    /// <summary>Invites somebody.</summary>
    public Task<bool> InvitationAsync(string email, string name, string link) => mailer.SendAsync(
        email, "Your invitation to Flywheel",
        $"Hello {name},\n\nyou were invited to Flywheel. Set your password here; the link works once, for three days:\n\n{link}\n");

    /// <summary>Lets somebody set a new password.</summary>
    public Task<bool> ResetAsync(string email, string name, string link) => mailer.SendAsync(
        email, "A new password for Flywheel",
        $"Hello {name},\n\nset a new password here; the link works once, for three days:\n\n{link}\n\nIf you did not ask for this, tell an admin.\n");
}
