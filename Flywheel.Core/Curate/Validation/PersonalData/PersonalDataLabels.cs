namespace Flywheel.Core.Curate.Validation.PersonalData;

/// <summary>The labels of personal data and secrets. In brackets they are the placeholders of <see cref="Redaction"/>.</summary>
public static class PersonalDataLabels
{
    public const string Email = "EMAIL";
    public const string Phone = "PHONE";
    public const string Card = "CARD";
    public const string Iban = "IBAN";
    public const string SocialSecurityNumber = "SSN";

    /// <summary>A national id of another country than the United States.</summary>
    public const string NationalId = "NATIONAL_ID";
    public const string IpAddress = "IP";
    public const string Secret = "SECRET";

    /// <summary>The label in a reviewer's words.</summary>
    public static string InWords(string label, int count) => (label, count) switch
    {
        (Email, 1) => "e-mail address",
        (Email, _) => "e-mail addresses",
        (Phone, 1) => "phone number",
        (Phone, _) => "phone numbers",
        (Card, 1) => "card number",
        (Card, _) => "card numbers",
        (Iban, 1) => "bank account (IBAN)",
        (Iban, _) => "bank accounts (IBAN)",
        (SocialSecurityNumber, 1) => "social security number",
        (SocialSecurityNumber, _) => "social security numbers",
        (NationalId, 1) => "national id",
        (NationalId, _) => "national ids",
        (IpAddress, 1) => "IP address",
        (IpAddress, _) => "IP addresses",
        (_, 1) => "secret",
        _ => "secrets",
    };
}
