using Flywheel.Core.Curate.Validation.PersonalData;

namespace Flywheel.Tests.Curate.Validation.PersonalData;

/// <summary>Examples are the published specimens of each scheme, or computed from its rule by hand.</summary>
public class NationalIdTests
{
    private static List<string> Labels(string text) => PersonalDataScanner.Find(text).ConvertAll(s => s.Label);

    [Theory]
    [InlineData("123-45-6789")]
    [InlineData("SSN 123456789")]
    public void American_social_security_numbers(string text) =>
        Assert.Equal([PersonalDataLabels.SocialSecurityNumber], Labels(text));

    [Theory]
    [InlineData("000-45-6789")]
    [InlineData("666-45-6789")]
    [InlineData("912-45-6789")]
    [InlineData("123-00-6789")]
    [InlineData("123-45-0000")]
    [InlineData("123456789")]
    [InlineData("1123-45-67890")]
    public void Numbers_that_are_never_given_out(string text) => Assert.Empty(Labels(text));

    [Theory]
    [InlineData("QQ123456C", false)]
    [InlineData("AB 12 34 56 C", true)]
    [InlineData("AB123456E", false)]
    [InlineData("12345678Z", true)]
    [InlineData("12345678A", false)]
    [InlineData("X1234567L", true)]
    [InlineData("RSSMRA85T10A562S", true)]
    [InlineData("RSSMRA85T10A562T", false)]
    [InlineData("2 55 08 14 168 025 38", true)]
    [InlineData("2 55 08 14 168 025 39", false)]
    [InlineData("85.07.30-033.28", true)]
    [InlineData("85.07.30-033.29", false)]
    [InlineData("811218-9876", true)]
    [InlineData("811218-9877", false)]
    [InlineData("131052-308T", true)]
    [InlineData("131052-308U", false)]
    [InlineData("PESEL 44051401359", true)]
    [InlineData("PESEL 44051401358", false)]
    [InlineData("Steuer-ID 86 095 742 719", true)]
    [InlineData("Steuer-ID 86 095 742 718", false)]
    [InlineData("BSN 111222333", true)]
    [InlineData("BSN 111222334", false)]
    public void European_ids_by_their_check_digits(string text, bool isId) =>
        Assert.Equal(isId, Labels(text).Contains(PersonalDataLabels.NationalId));

    [Theory]
    [InlineData("79927398713", true)]
    [InlineData("79927398710", false)]
    public void The_luhn_sum(string digits, bool isValid) => Assert.Equal(isValid, CheckDigits.Luhn(digits));
}
