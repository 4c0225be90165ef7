using Flywheel.Core.Curate.Validation;
using Flywheel.Core.Curate.Validation.PersonalData;

namespace Flywheel.Tests.Curate.Validation.PersonalData;

/// <summary>Personal data in other digits and signs than ASCII: found, placed in the original, redacted whole.</summary>
public class OtherFormsOfPersonalDataTests
{
    private static List<(string Label, string Value)> Find(string text) =>
        PersonalDataScanner.Find(text).ConvertAll(s => (s.Label, text.Substring(s.Start, s.Length)));

    [Theory]
    [InlineData("電話は０３－１２３４－５６７８です。", "０３－１２３４－５６７８")]
    [InlineData("電話０３ー１２３４ー５６７８", "０３ー１２３４ー５６７８")]
    [InlineData("+４９（０）３０ １２３ ４５６７", "+４９（０）３０ １２３ ４５６７")]
    [InlineData("هاتف: ٠٣٠-١٢٣٤٥٦٧ اتصل", "٠٣٠-١٢٣٤٥٦٧")]
    [InlineData("फ़ोन: ०३० १२३ ४५६७", "०३० १२३ ४५६७")]
    [InlineData("phone 𝟎𝟑𝟎 𝟏𝟐𝟑𝟒𝟓𝟔𝟕", "𝟎𝟑𝟎 𝟏𝟐𝟑𝟒𝟓𝟔𝟕")]
    [InlineData("call ⁰³⁰ ¹²³⁴⁵⁶⁷ now", "⁰³⁰ ¹²³⁴⁵⁶⁷")]
    [InlineData("call ⓪③⓪ ①②③④⑤⑥⑦ now", "⓪③⓪ ①②③④⑤⑥⑦")]
    [InlineData("call 030\u2011123\u20114567 now", "030\u2011123\u20114567")]
    [InlineData("call 030\u00a0123\u202f4567 now", "030\u00a0123\u202f4567")]
    [InlineData("call 0\u200b3\u200b0 1\u200b234567 now", "0\u200b3\u200b0 1\u200b234567")]
    [InlineData("call 0\ufe0f\u20e33\ufe0f\u20e30\ufe0f\u20e3 1234567\u0332 now", "0\ufe0f\u20e33\ufe0f\u20e30\ufe0f\u20e3 1234567\u0332")]
    [InlineData("전화 010-1234-5678로 연락", "010-1234-5678")]
    [InlineData("😀😀 call 𝟎𝟑𝟎 1234567", "𝟎𝟑𝟎 1234567")]
    public void Phone_numbers(string text, string value) => Assert.Equal([(PersonalDataLabels.Phone, value)], Find(text));

    [Theory]
    [InlineData("Write to max.muster＠example.com", "max.muster＠example.com")]
    [InlineData("max﹒muster﹫example﹒com", "max﹒muster﹫example﹒com")]
    [InlineData("ｍａｘ＠ｅｘａｍｐｌｅ．ｃｏｍ", "ｍａｘ＠ｅｘａｍｐｌｅ．ｃｏｍ")]
    [InlineData("max@example。com 電話", "max@example。com")]
    [InlineData("連絡先max@exa\u200bmple.comです。", "max@exa\u200bmple.com")]
    [InlineData("ju\u0308rgen@example.org", "ju\u0308rgen@example.org")]
    [InlineData("\ud83d\ude00 \u212aarl＠example.com", "\u212aarl＠example.com")]
    public void E_mail_addresses(string text, string value) => Assert.Equal([(PersonalDataLabels.Email, value)], Find(text));

    [Theory]
    [InlineData("４１１１－１１１１－１１１１－１１１１", PersonalDataLabels.Card)]
    [InlineData("4\u200b1\u200b1\u200b1\u200b1\u200b1\u200b1\u200b1\u200b1\u200b1\u200b1\u200b1\u200b1\u200b1\u200b1\u200b1", PersonalDataLabels.Card)]
    [InlineData("GB82 ＷＥＳＴ １２３４ ５６９８ ７６５４ ３２", PersonalDataLabels.Iban)]
    [InlineData("１２３－４５－６７８９", PersonalDataLabels.SocialSecurityNumber)]
    [InlineData("1\u03322\u03323\u0332-4\u03325\u0332-6\u03327\u03328\u03329\u0332", PersonalDataLabels.SocialSecurityNumber)]
    [InlineData("１２３４５６７８Ｚ", PersonalDataLabels.NationalId)]
    [InlineData("２０３．０．１１３．７", PersonalDataLabels.IpAddress)]
    [InlineData("２００１：ｄｂ８：：８ａ２ｅ：３７０：７３３４", PersonalDataLabels.IpAddress)]
    public void Whole_texts_of_other_kinds(string text, string label) => Assert.Equal([(label, text)], Find(text));

    [Fact]
    public void A_secret()
    {
        const string Text = "ｐａｓｓｗｏｒｄ＝ｈｕｎｔｅｒ２＠ｘ";
        Assert.Equal("ｐａｓｓｗｏｒｄ＝[SECRET]", Redaction.Redact(Text).Text);
        Assert.Contains(TextChecks.Inspect("Hello?", "No.", Text), f => f.Kind == FindingKinds.Secret);
    }

    [Theory]
    [InlineData("call 030 1234567¹ now", "030 1234567")]
    [InlineData("card 4111 1111 1111 1111² ok", "4111 1111 1111 1111")]
    [InlineData("① 030 1234567", "030 1234567")]
    public void The_mark_of_a_footnote_or_of_a_list_is_no_digit(string text, string value) => Assert.Equal(value, Assert.Single(Find(text)).Value);

    [Fact]
    public void What_is_redacted_is_the_original() =>
        Assert.Equal("😀 [EMAIL]、電話[PHONE]。", Redaction.Redact("😀 max＠example.com、電話０３－１２３４－５６７８。").Text);

    [Fact]
    public void A_finding_is_placed_in_the_original()
    {
        var finding = Assert.Single(TextChecks.Inspect("Hello?", "No.", "電話は０３－１２３４－５６７８です。"));
        Assert.Equal("The proposed output holds 1 phone number.", finding.Message);
        Assert.Equal([new FindingSpan(3, 12, "PHONE")], finding.Spans);
    }

    [Theory]
    [InlineData("git@host:repo.git")]
    [InlineData("git@github.com:org/repo.git")]
    [InlineData("scp me@files.example.org:~/notes .")]
    [InlineData("ssh://git@github.com/org/repo")]
    [InlineData("logo@2x.png")]
    [InlineData("git＠example.com:org/repo.git")]
    public void Places_of_repositories_and_files_are_no_addresses(string text) => Assert.Empty(Find(text));

    [Theory]
    [InlineData("Email:anna@example.org:Please answer", "anna@example.org")]
    [InlineData("mailto:anna@example.org", "anna@example.org")]
    [InlineData("anna@example.org: yes", "anna@example.org")]
    public void A_colon_alone_makes_no_path(string text, string value) => Assert.Equal([(PersonalDataLabels.Email, value)], Find(text));

    [Theory]
    [InlineData("Firmware 1.2.3.4")]
    [InlineData("The firmware is now at 1.2.3.4.")]
    [InlineData("updated from 1.2.3.3 to 1.2.3.4 yesterday")]
    [InlineData("Chrome 120.0.60.71 crashes")]
    [InlineData("install package Foo 4.2.1.7")]
    [InlineData("the 1.2.3.4 release")]
    [InlineData("Treiber 31.0.15.2")]
    [InlineData("バージョン１．２．３．４")]
    [InlineData("прошивка 1.2.3.4")]
    [InlineData("see section 3.1.2.4")]
    public void Versions_and_sections_are_no_addresses(string text) => Assert.Empty(Find(text));

    [Theory]
    [InlineData("Firmware 1.2.3.4 runs on 192.168.0.1", "192.168.0.1")]
    [InlineData("The firmware is served by the host 1.2.3.4", "1.2.3.4")]
    [InlineData("On Windows 10.0.0.5 answers", "10.0.0.5")]
    [InlineData("Adresse:10.0.0.1 antwortet", "10.0.0.1")]
    [InlineData("8.8.8.8 responds", "8.8.8.8")]
    public void Addresses_beside_versions_are_found(string text, string value) => Assert.Equal([(PersonalDataLabels.IpAddress, value)], Find(text));
}
