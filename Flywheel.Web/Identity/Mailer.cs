using System.ComponentModel.DataAnnotations;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Flywheel.Web.Identity;

/// <summary>Settings under <c>Flywheel:Email</c>. Without a host nothing is sent and links are shown instead.</summary>
public sealed class EmailOptions
{
    public const string Section = "Flywheel:Email";

    public string Host { get; set; } = "";

    [Range(1, 65_535)]
    public int Port { get; set; } = 587;
    public string? User { get; set; }
    public string? Password { get; set; }
    public string From { get; set; } = "";
}

/// <summary>Sends the links of invitations and resets, where sending is set up.</summary>
public sealed partial class Mailer(IOptions<EmailOptions> options, ILogger<Mailer> log)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(15);

    private readonly EmailOptions _options = options.Value;

    /// <summary>Is sending set up?</summary>
    public bool IsOn => _options is { Host.Length: > 0, From.Length: > 0 };

    /// <summary>Sends a plain text. False where sending is not set up or did not work; the fault is logged.</summary>
    public async Task<bool> SendAsync(string to, string subject, string text, CancellationToken cancellationToken = default)
    {
        if (!IsOn) return false;
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(Timeout);
        try
        {
            await SendCoreAsync(to, subject, text, timeout.Token);
            return true;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException && !cancellationToken.IsCancellationRequested)
        {
            LogNotSent(log, exception);
            return false;
        }
    }

    private async Task SendCoreAsync(string to, string subject, string text, CancellationToken cancellationToken)
    {
        using var message = new MimeMessage { Subject = subject, Body = new TextPart("plain") { Text = text } };
        message.From.Add(MailboxAddress.Parse(_options.From));
        message.To.Add(MailboxAddress.Parse(to));
        using var client = new SmtpClient();
        // TLS from the first byte on 465, by STARTTLS elsewhere; without TLS on port 25 only.
        var security = _options.Port switch { 465 => SecureSocketOptions.SslOnConnect, 25 => SecureSocketOptions.StartTlsWhenAvailable, _ => SecureSocketOptions.StartTls };
        await client.ConnectAsync(_options.Host, _options.Port, security, cancellationToken);
        if (!string.IsNullOrEmpty(_options.User)) await client.AuthenticateAsync(_options.User, _options.Password ?? "", cancellationToken);
        await client.SendAsync(message, cancellationToken);
        await client.DisconnectAsync(quit: true, cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "An e-mail could not be sent.")]
    private static partial void LogNotSent(ILogger logger, Exception exception);
}
