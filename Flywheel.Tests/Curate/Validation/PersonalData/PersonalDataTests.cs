using Flywheel.Core.Curate.Validation.PersonalData;

namespace Flywheel.Tests.Curate.Validation.PersonalData;

public class PersonalDataTests
{
    private static List<(string Label, string Value)> Find(string text) =>
        PersonalDataScanner.Find(text).ConvertAll(s => (s.Label, text.Substring(s.Start, s.Length)));

    [Theory]
    [InlineData("write to anna.b+x@mail.example.org, please", "anna.b+x@mail.example.org")]
    [InlineData("<o'neil@example.co.uk>", "o'neil@example.co.uk")]
    [InlineData("j\u00fcrgen@m\u00fcller.de.", "j\u00fcrgen@m\u00fcller.de")]
    public void E_mail_addresses(string text, string value) => Assert.Equal([(PersonalDataLabels.Email, value)], Find(text));

    [Theory]
    [InlineData("meet @ noon. ok")]
    [InlineData("user@localhost")]
    [InlineData("@handle.name")]
    [InlineData("a@b.1")]
    [InlineData("a@@b.org")]
    public void No_e_mail_addresses(string text) => Assert.Empty(Find(text));

    [Theory]
    [InlineData("my card 4111 1111 1111 1111 12/27", "4111 1111 1111 1111")]
    [InlineData("378282246310005", "378282246310005")]
    [InlineData("5555-5555-5555-4444", "5555-5555-5555-4444")]
    [InlineData("6011000990139424.", "6011000990139424")]
    public void Card_numbers(string text, string value) => Assert.Equal([(PersonalDataLabels.Card, value)], Find(text));

    [Theory]
    [InlineData("4111 1111 1111 1112")]
    [InlineData("0000000000000000")]
    [InlineData("order A4111111111111111")]
    public void No_card_numbers(string text) => Assert.Empty(Find(text));

    [Theory]
    [InlineData("GB82 WEST 1234 5698 7654 32", "GB82 WEST 1234 5698 7654 32")]
    [InlineData("iban de89370400440532013000!", "de89370400440532013000")]
    [InlineData("NL91ABNA0417164300", "NL91ABNA0417164300")]
    public void Ibans(string text, string value) => Assert.Equal([(PersonalDataLabels.Iban, value)], Find(text));

    [Theory]
    [InlineData("GB82 WEST 1234 5698 7654 33")]
    [InlineData("NL91ABNA04171643000")]
    [InlineData("XX82WEST12345698765432")]
    public void No_ibans(string text) => Assert.Empty(Find(text));

    [Theory]
    [InlineData("+44 20 7946 0958", "+44 20 7946 0958")]
    [InlineData("call (212) 555-0147 x12 now", "(212) 555-0147 x12")]
    [InlineData("or 01 99 00 12 34", "01 99 00 12 34")]
    [InlineData("Phone: 555 0147", "555 0147")]
    [InlineData("+46 (0)8 123 456 78", "+46 (0)8 123 456 78")]
    public void Phone_numbers(string text, string value) => Assert.Equal([(PersonalDataLabels.Phone, value)], Find(text));

    [Theory]
    [InlineData("on 2006-04-07 09:00:27")]
    [InlineData("on 12.11.2000")]
    [InlineData("1,500,000 people")]
    [InlineData("in 1914 1918 and 1939")]
    [InlineData("order number 0412345678")]
    [InlineData("pi is 3.14159265358979")]
    [InlineData("123456")]
    public void No_phone_numbers(string text) => Assert.Empty(Find(text));

    [Theory]
    [InlineData("from 203.0.113.7:8080", "203.0.113.7")]
    [InlineData("at 2001:db8::8a2e:370:7334.", "2001:db8::8a2e:370:7334")]
    public void Ip_addresses(string text, string value) => Assert.Equal([(PersonalDataLabels.IpAddress, value)], Find(text));

    [Theory]
    [InlineData("version 10.0.15.2")]
    [InlineData("256.1.1.1")]
    [InlineData("1.2.3.4.5")]
    [InlineData("at 12:30:45")]
    [InlineData("std::dead::beef")]
    public void No_ip_addresses(string text) => Assert.Empty(Find(text));

    [Fact]
    public void An_address_that_is_also_a_number_is_named_once() =>
        Assert.Equal([PersonalDataLabels.Email, PersonalDataLabels.Phone], Find("0199001234@example.org or 0199001235").ConvertAll(f => f.Label));
}
