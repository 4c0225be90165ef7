using Flywheel.Core.Curate.Validation;
using Flywheel.Core.Curate.Validation.PersonalData;

namespace Flywheel.Tests.Curate.Validation.PersonalData;

public class SecretScannerTests
{
    // Put together here, so that scanners of repositories do not take the examples for real ones.
    private const string Random40 = "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8s9T0";

    private static List<string> Find(string text)
    {
        var spans = new List<FindingSpan>();
        SecretScanner.Find(text, spans);
        return spans.ConvertAll(s => text.Substring(s.Start, s.Length));
    }

    [Theory]
    [InlineData("sk-")]
    [InlineData("gh" + "p_")]
    [InlineData("xox" + "b-")]
    [InlineData("glpat-")]
    [InlineData("sk_" + "live_")]
    public void Keys_of_a_known_shape(string prefix) => Assert.Equal([prefix + Random40], Find($"use {prefix + Random40}, ok"));

    [Fact]
    public void An_access_key_id_of_a_cloud() => Assert.Equal(["AKIA" + "IOSFODNN7EXAMPLE"], Find("id AKIA" + "IOSFODNN7EXAMPLE."));

    [Fact]
    public void A_json_web_token() =>
        Assert.Single(Find("eyJhbGciOiJIUzI1NiJ9" + ".eyJzdWIiOiIxMjM0NTY3ODkwIn0." + "dozjgNryP4J3jVmNHl0w5N_XgL0n3I9P"));

    [Fact]
    public void A_private_key_from_header_to_footer()
    {
        var key = "-----BEGIN " + "PRIVATE KEY-----\nMIIEvQ\nIBADAN\n-----END PRIVATE KEY-----";
        Assert.Equal([key], Find("here:\n" + key + "\nthanks"));
        Assert.Empty(Find("-----BEGIN CERTIFICATE-----\nMIIE\n-----END CERTIFICATE-----"));
    }

    [Theory]
    [InlineData("password: hunter2!", "hunter2!")]
    [InlineData("password=\"correct horse\" ", "correct horse")]
    [InlineData("pwd='s3cretX'", "s3cretX")]
    [InlineData("my password is Tr0ub4dor&3", "Tr0ub4dor&3")]
    [InlineData("postgres://app:pa55w0rd@db/x", "pa55w0rd")]
    [InlineData("Authorization: Bearer " + Random40, Random40)]
    [InlineData("API key: " + Random40, Random40)]
    public void What_a_word_names_as_secret(string text, string value) =>
        Assert.Equal([value], Find(text));

    [Theory]
    [InlineData("I forgot my password, please help")]
    [InlineData("My password is not working since yesterday")]
    [InlineData("password=<your password>")]
    [InlineData("password = get_password(user)")]
    [InlineData("password: ********")]
    [InlineData("Secret: everyone knows")]
    [InlineData("tokens are counted 123456 times")]
    [InlineData("the sk-learn package")]
    [InlineData("https://example.org/a@b:c")]
    public void Talk_about_secrets_is_not_one(string text) => Assert.Empty(Find(text));
}
